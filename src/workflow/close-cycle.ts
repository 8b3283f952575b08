import type { Temporal } from '../calendar/temporal.ts';
import type { CycleReader, LoadedCycle } from './load-cycle.ts';
import type { CycleStore } from './ports.ts';
import { setCycleState } from './set-cycle-state.ts';

/**
 * Closes an open cycle: first the actions that left the register meanwhile are written down as retired, so that
 * later imports change nothing here; then the event; then the state, last.
 */
export async function closeCycle(
  store: CycleReader & { cycles: CycleStore },
  loaded: LoadedCycle,
  now: Temporal.Instant,
): Promise<void> {
  const { key, requests, stored } = loaded;
  const retired = requests.flatMap((request) => {
    const row = stored.get(request.ref);
    return row && request.state === 'retired' && row.value.state !== 'retired'
      ? [{ ...row, value: request }]
      : [];
  });
  if (retired.length > 0) await store.cycles.replaceRequests(key, retired);
  await store.cycles.addEvent(key, { id: 'closed', at: now, kind: 'closed' });
  await setCycleState(store.programmes, key, 'open', 'closed');
}
