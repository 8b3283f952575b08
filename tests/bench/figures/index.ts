import type { Figure } from '../figure.ts';

/** Every figure, in the order in which a full run takes them. */
export const figures: readonly Figure[] = [];
