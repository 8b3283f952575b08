import type { ActResult } from '../act-result.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import { schedule } from '../rounds/schedule.ts';
import type { RoundData } from './cycle-data.ts';
import { forLeadsOnly } from './lead-act.ts';
import type { LeadPress } from './lead-press.ts';

/** What came of an act on a round, in words; and, where it changed what people's cards say, the round as it is now. */
export interface RoundDone {
  notice: string;
  changed?: Cycle;
}

/** `lead.schedule`: what goes out and what has gone, as it stands now. */
export async function showSchedule(press: LeadPress<RoundData>): Promise<ActResult> {
  return answerWithSchedule(press);
}

/** The same, with what came of an act. Where the round is otherwise now, everybody's card of it is drawn again. */
export async function answerWithSchedule(
  { deps, chosen, raw, turn, now }: Pick<LeadPress<unknown>, 'deps' | 'chosen' | 'raw' | 'turn' | 'now'>,
  done?: RoundDone,
): Promise<ActResult> {
  const view = await schedule(deps.store, chosen.key, now, done?.notice);
  if (!view) return { reply: forLeadsOnly(raw) };
  const views = [{ kind: 'schedule' as const, view }];
  if (!done?.changed) return { reply: { kind: 'views', views } };
  if (turn.card) await deps.redraw?.(turn.card, views);
  const refs = chosen.of.register.actions.map(({ ref }) => ref);
  return { reply: { kind: 'views', views }, changed: { part: chosen.of, cycle: done.changed, refs } };
}
