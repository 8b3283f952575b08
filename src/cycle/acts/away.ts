import { isBefore } from '../../calendar/order.ts';
import { Temporal } from '../../calendar/temporal.ts';
import type { Absence, DaysAway } from '../../programme/absence.ts';
import type { InputProblem } from '../typed-text.ts';

/** The inputs of somebody's days away. */
export const awayInputs = { from: 'awayFrom', to: 'awayTo' } as const;

/** Nobody plans an absence for longer than this; whoever is away for longer has a successor. */
const mostDays = 366;

/** The days as they were typed, or what must be put right. Of days that have gone nothing can be said any more. */
export function daysTyped(
  typed: { from: string; to: string },
  today: Temporal.PlainDate,
):
  | { kind: 'days'; from: Temporal.PlainDate; to: Temporal.PlainDate }
  | { kind: 'problem'; problem: InputProblem } {
  const from = dateIn(typed.from);
  const to = dateIn(typed.to);
  const problem = (input: string, message: string) => ({
    kind: 'problem' as const,
    problem: { input, message },
  });
  if (!from) return problem(awayInputs.from, 'Please give your first day away.');
  if (!to) return problem(awayInputs.to, 'Please give your last day away.');
  if (isBefore(to, from)) return problem(awayInputs.to, 'This is before your first day away.');
  if (isBefore(to, today)) return problem(awayInputs.to, 'These days are over.');
  if (isBefore(today.add({ days: mostDays }), to)) {
    return problem(
      awayInputs.to,
      'This is more than a year from now. Please ask the programme lead for a successor.',
    );
  }
  return { kind: 'days', from: isBefore(from, today) ? today : from, to };
}

/** What somebody says of their days, and from when on it counts. */
export interface Saying {
  contactId: string;
  days: DaysAway;
  here?: true;
  saidAt: Temporal.Instant;
  today: Temporal.PlainDate;
}

/**
 * What is known of absences once somebody has said something more. It holds from now on: of days to come it takes the
 * place of what they had said before; of days that have begun it lies on top, because what fell due by now went by what
 * had been said until now.
 */
export function withSaying(absences: readonly Absence[], saying: Saying): Absence[] {
  const { contactId, days, here, saidAt, today } = saying;
  const said: Absence = { contactId, ...days, saidAt, ...(here && { here }) };
  const kept = absences.flatMap((one) =>
    one.contactId === contactId && isBefore(today, one.from) ? without(one, days) : [one],
  );
  const takesBackNothing =
    here && !kept.some((one) => one.contactId === contactId && !one.here && overlap(one, days));
  return takesBackNothing ? kept : [...kept, said];
}

/**
 * Only what still matters: of days that are over, those on which something of a round fell due that is not over; and for
 * a year longer who stood in, by which they find the answers that they gave.
 */
export function stillKnown(absences: readonly Absence[], since: Temporal.PlainDate): Absence[] {
  const aYearBefore = since.subtract({ years: 1 });
  return absences.filter(({ to, standIn }) => !isBefore(to, standIn === undefined ? since : aYearBefore));
}

/** What is left of an absence outside some days: nothing, one piece, or one before and one after. */
function without(absence: Absence, { from, to }: DaysAway): Absence[] {
  if (!overlap(absence, { from, to })) return [absence];
  return [
    ...(isBefore(absence.from, from) ? [{ ...absence, to: from.subtract({ days: 1 }) }] : []),
    ...(isBefore(to, absence.to) ? [{ ...absence, from: to.add({ days: 1 }) }] : []),
  ];
}

function overlap(one: Pick<DaysAway, 'from' | 'to'>, other: Pick<DaysAway, 'from' | 'to'>): boolean {
  return !isBefore(one.to, other.from) && !isBefore(other.to, one.from);
}

function dateIn(text: string): Temporal.PlainDate | undefined {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? Temporal.PlainDate.from(text.trim()) : undefined;
  } catch {
    return undefined;
  }
}
