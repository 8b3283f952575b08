import { Temporal } from '../../src/calendar/temporal.ts';
import { workingCalendar } from '../../src/calendar/working-days.ts';
import type { CycleState } from '../../src/cycle/cycle.ts';
import { datesFor } from '../../src/cycle/dates.ts';
import type { PlanState } from '../../src/cycle/plan.ts';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import { routesOf } from '../../src/cycle/routing.ts';
import { datedRungs } from '../../src/cycle/rungs.ts';
import type { Absence } from '../../src/programme/absence.ts';
import type { Action, Contact, Owner, Register } from '../../src/programme/register.ts';
import type { ProgrammeSettings } from '../../src/programme/settings.ts';
import { programmeSettings } from './settings.ts';

/** One action as a test tells it: who answers for it, and how it stands. */
export interface ActionSpec {
  ref: string;
  owners?: string[];
  leadOfficer?: string;
  asked?: boolean;
  state?: UpdateRequest['state'];
}

/** What somebody said of being away; long before the cycle, where a test does not say when. */
export interface AbsenceSpec {
  who: string;
  from: string;
  to: string;
  standIn?: string;
  saidAt?: string;
  here?: true;
}

export interface PlanSpec {
  actions: ActionSpec[];
  /** Owner's id → lead contact and deputy. An owner that is not named here has the contact `{id}-lead`. */
  people?: Record<string, { lead?: string; deputy?: string }>;
  leads?: string[];
  chairs?: string[];
  byEmail?: string[];
  meeting?: string;
  settings?: Parameters<typeof programmeSettings>[0];
  state?: CycleState;
  absences?: AbsenceSpec[];
}

/** A state to plan from: everything that a test does not name is usual. */
export function planState(spec: PlanSpec): PlanState {
  const settings = programmeSettings(spec.settings);
  const calendar = workingCalendar(settings.calendar);
  const contactOf = (id: string): Contact => ({
    id,
    name: id,
    email: `${id}@council.example`,
    reachedBy: spec.byEmail?.includes(id) === true ? 'email' : 'teams',
  });
  const register = registerOf(spec, contactOf);
  const leads = (spec.leads ?? ['priya']).map(contactOf);
  const chairs = (spec.chairs ?? ['chair']).map(contactOf);
  const requests = spec.actions.map((action, order) => requestOf(action, order));
  const absences = (spec.absences ?? []).map(absenceOf);
  const dates = datesOf(spec.meeting ?? '2026-06-25', settings, calendar);
  return {
    programmeId: 'strategy',
    cycle: { id: 'june', state: spec.state ?? 'open', dates },
    calendar,
    rungs: datedRungs(settings, calendar, dates),
    requests,
    routes: routesOf({ register, leads, absences }, requests),
    contacts: new Map([...register.contacts, ...leads, ...chairs].map((contact) => [contact.id, contact])),
    leads,
    chairs,
    absences,
    extended: new Map(),
    publishesItself: settings.review === 'none',
  };
}

function absenceOf({ who, from, to, saidAt, ...rest }: AbsenceSpec): Absence {
  return {
    contactId: who,
    from: Temporal.PlainDate.from(from),
    to: Temporal.PlainDate.from(to),
    saidAt: Temporal.Instant.from(saidAt ?? '2026-01-05T09:00:00Z'),
    ...rest,
  };
}

function datesOf(
  meeting: string,
  settings: ProgrammeSettings,
  calendar: PlanState['calendar'],
): PlanState['cycle']['dates'] {
  const day = Temporal.PlainDate.from(meeting);
  const counted = datesFor({ meeting: day, given: {}, settings, calendar, others: [], today: day });
  if (counted.kind === 'refused') throw new Error(counted.problems.join(' '));
  return counted.dates;
}

function registerOf(spec: PlanSpec, contactOf: (id: string) => Contact): Register {
  const ids = [...new Set(spec.actions.flatMap(({ owners }) => owners ?? []))];
  const owners = ids.map((id): Owner => {
    const { lead, deputy } = spec.people?.[id] ?? { lead: `${id}-lead` };
    return {
      id,
      name: id,
      aliases: [],
      ...(lead === undefined ? {} : { leadContact: lead }),
      ...(deputy === undefined ? {} : { deputy }),
    };
  });
  const people = [
    ...owners.flatMap(({ leadContact, deputy }) => [leadContact, deputy]),
    ...spec.actions.map(({ leadOfficer }) => leadOfficer),
  ];
  const contacts = [...new Set(people.filter((id) => id !== undefined))].map(contactOf);
  return { version: '1', owners, contacts, actions: spec.actions.map(actionOf) };
}

function actionOf({ ref, owners, leadOfficer }: ActionSpec, order: number): Action {
  return {
    ref,
    refAssigned: false,
    order,
    title: `Action ${ref}`,
    priority: { number: 1, title: 'Start well' },
    owners: owners ?? [],
    ...(leadOfficer === undefined ? {} : { leadOfficer }),
  };
}

function requestOf({ ref, owners, asked, state }: ActionSpec, order: number): UpdateRequest {
  return {
    ref,
    order,
    title: `Action ${ref}`,
    priority: { number: 1, title: 'Start well' },
    owners: (owners ?? []).map((id) => ({ id, name: id })),
    asked: asked ?? true,
    state: state ?? 'requested',
    baseline: { unchangedRuns: 0 },
  };
}
