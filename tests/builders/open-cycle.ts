import { contactIdOf } from '../../src/workflow/people/contact-id.ts';
import type { CycleState } from '../../src/cycle/cycle.ts';
import type { Action, Contact, ImportedAnswer, Owner, Register } from '../../src/programme/register.ts';
import type { Programme } from '../../src/programme/programme.ts';
import type { Store } from '../../src/storage/store.ts';
import { memoryStore } from '../../src/storage/memory-store.ts';
import { openCycle } from '../../src/workflow/rounds/open-cycle.ts';
import { Temporal } from '../../src/calendar/temporal.ts';
import { date, instant } from './dates.ts';
import { programmeSettings } from './settings.ts';

export const tenantId = 'tenant-1';

/** People are told by a first name: `ama` is ama@council.example. */
export function emailOf(name: string): string {
  return `${name}@council.example`;
}

export function contactId(name: string): string {
  return contactIdOf(tenantId, emailOf(name));
}

export interface CycleSpec {
  programmeId?: string;
  cycleId?: string;
  /** Owner → lead contact and deputy, by first name. */
  owners: Record<string, { lead?: string; deputy?: string }>;
  /** Ref → who answers for it, and what the register says of it. */
  actions: Record<
    string,
    { owners?: string[]; leadOfficer?: string; due?: string; imported?: ImportedAnswer; title?: string }
  >;
  /** Who is reached by e-mail only, by first name. */
  byEmail?: string[];
  leads?: string[];
  chairs?: string[];
  settings?: Parameters<typeof programmeSettings>[0];
  /** `open` unless it is named. */
  state?: CycleState;
}

export const cycleKey = { tenantId, programmeId: 'strategy', cycleId: 'autumn' };

/** A store with one programme whose cycle was really opened. Meeting 19 November 2026, due 26 October, closes 29. */
export async function openedCycle(spec: CycleSpec, store: Store = memoryStore()): Promise<Store> {
  const programme = await addProgramme(store, spec);
  const cycleId = spec.cycleId ?? cycleKey.cycleId;
  if (spec.state === 'scheduled') return store;
  await openCycle(store, programme, cycleId, instant('2026-10-08T08:30:00Z'));
  await setState(store, spec.state ?? 'open', programme.id, cycleId);
  return store;
}

/** The rounds before are published, and another is opened with the same dates. */
export async function openNextRound(store: Store, id: string): Promise<void> {
  const programme = await store.programmes.find(cycleKey.programmeId);
  if (!programme) throw new Error(`no programme ${cycleKey.programmeId}`);
  const before = programme.value.cycles.map((one) => ({ ...one, state: 'published' as const }));
  const next = before.slice(0, 1).map((one) => ({ ...one, id, state: 'scheduled' as const }));
  const value = { ...programme.value, cycles: [...before, ...next] };
  await store.programmes.replace({ ...programme, value });
  await openCycle(store, value, id, instant('2026-10-21T08:30:00Z'));
}

/** Puts the stored state of a cycle somewhere, as a tick or a lead does. */
export async function setState(
  store: Store,
  state: CycleState,
  programmeId = cycleKey.programmeId,
  cycleId = cycleKey.cycleId,
): Promise<void> {
  const programme = await store.programmes.find(programmeId);
  if (!programme) throw new Error(`no programme ${programmeId}`);
  const cycles = programme.value.cycles.map((one) => (one.id === cycleId ? { ...one, state } : one));
  await store.programmes.replace({ ...programme, value: { ...programme.value, cycles } });
}

async function addProgramme(store: Store, spec: CycleSpec): Promise<Programme> {
  const id = spec.programmeId ?? cycleKey.programmeId;
  await store.prepare();
  await store.registers.write(tenantId, id, registerOf(spec));
  const programme: Programme = {
    id,
    tenantId,
    registerVersion: '1',
    settings: programmeSettings({
      tenantId,
      board: { name: 'Health and Wellbeing Board' },
      leads: (spec.leads ?? ['priya']).map(emailOf),
      chairs: (spec.chairs ?? []).map(emailOf),
      ...spec.settings,
    }),
    cycles: [
      {
        id: spec.cycleId ?? cycleKey.cycleId,
        state: 'scheduled',
        dates: {
          meeting: date('2026-11-19'),
          opens: date('2026-10-08'),
          deadline: date('2026-10-26'),
          closes: date('2026-10-29'),
          clearance: date('2026-11-02'),
          final: date('2026-11-09'),
          publish: date('2026-11-11'),
          closeAt: Temporal.PlainTime.from('17:00'),
        },
      },
    ],
  };
  await store.programmes.insert(programme);
  return programme;
}

function registerOf({ owners, actions, byEmail = [] }: CycleSpec): Register {
  const names = [
    ...Object.values(owners).flatMap(({ lead, deputy }) => [lead, deputy]),
    ...Object.values(actions).map(({ leadOfficer }) => leadOfficer),
  ].filter((name) => name !== undefined);
  return {
    version: '1',
    owners: Object.entries(owners).map(([name, people]) => ownerOf(name, people)),
    contacts: [...new Set(names)].map((name): Contact => ({
      id: contactId(name),
      name,
      email: emailOf(name),
      reachedBy: byEmail.includes(name) ? 'email' : 'teams',
    })),
    actions: Object.entries(actions).map(([ref, action], order): Action => {
      const { leadOfficer, due, imported } = action;
      return {
        ref,
        refAssigned: false,
        order,
        title: action.title ?? `Action ${ref}`,
        priority: { number: 1, title: 'Start well' },
        owners: action.owners ?? [],
        ...(leadOfficer === undefined ? {} : { leadOfficer: contactId(leadOfficer) }),
        ...(due === undefined ? {} : { due: { printed: due, date: date(due) } }),
        ...(imported ? { imported } : {}),
      };
    }),
  };
}

function ownerOf(name: string, { lead, deputy }: { lead?: string; deputy?: string }): Owner {
  return {
    id: name,
    name,
    aliases: [],
    ...(lead === undefined ? {} : { leadContact: contactId(lead) }),
    ...(deputy === undefined ? {} : { deputy: contactId(deputy) }),
  };
}
