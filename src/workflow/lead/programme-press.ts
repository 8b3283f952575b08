import type { z } from 'zod';
import type { ActorProgramme } from '../people/actor.ts';
import { authorOf } from '../people/author-of.ts';
import type { ActResult } from '../act-result.ts';
import { forLeadsOnly, ledBy, malformed, type LeadAct } from './lead-act.ts';
import type { LeadPress } from './lead-press.ts';

/** A lead's button about a programme that they lead, and no round of it in particular. */
export type ProgrammePress<T> = Omit<LeadPress<T>, 'chosen'> & { of: ActorProgramme };

/** A lead's act on a programme: data of another shape, and anybody who does not lead it, are refused. */
export function onProgramme<T extends { programme: string }>(
  schema: z.ZodType<T>,
  act: (press: ProgrammePress<T>) => Promise<ActResult>,
): LeadAct {
  return async (deps, actor, turn, raw) => {
    const parsed = schema.safeParse(raw);
    if (!parsed.success) return { reply: malformed };
    const of = ledBy(actor).find(({ programme }) => programme.id === parsed.data.programme);
    const contactId = of?.contactIds[0];
    if (!of || contactId === undefined) return { reply: forLeadsOnly(raw) };
    const author = authorOf(actor.person, of, contactId);
    return act({ deps, of, actor, author, data: parsed.data, raw, turn, now: deps.clock.now() });
  };
}
