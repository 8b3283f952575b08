import { localDateTime } from '../calendar/local-time.ts';
import type { CycleDates } from '../cycle/cycle.ts';
import { addCycle } from '../workflow/rounds/add-cycle.ts';
import { cancelCycle } from '../workflow/rounds/cancel-cycle.ts';
import { planCycle } from '../workflow/rounds/plan-cycle.ts';
import { cycleArgument, dateArgument } from './arguments.ts';
import type { Run } from './command.ts';
import { printedMessage } from './messages.ts';
import { printedStop, stopLines } from './stopped.ts';
import { Refused, table } from './output.ts';

export interface AddCycleOptions {
  programme: string;
  cycle: string;
  meeting: string;
  opens?: string;
  deadline?: string;
  closes?: string;
  publish?: string;
  override?: string;
}

const dated = ['opens', 'deadline', 'closes', 'publish'] as const;

/** `cycle add`: a cycle's dates, counted back from the meeting or given. */
export const addCycleCommand: Run<AddCycleOptions> = async ({ app }, options) => {
  const given = Object.fromEntries(
    dated.flatMap((name) => {
      const text = options[name];
      return text === undefined ? [] : [[name, dateArgument(`--${name}`, text)]];
    }),
  );
  const added = await addCycle(app.store, app.clock, {
    programmeId: options.programme,
    cycleId: options.cycle,
    meeting: dateArgument('--meeting', options.meeting),
    given,
    ...(options.override === undefined ? {} : { override: options.override }),
  });
  if (added.kind === 'refused') throw new Refused(added.problems);
  const { cycle, rungs, warnings, timeZone } = added;
  const dates = printedDates(cycle.dates);
  const printedRungs = rungs.map(({ rung, kind, to, at }) => ({
    rung,
    kind,
    to,
    local: localDateTime(at, timeZone).toString({ smallestUnit: 'minute' }),
    at: at.toString(),
  }));
  return {
    document: { programme: options.programme, cycle: cycle.id, ...dates, rungs: printedRungs, warnings },
    lines: [
      `Added ${cycle.id} to ${options.programme}.`,
      ...table(Object.entries(dates)),
      '',
      ...table(printedRungs.map(({ local, kind, to }) => [local, kind, to])),
      ...warnings.map((warning) => `Warning: ${warning}`),
    ],
  };
};

function printedDates(dates: CycleDates): Record<string, string> {
  const { meeting, opens, deadline, closes, clearance, final, publish } = dates;
  const all = { meeting, opens, deadline, closes, clearance, final, publish };
  return Object.fromEntries(Object.entries(all).map(([name, date]) => [name, date.toString()]));
}

export interface CycleOptions {
  programme: string;
  cycle: string;
}

/** `plan`: the whole ladder as it goes out if nobody answers. */
export const planCommand: Run<CycleOptions> = async ({ app }, options) => {
  const key = await cycleArgument(app.store.programmes, options);
  const planned = await planCycle(app.store, key);
  if (!planned) throw new Refused(['The programme has no register. Import one first.']);
  const { timeZone } = planned.loaded.planState.calendar;
  const messages = planned.messages.map((message) => printedMessage(message, timeZone));
  if (planned.loaded.cycle.state === 'cancelled') {
    return { document: messages, lines: ['This cycle was cancelled: nothing goes out.'] };
  }
  return {
    document: messages,
    lines: table(messages.map(({ local, kind, to, by, refs }) => [local, kind, to, by, refs.join(' ')])),
  };
};

/** `cycle cancel`: nothing more of it is sent, asked for or published. */
export const cancelCycleCommand: Run<CycleOptions> = async ({ app }, options) => {
  const key = await cycleArgument(app.store.programmes, options);
  const outcome = await cancelCycle(app, { cycle: key, now: app.clock.now() });
  if (outcome.kind === 'published') {
    throw new Refused([
      `The cycle "${key.cycleId}" is published, and what is published stays. Nothing was changed.`,
    ]);
  }
  if (outcome.kind === 'unknown-cycle') throw new Refused([`There is no cycle "${key.cycleId}" any more.`]);
  return {
    document: {
      programme: key.programmeId,
      cycle: key.cycleId,
      state: 'cancelled',
      already: outcome.kind === 'already',
      ...printedStop(outcome.messages),
    },
    lines: [
      outcome.kind === 'already'
        ? `${key.cycleId} was cancelled before.`
        : `Cancelled ${key.cycleId} of ${key.programmeId}. Nothing more of it is asked for; answers and drafts are kept.`,
      ...stopLines(outcome.messages),
    ],
  };
};

/** `cycle list` */
export const listCyclesCommand: Run<{ programme: string }> = async ({ app }, { programme }) => {
  const found = await app.store.programmes.find(programme);
  if (!found) throw new Refused([`There is no programme "${programme}".`]);
  const cycles = found.value.cycles.map(({ id, state, dates }) => ({
    cycle: id,
    state,
    ...printedDates(dates),
  }));
  return {
    document: cycles,
    lines: cycles.length === 0 ? ['There are no cycles.'] : table(cycles.map((row) => Object.values(row))),
  };
};

/** `programme list` */
export const listProgrammesCommand: Run<object> = async ({ app }) => {
  const programmes = (await app.store.programmes.list()).map(({ value }) => ({
    programme: value.id,
    title: value.settings.title,
    tenant: value.tenantId,
    cycles: value.cycles.length,
  }));
  return {
    document: programmes,
    lines:
      programmes.length === 0
        ? ['There are no programmes.']
        : table(programmes.map(({ programme, title, cycles }) => [programme, title, `${cycles} cycles`])),
  };
};
