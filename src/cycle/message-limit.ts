import { Temporal } from '../calendar/temporal.ts';
import type { Day, DueRung } from './day.ts';

/** No more automatic messages than this a person a cycle, and anew after each change of its dates. */
export const mostMessages = 4;

/** What to give up first when a person's rungs would make too many messages. */
const worth: Record<DueRung['kind'], number> = {
  reminder: 1,
  due: 2,
  summary: 3,
  back: 3,
  overdue: 4,
  close: 5,
  request: 7,
};

/** Keeps the messages worth most, as many as are left; among equals the later, which are nearer to the deadline. */
export function withinLimit(days: readonly Day[], left: number): Day[] {
  const kept = [...days]
    .sort((a, b) => worthOf(b) - worthOf(a) || Temporal.Instant.compare(b.at, a.at))
    .slice(0, left);
  return days.filter((day) => kept.includes(day));
}

/** What a day is worth: as much as its weightiest section. */
function worthOf({ sections }: Day): number {
  return Math.max(...sections.map(({ rung }) => worth[rung.kind]));
}
