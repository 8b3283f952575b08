import { Temporal } from '../../src/calendar/temporal.ts';
import type { Cycle } from '../../src/cycle/cycle.ts';
import type { Programme } from '../../src/programme/programme.ts';
import type { Action, Contact, Owner, Register } from '../../src/programme/register.ts';
import { ProgrammeSettings } from '../../src/programme/settings.ts';
import { contactIdOf } from '../../src/workflow/people/contact-id.ts';
import type { CycleKey, ProgrammeStore, RegisterStore } from '../../src/workflow/ports.ts';

export const tenantId = 'council';

/** When every programme's cycle opens: half past nine in London. */
export const opening = Temporal.Instant.from('2026-10-08T08:30:00Z');

/** As in the plans that councils publish: an owner to three actions, each with a contact of its own. */
const actionsOfOwner = 3;
const priorities = 6;

const statuses = ['on_track', 'on_track', 'minor_slippage', 'significant_delay', 'completed'];

/** A register of so many actions; names are the programme's own, so that its people are nobody else's. */
export function registerOf(programmeId: string, size: number): Register {
  const owners = Array.from({ length: Math.ceil(size / actionsOfOwner) }, (_, n): Owner => {
    const leadContact = contactOf(programmeId, n).id;
    return { id: `owner-${n}`, name: `Neighbourhood team ${n}`, aliases: [], leadContact };
  });
  return {
    version: '1',
    actions: Array.from({ length: size }, (_, n) => actionOf(n, owners.length)),
    owners,
    contacts: owners.map((_, n) => contactOf(programmeId, n)),
  };
}

function contactOf(programmeId: string, n: number): Contact {
  const email = `lead${n}.${programmeId}@council.example`;
  return { id: contactIdOf(tenantId, email), name: `Lead ${n}`, email, reachedBy: 'teams' };
}

function actionOf(n: number, owners: number): Action {
  return {
    ref: `${(n % priorities) + 1}.${n}`,
    refAssigned: false,
    order: n,
    title: `Open a warm, staffed room in every ward by the end of winter, and keep it open (${n})`,
    priority: { number: (n % priorities) + 1, title: 'Warm homes and company for everybody' },
    aim: 'Nobody has to choose between a warm room and a warm meal',
    owners: [`owner-${n % owners}`],
    imported: {
      status: statuses[n % statuses.length] ?? 'on_track',
      narrative:
        'Six of the nine rooms are open and staffed; the last three wait for their fire doors. Visits rose by a third since spring, and volunteers cover the weekends.',
      asOf: 'March 2026',
    },
  };
}

/** A programme with one cycle, scheduled or open. */
export function programmeOf(id: string, state: Cycle['state'] = 'scheduled'): Programme {
  const day = (iso: string) => Temporal.PlainDate.from(iso);
  return {
    id,
    tenantId,
    registerVersion: '1',
    settings: ProgrammeSettings.parse({
      title: `Living well (${id})`,
      tenantId,
      board: { name: 'Wellbeing Board' },
      leads: ['lead@council.example'],
    }),
    cycles: [
      {
        id: 'autumn',
        state,
        dates: {
          meeting: day('2026-11-19'),
          opens: day('2026-10-08'),
          deadline: day('2026-10-26'),
          closes: day('2026-10-29'),
          clearance: day('2026-11-02'),
          final: day('2026-11-09'),
          publish: day('2026-11-11'),
          closeAt: Temporal.PlainTime.from('17:00'),
        },
      },
    ],
  };
}

export function cycleOf(programmeId: string): CycleKey {
  return { tenantId, programmeId, cycleId: 'autumn' };
}

/** Stores a programme of so many actions whose cycle is about to open; its place on the agenda is the caller's. */
export async function storeProgramme(
  store: { programmes: ProgrammeStore; registers: RegisterStore },
  id: string,
  size: number,
): Promise<void> {
  await store.registers.write(tenantId, id, registerOf(id, size));
  await store.programmes.insert(programmeOf(id));
}
