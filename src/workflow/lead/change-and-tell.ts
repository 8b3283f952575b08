import type { Owed } from '../../cycle/owed.ts';
import type { Agenda, Outbox } from '../../outbox/ports.ts';
import { lookAgain, tellOwed } from '../messages/tell-owed.ts';
import type { CycleReader } from '../rounds/load-cycle.ts';
import { changeRequests, type Act, type ActedOn } from './change-requests.ts';

export interface Told extends ActedOn {
  /** What is still to go about these requests: to whom, and when. */
  told: Owed[];
}

/** Changes some requests as `changeRequests` does, then tells whoever that calls for; stopped in between, a tick tells them. */
export async function changeAndTell(
  deps: {
    store: CycleReader & { agenda: Pick<Agenda, 'add'> };
    outbox: Pick<Outbox, 'put'>;
  } & Parameters<typeof changeRequests>[0],
  act: Act,
  decide: Parameters<typeof changeRequests>[2],
): Promise<Told | undefined> {
  await lookAgain(deps.store.agenda, deps.clock.now(), [act.cycle]);
  const acted = await changeRequests(deps, act, decide);
  if (!acted) return undefined;
  const refs = acted.changed.map(({ ref }) => ref);
  const owed = await tellOwed(deps, acted.loaded);
  return { ...acted, told: owed.filter((one) => one.refs.some((ref) => refs.includes(ref))) };
}
