import { localDateTime } from '../calendar/local-time.ts';
import type { CycleDates } from '../cycle/cycle.ts';
import type { NewDates } from '../cycle/reschedule.ts';
import { pauseCycle } from '../workflow/rounds/pause-cycle.ts';
import type { CycleKey } from '../workflow/ports.ts';
import { rescheduleCycle } from '../workflow/rounds/reschedule-cycle.ts';
import { messageNames, scheduleView } from '../workflow/rounds/schedule.ts';
import { scheduleOf, type ScheduleGroup } from '../workflow/rounds/schedule-groups.ts';
import { cycleArgument, dateArgument } from './arguments.ts';
import type { Run, Session } from './command.ts';
import { Refused, table, type Report } from './output.ts';

interface CycleOptions {
  programme: string;
  cycle: string;
}

export interface MoveCycleOptions extends CycleOptions {
  meeting?: string;
  opens?: string;
  deadline?: string;
  closes?: string;
  publish?: string;
  override?: string;
}

/** Whoever uses the command line, in the trail. */
const operator = { contactId: 'operator', name: 'The operator' };

const dated = ['opens', 'deadline', 'closes', 'publish'] as const;

/** `cycle move`: another meeting, and with it all dates; each can be given. */
export const moveCycleCommand: Run<MoveCycleOptions> = async (session, options) => {
  const key = await cycleArgument(session.app.store.programmes, options);
  const programme = await session.app.store.programmes.find(key.programmeId);
  const cycle = programme?.value.cycles.find(({ id }) => id === key.cycleId);
  if (cycle?.paused) {
    throw new Refused([
      'The cycle is paused. Go on with it, on its dates or on others, with “cycle resume”.',
    ]);
  }
  return reschedule(session, key, wantedDates(options, cycle?.dates));
};

/** `cycle resume`: goes on with a paused cycle, on its dates or on others. */
export const resumeCycleCommand: Run<MoveCycleOptions> = async (session, options) => {
  const key = await cycleArgument(session.app.store.programmes, options);
  const programme = await session.app.store.programmes.find(key.programmeId);
  const cycle = programme?.value.cycles.find(({ id }) => id === key.cycleId);
  if (!cycle?.paused) throw new Refused([`The cycle "${key.cycleId}" is not paused. Nothing was changed.`]);
  return reschedule(session, key, wantedDates(options, cycle.dates));
};

/** Without another meeting the other dates stay, but for those that are given. */
function wantedDates(options: MoveCycleOptions, current: CycleDates | undefined): NewDates {
  const given = Object.fromEntries(
    dated.flatMap((name) => {
      const text = options[name];
      return text === undefined ? [] : [[name, dateArgument(`--${name}`, text)]];
    }),
  );
  const { override } = options;
  if (options.meeting !== undefined) {
    return { meeting: dateArgument('--meeting', options.meeting), given, override };
  }
  if (!current) throw new Refused(['Say when the meeting is, with --meeting.']);
  const { meeting, opens, deadline, closes, publish } = current;
  return { meeting, given: { opens, deadline, closes, publish, ...given }, override };
}

async function reschedule({ app }: Session, key: CycleKey, wanted: NewDates): Promise<Report> {
  const outcome = await rescheduleCycle(app, { cycle: key, wanted, by: operator });
  switch (outcome.kind) {
    case 'refused':
      throw new Refused(outcome.problems);
    case 'unknown-cycle':
      throw new Refused([`There is no cycle "${key.cycleId}" any more.`]);
    case 'overtaken':
      throw new Refused(['The dates have been changed meanwhile. Nothing was changed.']);
    case 'already':
      return {
        document: { programme: key.programmeId, cycle: key.cycleId, already: true },
        lines: ['These are its dates already. Nothing was changed.'],
      };
    case 'rescheduled': {
      const { cycle, before, warnings, told, dropped, resumed } = outcome;
      const dates = printedDates(cycle.dates);
      const earlier = printedDates(before);
      return {
        document: {
          programme: key.programmeId,
          cycle: key.cycleId,
          already: false,
          resumed,
          ...dates,
          before: earlier,
          told: told.map(({ contact, refs }) => ({ to: contact.email, refs })),
          dropped,
          warnings,
        },
        lines: [
          resumed ? `${key.cycleId} goes on.` : `The dates of ${key.cycleId} are changed.`,
          ...table(
            Object.entries(dates).map(([name, date]) => [name, date, `before ${earlier[name] ?? ''}`]),
          ),
          told.length === 0
            ? 'Nobody is told.'
            : `Told, within the hours of sending: ${told.map(({ contact }) => contact.email).join(', ')}.`,
          ...(dropped.length === 0 ? [] : [`Deadlines of their own are dropped: ${dropped.join(', ')}.`]),
          ...warnings.map((warning) => `Warning: ${warning}`),
        ],
      };
    }
  }
}

function printedDates(dates: CycleDates): Record<string, string> {
  const { meeting, opens, deadline, closes, clearance, final, publish } = dates;
  const all = { meeting, opens, deadline, closes, clearance, final, publish };
  return Object.fromEntries(Object.entries(all).map(([name, date]) => [name, date.toString()]));
}

/** `cycle pause`: nothing is sent, and it does not close, until somebody goes on with it. */
export const pauseCycleCommand: Run<CycleOptions> = async ({ app }, options) => {
  const key = await cycleArgument(app.store.programmes, options);
  const outcome = await pauseCycle(app.store, key, { by: operator, now: app.clock.now() });
  if (outcome.kind === 'not-open') {
    throw new Refused([
      `Only an open cycle can be paused, and "${key.cycleId}" is ${outcome.cycle.state}. Nothing was changed.`,
    ]);
  }
  if (outcome.kind === 'unknown-cycle') throw new Refused([`There is no cycle "${key.cycleId}" any more.`]);
  const already = outcome.kind === 'already';
  return {
    document: {
      programme: key.programmeId,
      cycle: key.cycleId,
      already,
      paused: outcome.cycle.paused?.toString(),
    },
    lines: [
      already
        ? `${key.cycleId} was paused before.`
        : `Paused ${key.cycleId}: nothing is sent and it does not close until “cycle resume”. Answers are still taken.`,
    ],
  };
};

/** `schedule`: what still goes out to whom and when, and what has gone. */
export const scheduleCommand: Run<CycleOptions> = async ({ app }, options) => {
  const key = await cycleArgument(app.store.programmes, options);
  const found = await scheduleOf(app.store, key, app.clock.now());
  if (!found) throw new Refused(['The programme has no register. Import one first.']);
  const { cycle, planState } = found.loaded;
  const printed = (groups: readonly ScheduleGroup[]) =>
    groups.map((group) => printedGroup(group, planState.calendar.timeZone));
  const lines = (groups: readonly ScheduleGroup[]) =>
    table(
      printed(groups).map(({ local, kind, to, notReached }) => [
        `  ${local}`,
        messageNames[kind],
        `${to.length}${notReached.length === 0 ? '' : ` (${notReached.length} not reached)`}`,
        to.join(', '),
      ]),
    );
  const { title, standing } = scheduleView(found);
  return {
    document: {
      programme: key.programmeId,
      cycle: key.cycleId,
      state: cycle.state,
      paused: cycle.paused?.toString() ?? null,
      ...printedDates(cycle.dates),
      toCome: printed(found.toCome),
      gone: printed(found.gone),
    },
    lines: [
      `${title}.`,
      ...standing,
      ...(found.toCome.length === 0 ? [] : ['', 'Still to come:', ...lines(found.toCome)]),
      ...(found.gone.length === 0 ? [] : ['', 'Gone already:', ...lines(found.gone)]),
    ],
  };
};

function printedGroup({ at, kind, to, notReached }: ScheduleGroup, timeZone: string) {
  const local = localDateTime(at, timeZone).toString({ smallestUnit: 'minute' });
  return { at: at.toString(), local, kind, to, notReached };
}
