import type { Temporal } from '../../calendar/temporal.ts';
import { openingRequests, type Earlier } from '../../cycle/opening.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import type { Programme } from '../../programme/programme.ts';
import { resolveScheme } from '../../programme/status-scheme.ts';
import type { CycleReader } from './load-cycle.ts';
import type { CycleKey, CycleStore, Stored } from '../ports.ts';
import { registerInForce } from '../register/register-in-force.ts';
import { moveCycle } from './set-cycle-state.ts';

/**
 * Opens a scheduled cycle whose day has come: writes a request for every live action, then the event, then the state, last. Whatever
 * stops it midway, running it again finishes it. Returns the requests where it was this call that opened it.
 */
export async function openCycle(
  store: CycleReader,
  programme: Programme,
  cycleId: string,
  now: Temporal.Instant,
): Promise<Stored<UpdateRequest>[] | undefined> {
  const { tenantId, id: programmeId } = programme;
  const key: CycleKey = { tenantId, programmeId, cycleId };
  const requests = await store.cycles.open(key, await requestsAtOpening(store, programme, cycleId));
  await store.cycles.addEvent(key, { id: 'opened', at: now, kind: 'opened' });
  const moved = await moveCycle(store.programmes, key, 'scheduled', 'open');
  return moved === 'moved' ? requests : undefined;
}

/** The requests that a cycle would open with now: one for every live action, with what is known of it. */
export async function requestsAtOpening(
  store: CycleReader,
  programme: Programme,
  cycleId: string,
): Promise<UpdateRequest[]> {
  const { id: programmeId, settings } = programme;
  const register = await registerInForce(store.registers, programme);
  if (!register) throw new Error(`The programme "${programmeId}" has no register.`);
  const wanted = new Set(register.actions.map(({ ref }) => ref));
  const earlier = await lastKnown(store.cycles, programme, cycleId, wanted);
  return openingRequests(register, resolveScheme(settings.statusScheme), earlier, settings.calendar.timeZone);
}

/** Each action's request in the latest earlier cycle that has it; reads back only as far as it must. */
async function lastKnown(
  cycles: CycleStore,
  programme: Programme,
  cycleId: string,
  wanted: Set<string>,
): Promise<Map<string, Earlier>> {
  const found = new Map<string, Earlier>();
  const position = programme.cycles.findIndex(({ id }) => id === cycleId);
  for (const { id, state } of programme.cycles.slice(0, position).reverse()) {
    if (found.size === wanted.size) break;
    if (state === 'scheduled') continue;
    const rows = await cycles.requests({
      tenantId: programme.tenantId,
      programmeId: programme.id,
      cycleId: id,
    });
    for (const { value: request } of rows) {
      if (wanted.has(request.ref) && !found.has(request.ref))
        found.set(request.ref, { cycleId: id, request });
    }
  }
  return found;
}
