import { Temporal } from '../calendar/temporal.ts';
import { recipientId, type DueMessage } from './message.ts';
import { fullPlan, type PlanState } from './plan.ts';
import { isOnLadder, isOutstanding } from './outstanding.ts';

/**
 * What the ladder still sends after a moment if nobody answers: nothing to whoever has nothing to answer, nor about what
 * they say is not theirs; nothing at all while the cycle is paused.
 */
export function stillToCome(state: PlanState, now: Temporal.Instant): DueMessage[] {
  const { cycle, requests } = state;
  if (cycle.paused) return [];
  const asked = new Map(requests.filter(isOnLadder).map((request) => [request.ref, request]));
  const anything = requests.some(isOutstanding);
  return fullPlan(state).flatMap((message) => {
    if (Temporal.Instant.compare(message.at, now) <= 0) return [];
    if (message.refs.length === 0) {
      const informs = message.sections.some(({ kind }) => kind === 'close' || kind === 'digest');
      return informs || anything ? [message] : [];
    }
    const to = recipientId(message);
    const refs = message.refs.filter((ref) => {
      const request = asked.get(ref);
      return request !== undefined && request.notMine?.contactId !== to;
    });
    return refs.length === 0 ? [] : [{ ...message, refs }];
  });
}
