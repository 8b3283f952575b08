import { Temporal } from '../calendar/temporal.ts';

/** Somebody is away: from the first day to the last, both included. */
export interface Absence {
  contactId: string;
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  /** Who was asked to stand in. */
  standIn?: string;
  /** What fell due before this was said went to the person themselves. */
  saidAt: Temporal.Instant;
}

/** The absence that holds for somebody on a day; of several, the one that was said last. */
export function absenceOn(
  absences: readonly Absence[],
  contactId: string,
  day: Temporal.PlainDate,
): Absence | undefined {
  return absences
    .filter((absence) => absence.contactId === contactId && holdsOn(absence, day))
    .sort((a, b) => Temporal.Instant.compare(a.saidAt, b.saidAt))
    .at(-1);
}

export function holdsOn({ from, to }: Pick<Absence, 'from' | 'to'>, day: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(from, day) <= 0 && Temporal.PlainDate.compare(day, to) <= 0;
}
