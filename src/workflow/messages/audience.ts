import type { Section } from '../../cycle/message.ts';
import type { Audience } from '../../programme/settings.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';

const toLeadsAnyway: readonly Section['kind'][] = ['summary', 'close', 'news'];

/** Whom a section speaks to, by the ladder in force; one that has left the ladder meanwhile, as its kind is meant. */
export function audienceOf({ planState }: Pick<LoadedCycle, 'planState'>, { rung, kind }: Section): Audience {
  const step = planState.rungs.find((one) => one.rung === rung);
  return step?.to ?? (toLeadsAnyway.includes(kind) ? 'leads' : 'contacts');
}
