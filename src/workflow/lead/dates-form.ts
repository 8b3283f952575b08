import type { Temporal } from '../../calendar/temporal.ts';
import { typedDate } from '../../calendar/typed-date.ts';
import type { ActFormView, FormInput } from '../../cards/views/act-form.ts';
import type { FormButton } from '../../cards/views/parts.ts';
import { textLimit } from '../../cycle/typed-text.ts';
import type { CycleDates } from '../../cycle/cycle.ts';
import { dateWords } from '../../cycle/date-names.ts';
import type { DatesOutcome } from '../../cycle/dates.ts';
import type { NewDates } from '../../cycle/reschedule.ts';
import type { MoveData, NewCycleData } from './cycle-data.ts';

/** The days that a lead can give, in the order of the form. */
const names = ['meeting', 'opens', 'deadline', 'closes', 'publish'] as const;
type DayName = (typeof names)[number];

const labels: Record<DayName, string> = {
  meeting: 'The board’s meeting',
  opens: 'Requests go out',
  deadline: 'Updates are due',
  closes: 'The round closes',
  publish: 'Publication',
};

type Typed = Pick<
  MoveData | NewCycleData,
  DayName | 'overrideReason' | 'filled' | 'counted' | 'seen' | 'meeting'
>;

/** Dates with what is to be looked at twice. */
export type Proposal = Extract<DatesOutcome, { kind: 'dates' }>;

/** What a lead has typed of a round's dates, and what it comes to. */
export type ReadDates = AgreedDates | ShownDates;

/** All of it was shown as it is, with its warnings: it can be done. */
export interface AgreedDates {
  kind: 'agreed';
  wanted: NewDates;
  proposal: Proposal;
}

/** To be shown: the dates, or what is wrong with them. */
export interface ShownDates {
  kind: 'shown';
  values: Partial<Record<DayName, string>>;
  proposal?: Proposal;
  problems: FormProblem[];
}

interface FormProblem {
  input?: DayName;
  message: string;
}

/** What dates are read by: what some would come to, and those that a round has already. */
export interface DatesReader {
  propose: (wanted: NewDates) => DatesOutcome;
  current?: CycleDates;
  /** An open round stays open since the day on which it was. */
  isOpen: boolean;
}

/**
 * Reads a form of dates: another meeting has all of them counted anew; what is typed over them is taken as given. Nothing
 * is agreed to that was not shown, with its warnings, as it is.
 */
export function readDates(typed: Typed, { propose, current, isOpen }: DatesReader): ReadDates {
  const meeting = typedDate(typed.meeting);
  if (!meeting) {
    const problem = typed.filled ? [{ input: 'meeting' as const, message: 'Please choose a day.' }] : [];
    return { kind: 'shown', values: { meeting: typed.meeting }, problems: problem };
  }
  const isCountedAnew = typed.counted !== typed.meeting;
  const given = isCountedAnew ? startFrom(meeting, current) : givenIn(typed, isOpen);
  if ('problems' in given)
    return { kind: 'shown', values: valuesOf(typed, isOpen), problems: given.problems };
  const override = typed.overrideReason === '' ? undefined : typed.overrideReason;
  const wanted: NewDates = { meeting, given: given.days, override };
  const outcome = propose(wanted);
  if (outcome.kind === 'refused') {
    const values = isCountedAnew
      ? { meeting: typed.meeting, ...textOf(given.days) }
      : valuesOf(typed, isOpen);
    return { kind: 'shown', values, problems: outcome.problems.map(atItsInput) };
  }
  if (typed.seen === shownAs(outcome.dates)) return { kind: 'agreed', wanted, proposal: outcome };
  return shownFor(outcome, isOpen);
}

/** Dates to agree to; also once more, where something else has come between. */
export function shownFor(proposal: Proposal, isOpen: boolean): ShownDates {
  const values = Object.fromEntries(
    names
      .filter((name) => !(isOpen && name === 'opens'))
      .map((name) => [name, proposal.dates[name].toString()]),
  );
  return { kind: 'shown', values, proposal, problems: [] };
}

/** A round that keeps its meeting keeps its other dates, until they are typed over. */
function startFrom(
  meeting: Temporal.PlainDate,
  current: CycleDates | undefined,
): { days: NewDates['given'] } {
  if (!current?.meeting.equals(meeting)) return { days: {} };
  const { opens, deadline, closes, publish } = current;
  return { days: { opens, deadline, closes, publish } };
}

function givenIn(typed: Typed, isOpen: boolean): { days: NewDates['given'] } | { problems: FormProblem[] } {
  const days: NewDates['given'] = {};
  const problems: FormProblem[] = [];
  for (const name of ['opens', 'deadline', 'closes', 'publish'] as const) {
    if (typed[name] === '' || (isOpen && name === 'opens')) continue;
    const day = typedDate(typed[name]);
    if (day) days[name] = day;
    else
      problems.push({ input: name, message: 'Please choose a day, or leave it empty to have it counted.' });
  }
  return problems.length > 0 ? { problems } : { days };
}

function textOf(days: NewDates['given']): Partial<Record<DayName, string>> {
  return Object.fromEntries(Object.entries(days).map(([name, day]) => [name, day.toString()]));
}

function valuesOf(typed: Typed, isOpen: boolean): Partial<Record<DayName, string>> {
  return Object.fromEntries(
    names.filter((name) => !(isOpen && name === 'opens')).map((name) => [name, typed[name]]),
  );
}

/** A sentence about a date begins with it. */
function atItsInput(message: string): FormProblem {
  const input = names.find((name) => message.toLowerCase().startsWith(`${dateWords(name)} (`));
  return input === undefined ? { message } : { input, message };
}

/** Dates as a button carries them, so that what is agreed to is what was shown. */
export function shownAs(dates: CycleDates): string {
  const { meeting, opens, deadline, closes, clearance, final, publish } = dates;
  return [meeting, opens, deadline, closes, clearance, final, publish].map(String).join(',');
}

/** What a form of dates says beside them. */
export interface DatesFormWords {
  title: string;
  paragraphs: string[];
  /** The button that does it; until there is something to agree to, one that counts. */
  act: string;
  verb: string;
  data: FormButton['data'];
  back: FormButton;
  notice?: string;
  /** The reason for an unusual close, as typed. */
  overrideReason: string;
}

/** The form, as what was typed stands. */
export function datesForm(
  { values, proposal, problems }: ShownDates,
  { title, paragraphs, act, verb, data, back, notice, overrideReason }: DatesFormWords,
): ActFormView {
  const inputs = names.flatMap((name): FormInput[] => {
    const value = values[name];
    const messages = problems.filter((one) => one.input === name).map(({ message }) => message);
    if (value === undefined && messages.length === 0) return [];
    return [
      {
        kind: 'date',
        id: name,
        label: labels[name],
        value: typedDate(value ?? '')?.toString() ?? '',
        ...(messages.length > 0 && { problem: messages.join(' ') }),
      },
    ];
  });
  const asksForReason =
    overrideReason !== '' || problems.some(({ message }) => /with a reason/.test(message));
  const general = problems.filter(({ input }) => input === undefined).map(({ message }) => message);
  const said = [...(notice === undefined ? [] : [notice]), ...general];
  return {
    title,
    ...(said.length > 0 && { notice: said.join('\n') }),
    paragraphs,
    inputs: asksForReason ? [...inputs, reasonInput(overrideReason)] : inputs,
    buttons: [
      {
        title: proposal ? act : 'Work out the dates',
        verb,
        data: {
          ...data,
          filled: 'yes',
          ...(values.deadline !== undefined && { counted: values.meeting ?? '' }),
          ...(proposal && { seen: shownAs(proposal.dates) }),
        },
      },
      back,
    ],
  };
}

function reasonInput(value: string): FormInput {
  return {
    kind: 'text',
    id: 'overrideReason',
    label: 'Why the round closes only once the papers are out',
    value,
    most: textLimit,
  };
}
