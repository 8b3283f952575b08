import { localDate } from '../../calendar/local-time.ts';
import { sendWindow } from '../../calendar/send-window.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import type { CycleEvent, EventKind } from '../../cycle/event.ts';
import type { Outbox } from '../../outbox/ports.ts';
import type { Changed } from '../act-result.ts';
import { changeProgramme } from '../change-programme.ts';
import { joiningContacts, joiningRequests, type Joining } from './joining-requests.ts';
import type { CycleReader, LoadedCycle } from '../rounds/load-cycle.ts';

export interface TakeInDeps {
  store: CycleReader;
  outbox: Pick<Outbox, 'put'>;
}

/**
 * Takes what was imported while a cycle was open into it: requests for the actions that are new, a message to whoever
 * would not hear of them otherwise, and the events. Actions that have left the plan need nothing: the register in force
 * says so, and what was answered or drafted is kept. Last, the mark that there is something to take in goes: stopped
 * before that, the next tick does it again, to the same effect. Returns whose cards show something else now.
 */
export async function takeInImport(
  { store, outbox }: TakeInDeps,
  loaded: LoadedCycle,
  now: Temporal.Instant,
): Promise<Changed | undefined> {
  const { cycle, key, programme, register } = loaded;
  const { takesIn: version } = cycle;
  if (version === undefined || cycle.state !== 'open') return undefined;
  // Where an earlier try was stopped they are there already, and their contacts are still to be told.
  const missing = await joiningRequests(store, loaded, now);
  if (missing.length > 0) await store.cycles.open(key, missing);
  const events = await store.cycles.events(key);
  const known = new Set(events.map(({ kind, ref }) => `${kind} ${ref ?? ''}`));
  const began = loaded.requests.filter(({ ref, joined }) => joined && !known.has(`added ${ref}`));
  const joining = [...began, ...missing];
  const told = joiningContacts(loaded, joining, now).filter(({ inNextMessage }) => !inNextMessage);
  if (told.length > 0) await outbox.put(key, addedMessages(loaded, told, version, now));
  const { retired = [] } = cycle;
  const gone = retired.filter((ref) => !known.has(`retired ${ref}`));
  for (const event of [
    ...joining.map(({ ref }) => eventOf('added', ref, now)),
    ...gone.map((ref) => eventOf('retired', ref, now)),
  ]) {
    await store.cycles.addEvent(key, event);
  }
  await changeProgramme(store.programmes, key.programmeId, (current) => {
    const cycles = current.cycles.map((one) => {
      if (one.id !== key.cycleId || one.takesIn !== version) return one;
      const { takesIn: _, ...rest } = one;
      return rest;
    });
    return { ...current, cycles };
  });
  const people = (register.retired ?? [])
    .filter(({ ref }) => retired.includes(ref))
    .flatMap(({ owners, leadOfficer }) => [
      leadOfficer,
      ...register.owners
        .filter(({ id }) => owners.includes(id))
        .flatMap(({ leadContact, deputy }) => [leadContact, deputy]),
    ]);
  return {
    part: { programme: programme.value, register, contactIds: [] },
    cycle,
    refs: register.actions.map(({ ref }) => ref),
    formerly: people.filter((id) => id !== undefined),
  };
}

function addedMessages(
  { planState: { calendar } }: LoadedCycle,
  told: readonly Joining[],
  version: string,
  now: Temporal.Instant,
) {
  const at = sendWindow(calendar, now);
  return told.map(({ contact: { id: contactId, email, reachedBy }, refs }) => ({
    recipient: { kind: 'contact' as const, contactId, email, by: reachedBy },
    sections: [{ rung: `added,${version}`, kind: 'added' as const }],
    refs,
    date: localDate(at, calendar.timeZone),
    at,
  }));
}

function eventOf(kind: EventKind, ref: string, at: Temporal.Instant): CycleEvent {
  return { id: `${kind}-${ref}`, at, kind, ref };
}
