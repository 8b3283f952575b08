import type { DueMessage } from '../../cycle/message.ts';
import { fullPlan } from '../../cycle/plan.ts';
import { routesOf } from '../../cycle/routing.ts';
import { loadCycle, type CycleReader, type LoadedCycle } from './load-cycle.ts';
import { requestsAtOpening } from './open-cycle.ts';
import { answeringOf } from '../register/register-in-force.ts';
import type { CycleKey } from '../ports.ts';

/**
 * The whole ladder of a cycle as it goes out if nobody answers; for one that has not opened, with the requests that
 * it would open with today. Undefined when there is no such cycle.
 */
export async function planCycle(
  store: CycleReader,
  key: CycleKey,
): Promise<{ loaded: LoadedCycle; messages: DueMessage[] } | undefined> {
  const loaded = await loadCycle(store, key);
  if (!loaded) return undefined;
  const requests =
    loaded.cycle.state === 'scheduled'
      ? await requestsAtOpening(store, loaded.programme.value, key.cycleId)
      : loaded.requests;
  // Whoever stands in for somebody out of reach is left out: that is what was delivered, not what was planned.
  const routes = routesOf(
    answeringOf(loaded.programme.value, loaded.register, loaded.cycle),
    requests.map(({ ref }) => ({ ref })),
  );
  return { loaded, messages: fullPlan({ ...loaded.planState, requests, routes }) };
}
