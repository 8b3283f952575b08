import { Temporal } from '../../src/calendar/temporal.ts';
import type { Clock } from '../../src/clock.ts';
import type { Owner, Contact, Register } from '../../src/programme/register.ts';
import type { StatusId } from '../../src/programme/status-scheme.ts';
import type { Store } from '../../src/storage/store.ts';
import { addCycle } from '../../src/workflow/rounds/add-cycle.ts';
import type { Person } from '../../src/workflow/people/person.ts';
import { contactIdOf } from '../../src/workflow/people/contact-id.ts';
import type { CycleKey } from '../../src/workflow/ports.ts';
import { programmeSettings } from './settings.ts';

/** A programme as a test tells it: owners with their actions, in a few words. */
export interface ProgrammeSpec {
  id?: string;
  tenantId?: string;
  /** Owner's name → refs of its actions, and its people's first names; none given: `{name} lead`. */
  owners: Record<string, { actions: string[]; lead?: string; deputy?: string; byEmail?: boolean }>;
  /** Refs of actions without an owner. */
  ownerless?: string[];
  /** Last known statuses by ref; `on_track` otherwise. */
  statuses?: Record<string, StatusId>;
  settings?: Parameters<typeof programmeSettings>[0];
}

/** The address of somebody in a test's programme. */
export function emailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@council.example`;
}

/** Stores a programme with its register, as an import leaves it. */
export async function storeProgramme(store: Store, spec: ProgrammeSpec): Promise<void> {
  const tenantId = spec.tenantId ?? 'local';
  const id = spec.id ?? 'strategy';
  const register = registerOf(tenantId, spec);
  await store.registers.write(tenantId, id, register);
  const written = await store.programmes.insert({
    id,
    tenantId,
    settings: programmeSettings({
      tenantId,
      board: { name: 'Health and Wellbeing Board', channelId: '19:board@thread.tacv2' },
      leads: [emailOf('priya')],
      chairs: [emailOf('chair')],
      ...spec.settings,
    }),
    registerVersion: register.version,
    cycles: [],
  });
  if (written === 'conflict') throw new Error(`There is a programme "${id}" already.`);
}

/** Adds a cycle for a meeting on this day; its opening goes onto the agenda. */
export async function storeCycle(
  store: Store,
  clock: Clock,
  meeting: string,
  ids: { programmeId?: string; cycleId?: string; tenantId?: string } = {},
): Promise<CycleKey> {
  const { programmeId = 'strategy', cycleId = 'june', tenantId = 'local' } = ids;
  const added = await addCycle(store, clock, {
    programmeId,
    cycleId,
    meeting: Temporal.PlainDate.from(meeting),
    given: {},
  });
  if (added.kind === 'refused') throw new Error(added.problems.join(' '));
  return { tenantId, programmeId, cycleId };
}

/** Has the bot meet somebody: they have the app, and a conversation. */
export async function storePerson(store: Store, name: string, tenantId = 'local'): Promise<Person> {
  const aadObjectId = `aad-${name}`;
  return store.people.upsert({ tenantId, aadObjectId }, () => ({
    tenantId,
    aadObjectId,
    name,
    email: emailOf(name),
    metAt: Temporal.Instant.from('2026-01-05T09:00:00Z'),
    address: {
      kind: 'personal',
      conversationId: `a:${name}`,
      serviceUrl: 'http://127.0.0.1:9/',
      tenantId,
      botId: '28:bot',
      aadObjectId,
      userMri: `29:${name}`,
    },
  }));
}

function registerOf(tenantId: string, spec: ProgrammeSpec): Register {
  const contacts = new Map<string, Contact>();
  const contactId = (name: string, byEmail: boolean): string => {
    const id = contactIdOf(tenantId, emailOf(name));
    contacts.set(id, { id, name, email: emailOf(name), reachedBy: byEmail ? 'email' : 'teams' });
    return id;
  };
  const owners = Object.entries(spec.owners).map(([name, { lead, deputy, byEmail = false }]): Owner => ({
    id: name,
    name,
    aliases: [],
    leadContact: contactId(lead ?? `${name} lead`, byEmail),
    ...(deputy === undefined ? {} : { deputy: contactId(deputy, byEmail) }),
  }));
  const owned = Object.entries(spec.owners).flatMap(([name, { actions }]) =>
    actions.map((ref) => ({ ref, owners: [name] })),
  );
  const all = [...owned, ...(spec.ownerless ?? []).map((ref) => ({ ref, owners: [] }))];
  const actions = all.map(({ ref, owners: names }, order) => ({
    ref,
    refAssigned: false,
    order,
    title: `Open a walk-in clinic (${ref})`,
    priority: { number: Number(ref.split('.')[0]), title: 'Start well' },
    owners: names,
    imported: {
      status: spec.statuses?.[ref] ?? 'on_track',
      narrative: 'The lease is signed.',
      asOf: 'March 2026',
    },
  }));
  return { version: `of-${String(all.length)}`, owners, contacts: [...contacts.values()], actions };
}
