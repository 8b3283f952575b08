import { z } from 'zod';

/** An id in a card's data, whatever it names. */
export const id = z.string().min(1).max(256);
