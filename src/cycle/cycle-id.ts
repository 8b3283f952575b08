import type { Temporal } from '../calendar/temporal.ts';

/** A round's id: the month of its meeting, `2026-11`; where there is one already, `2026-11-2` and so on. */
export function cycleIdFor(meeting: Temporal.PlainDate, taken: readonly string[]): string {
  const month = meeting.toString().slice(0, 7);
  let id = month;
  for (let n = 2; taken.includes(id); n += 1) id = `${month}-${n}`;
  return id;
}
