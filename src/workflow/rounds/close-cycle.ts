import type { Temporal } from '../../calendar/temporal.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import { sameDates } from '../../cycle/reschedule.ts';
import type { CycleReader, LoadedCycle } from './load-cycle.ts';
import type { CycleStore } from '../ports.ts';
import { setCycleState } from './set-cycle-state.ts';

/**
 * Closes an open cycle: first what the register says of its requests now is written down (who answers, what is retired),
 * so that later imports change nothing here; then the event; then the state, last. Where a lead has paused or moved it
 * meanwhile, it stays open as it is.
 */
export async function closeCycle(
  store: CycleReader & { cycles: CycleStore },
  loaded: LoadedCycle,
  now: Temporal.Instant,
): Promise<void> {
  const { key, requests, stored } = loaded;
  const isStillDue = ({ paused, dates }: Cycle) => !paused && sameDates(dates, loaded.cycle.dates);
  const programme = await store.programmes.find(key.programmeId);
  const head = programme?.value.cycles.find(({ id }) => id === key.cycleId);
  if (head?.state !== 'open' || !isStillDue(head)) return;
  const changed = requests.flatMap((request) => {
    const row = stored.get(request.ref);
    return row && row.value !== request ? [{ ...row, value: request }] : [];
  });
  if (changed.length > 0) await store.cycles.replaceRequests(key, changed);
  await store.cycles.addEvent(key, { id: 'closed', at: now, kind: 'closed' });
  await setCycleState(store.programmes, key, 'open', 'closed', isStillDue);
}
