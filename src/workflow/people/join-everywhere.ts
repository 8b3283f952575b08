import { isOver, type Cycle } from '../../cycle/cycle.ts';
import { amend, type JoinedAddress } from '../../programme/amendment.ts';
import type { OwedEvent, Programme } from '../../programme/programme.ts';
import type { Register } from '../../programme/register.ts';
import type { Agenda } from '../../outbox/ports.ts';
import { actOnProgramme, writeTrails } from '../act-on-programme.ts';
import type { CycleKey, CycleStore, PeopleStore, ProgrammeStore, RegisterStore } from '../ports.ts';
import { registerInForce } from '../register/register-in-force.ts';
import type { Person } from './person.ts';
import { chairsOf, leadsOf } from './programme-people.ts';
import { contactsOfTenant } from './tenant-contacts.ts';

interface JoinStore {
  people: Pick<PeopleStore, 'byId' | 'upsert'>;
  programmes: ProgrammeStore;
  registers: RegisterStore;
  cycles: Pick<CycleStore, 'addEvents'>;
  agenda: Pick<Agenda, 'add'>;
}

type Who = Pick<Person, 'tenantId' | 'aadObjectId'>;

/**
 * Somebody who is in no register is a contact from now on, in every programme of the tenant that has the contact. What is
 * said first holds, in whichever programme: it is written with the person, and from there into the programmes. So whoever
 * is slower finds it, and it can be seen through should the first be stopped on the way. The trail of the cycle in which it
 * was decided has it, also once that is over. Returns what holds.
 */
export async function joinEverywhere(
  store: JoinStore,
  who: Who,
  wish: JoinedAddress,
  decidedIn: CycleKey,
): Promise<JoinedAddress> {
  const everybody = (await contactsOfTenant({ store }, who.tenantId)).flatMap(({ contacts }) => contacts);
  const holds = ({ alias, contactId }: JoinedAddress): boolean =>
    alias === wish.alias && everybody.some(({ id }) => id === contactId);
  const { joined = wish } = await store.people.upsert(who, (current) => {
    if (!current) throw new Error(`Nobody has the object id ${who.aadObjectId}.`);
    return current.joined && holds(current.joined) ? current : { ...current, joined: wish };
  });
  await writeJoined(store, joined, decidedIn);
  return joined;
}

/** Sees a joining through, should it have been stopped on the way. Returns it; undefined where there was none. */
export async function finishJoining(
  store: JoinStore,
  { tenantId, aadObjectId }: Who,
  decidedIn: CycleKey,
): Promise<JoinedAddress | undefined> {
  const joined = (await store.people.byId(tenantId, aadObjectId))?.value.joined;
  if (joined) await writeJoined(store, joined, decidedIn);
  return joined;
}

async function writeJoined(store: JoinStore, joined: JoinedAddress, decidedIn: CycleKey): Promise<void> {
  for (const { value } of await store.programmes.list(decidedIn.tenantId)) {
    const written = await actOnProgramme(store, value.id, joined.at, async (current) => {
      const register = await registerInForce(store.registers, current);
      const programme = register && withAddress(current, register, joined);
      return programme && { programme, events: eventsOf(programme, joined, decidedIn) };
    });
    const { owedEvents } = written ?? value;
    if (owedEvents) await writeTrails(store, value.id);
  }
}

/** For the trail of each round that is not over, and of the one in which it was decided. */
function eventsOf(
  { id: programmeId, cycles }: Programme,
  joined: JoinedAddress,
  decidedIn: CycleKey,
): OwedEvent[] {
  const { contactId, alias, by, at, card } = joined;
  const isDecidedIn = ({ id }: Cycle): boolean =>
    id === decidedIn.cycleId && programmeId === decidedIn.programmeId;
  const said = { id: `joined-${contactId}-${alias}`, kind: 'joined' as const, by, at, contactId };
  return cycles
    .filter((cycle) => !isOver(cycle) || isDecidedIn(cycle))
    .map(({ id }) => ({ cycleId: id, event: { ...said, ...(card !== undefined && { card }) } }));
}

/** The programme that is imported, with what those of its tenant know of its contacts' addresses. */
export function withAddressesOf(
  ofTenant: readonly Programme[],
  programme: Programme,
  imported: Register,
): Programme {
  return ofTenant
    .flatMap(({ amendments = [] }) => amendments.filter((one) => one.kind === 'address'))
    .reduce((known, one) => {
      return withAddress(known, amend(imported, known.amendments ?? []), one) ?? known;
    }, programme);
}

/**
 * The programme with a further address of one of its contacts; undefined where it has no such contact, knows the address
 * already, or has the contact as a lead or a chair: nobody becomes one of these by that.
 */
function withAddress(programme: Programme, inForce: Register, joined: JoinedAddress): Programme | undefined {
  const { contacts } = inForce;
  const isAnybodys = contacts.some(({ id, aliases = [] }) => [id, ...aliases].includes(joined.alias));
  const named = [...leadsOf(programme, inForce), ...chairsOf(programme, inForce)];
  const isNamed = named.some(({ id }) => id === joined.contactId);
  if (isAnybodys || isNamed || !contacts.some(({ id }) => id === joined.contactId)) return undefined;
  return { ...programme, amendments: [...(programme.amendments ?? []), joined] };
}
