import { Temporal } from '../calendar/temporal.ts';
import type { Clock } from '../clock.ts';
import type { CycleKey } from '../workflow/ports.ts';
import type { Agenda, WakeQueue } from './ports.ts';

/** On the agenda first, so that a crash before the wake-up is found by the next tick. */
export async function wakeAt(
  deps: { store: { agenda: Agenda; wakeQueue: WakeQueue }; clock: Clock },
  cycle: CycleKey,
  shard: string,
  due: Temporal.Instant,
): Promise<void> {
  await deps.store.agenda.add({ ...cycle, shard, due });
  if (Temporal.Instant.compare(due, deps.clock.now()) <= 0) {
    await deps.store.wakeQueue.wake({ tenantId: cycle.tenantId, shard });
  }
}
