import type { z } from 'zod';
import type { Temporal } from '../../calendar/temporal.ts';
import type { Author } from '../../cycle/author.ts';
import type { ActResult } from '../act-result.ts';
import type { Actor } from '../people/actor.ts';
import { authorOf } from '../people/author-of.ts';
import type { ChosenCycle } from '../rounds/choose-cycle.ts';
import type { ChannelTurn, Turn } from '../desk.ts';
import { chosenBy, forLeadsOnly, malformed, type LeadAct, type LeadDeskDeps } from './lead-act.ts';

/** A lead's button about one cycle of a programme that they lead. */
export interface LeadPress<T> {
  deps: LeadDeskDeps;
  chosen: ChosenCycle;
  actor: Actor;
  /** The lead, as the author of what they do. */
  author: Author;
  data: T;
  /** The data as it came, for words to give back. */
  raw: unknown;
  turn: Turn | ChannelTurn;
  now: Temporal.Instant;
}

/** A lead's act on a cycle: data of another shape, and anybody who does not lead the programme, are refused. */
export function onCycle<T extends { programme: string; cycle: string }>(
  schema: z.ZodType<T>,
  act: (press: LeadPress<T>) => Promise<ActResult>,
): LeadAct {
  return async (deps, actor, turn, raw) => {
    const parsed = schema.safeParse(raw);
    if (!parsed.success) return { reply: malformed };
    const chosen = chosenBy(actor, parsed.data);
    const contactId = chosen?.of.contactIds[0];
    if (!chosen || contactId === undefined) return { reply: forLeadsOnly(raw) };
    const author = authorOf(actor.person, chosen.of, contactId);
    return act({ deps, chosen, actor, author, data: parsed.data, raw, turn, now: deps.clock.now() });
  };
}
