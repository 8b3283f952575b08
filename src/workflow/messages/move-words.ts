import { clockTime, dayAndMonth } from '../../calendar/words.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { boardName } from '../rounds/cycle-words.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';

/** What has become of the dates, for whoever has something outstanding: by when it is wanted now, and that nothing is lost. */
export function movedWords({ programme, cycle, requests }: LoadedCycle, refs: readonly string[]): string {
  const { meeting, deadline, closeAt } = cycle.dates;
  const before = cycle.moves?.at(-1)?.meeting;
  const board = boardName(programme.value.settings);
  const first =
    before && !before.equals(meeting)
      ? `The meeting of ${board} has moved from ${dayAndMonth(before)} to ${dayAndMonth(meeting)}.`
      : `The dates for ${board} on ${dayAndMonth(meeting)} have been set anew.`;
  const hasOwnDay = ({ extended, returned, state }: UpdateRequest) =>
    state === 'returned' ? returned !== undefined : extended !== undefined;
  const own = requests.filter((request) => refs.includes(request.ref) && hasOwnDay(request));
  const updates = refs.length === 1 ? 'Your update' : `Your ${refs.length} updates`;
  const are = refs.length === 1 ? 'is' : 'are';
  const due = `${updates} ${are} wanted by ${clockTime(closeAt)} on ${dayAndMonth(deadline)}`;
  const but =
    own.length === 0 ? '' : `, but for ${listedRefs(own.map(({ ref }) => ref))} with a day of its own`;
  return `${first} ${due}${but}. What you have sent or saved is kept.`;
}

/** An action has come into the plan while the round was open. */
export function addedWords(requests: readonly UpdateRequest[]): string {
  const [first] = requests;
  if (!first) return '';
  return requests.length === 1
    ? `${first.ref} has been added to the plan, and an update on it is wanted in this round.`
    : `${listedRefs(requests.map(({ ref }) => ref))} have been added to the plan, and updates on them are wanted in this round.`;
}
