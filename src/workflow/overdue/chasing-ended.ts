import { isAfter } from '../../calendar/order.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { isOutstanding } from '../../cycle/outstanding.ts';
import { answeringOwner } from '../../digest/participation.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { listedRefs } from './listed-refs.ts';

/**
 * Once the last message to owners has fallen due: that, and what is missing; from then on it is up to the lead. Those
 * with a deadline of their own are still reminded, and are named. Undefined while reminders go to others too.
 */
export function chasingEnded(
  { cycle, planState, requests }: LoadedCycle,
  now: Temporal.Instant,
): string | undefined {
  const { rungs, extended } = planState;
  const isToCome = (own: typeof rungs = []) => own.some(({ to, at }) => to !== 'leads' && isAfter(at, now));
  const isOpen = cycle.state === 'open';
  if ((isOpen && isToCome(rungs)) || cycle.state === 'scheduled' || cycle.state === 'cancelled') {
    return undefined;
  }
  const missing = requests.filter(isOutstanding);
  const later = isOpen
    ? missing.filter(({ ref, state }) => state === 'requested' && isToCome(extended.get(ref)?.at(-1)?.rungs))
    : [];
  const exception =
    later.length === 0 ? '' : `, but for ${listedRefs(later.map(({ ref }) => ref))} with a later deadline`;
  const ended = `The reminders to owners have ended${exception}. Nobody but the leads is written to from here on, unless you do it.`;
  if (missing.length === 0) return ended;
  const owners = new Set(missing.map((request) => answeringOwner(request).id)).size;
  const updates = missing.length === 1 ? '1 update' : `${missing.length} updates`;
  return `${ended} Still missing: ${updates} from ${owners === 1 ? '1 owner' : `${owners} owners`}.`;
}
