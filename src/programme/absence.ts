import { isAfter, isBefore } from '../calendar/order.ts';
import { Temporal } from '../calendar/temporal.ts';

/**
 * What somebody said of being away: from the first day to the last, both included. These are only ever added while they
 * matter: what fell due before something was said went by what had been said until then.
 */
export interface Absence {
  contactId: string;
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  /** Who was asked to stand in. */
  standIn?: string;
  saidAt: Temporal.Instant;
  /** They are there on these days after all: takes back what was said of them before. */
  here?: true;
}

/** Days on which somebody is away, with one person in their place. */
export interface DaysAway {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  standIn?: string;
}

/**
 * The absence that holds for somebody on a day, by what had been said up to a moment, or by all of it: of several, the
 * one that was said last.
 */
export function absenceOn(
  absences: readonly Absence[],
  contactId: string,
  day: Temporal.PlainDate,
  at?: Temporal.Instant,
): Absence | undefined {
  let last: Absence | undefined;
  for (const absence of absences) {
    if (absence.contactId !== contactId || !holdsOn(absence, day)) continue;
    if (at && isAfter(absence.saidAt, at)) continue;
    if (!last || Temporal.Instant.compare(last.saidAt, absence.saidAt) <= 0) last = absence;
  }
  return last?.here ? undefined : last;
}

export function holdsOn({ from, to }: Pick<Absence, 'from' | 'to'>, day: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(from, day) <= 0 && Temporal.PlainDate.compare(day, to) <= 0;
}

/** Somebody's days away from a day on, in order, by all that they have said; none of them overlap. */
export function daysAwayFrom(
  absences: readonly Absence[],
  contactId: string,
  day: Temporal.PlainDate,
): DaysAway[] {
  const own = absences.filter((one) => one.contactId === contactId && !isBefore(one.to, day));
  const turns = own
    .flatMap(({ from, to }) => [isBefore(from, day) ? day : from, to.add({ days: 1 })])
    .sort((a, b) => Temporal.PlainDate.compare(a, b));
  const away: DaysAway[] = [];
  for (const [n, from] of turns.entries()) {
    const to = turns[n + 1]?.subtract({ days: 1 });
    const absence = absenceOn(own, contactId, from);
    if (!absence || !to || isBefore(to, from)) continue;
    const { standIn } = absence;
    const last = away.at(-1);
    if (last?.standIn === standIn && last?.to.add({ days: 1 }).equals(from)) last.to = to;
    else away.push({ from, to, ...(standIn !== undefined && { standIn }) });
  }
  return away;
}
