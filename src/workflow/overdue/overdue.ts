import type { Temporal } from '../../calendar/temporal.ts';
import { dayAndMonth } from '../../calendar/words.ts';
import type { OverdueView, QuietLine } from '../../cards/views/overview.ts';
import { boardName } from '../rounds/cycle-words.ts';
import { awaitedOwners } from './awaited-owners.ts';
import { chasingEnded } from './chasing-ended.ts';
import { overdueFigures } from './overdue-figures.ts';
import { overdueState, type OverdueReader, type OverdueState } from './overdue-state.ts';
import { quietLines } from './quiet-lines.ts';
import type { CycleKey } from '../ports.ts';
import { ownersNotReached } from '../messages/reach.ts';

/** What is wanted of the overview beside the figures. */
export interface OverdueWish {
  page?: number;
  notice?: string;
  /** What was just done can be undone here. */
  undo?: QuietLine;
}

const ownersAPage = 10;

/** Who is outstanding in a cycle, what was sent to them, and why not. Undefined when there is no such cycle. */
export async function overdue(
  store: OverdueReader,
  key: CycleKey,
  now: Temporal.Instant,
  wish: OverdueWish = {},
): Promise<OverdueView | undefined> {
  const state = await overdueState(store, key, now);
  return state && overdueView(state, wish);
}

/** The same, of a state that is at hand. */
export function overdueView(state: OverdueState, { page = 1, notice, undo }: OverdueWish = {}): OverdueView {
  const { loaded, deliveries, now } = state;
  const { programme, cycle, requests, key } = loaded;
  const owners = awaitedOwners(state);
  const chasing = chasingEnded(loaded, now);
  const scope = { programme: key.programmeId, cycle: key.cycleId };
  return {
    scope,
    ...(notice !== undefined && { notice }),
    ...overdueFigures(requests, ownersNotReached(requests, deliveries)),
    ...(cycle.state === 'cancelled' && {
      sentence: 'This round was cancelled: nobody is asked or reminded any more.',
    }),
    about: `For ${boardName(programme.value.settings)} on ${dayAndMonth(cycle.dates.meeting)}`,
    ...(chasing !== undefined && { chasing }),
    owners,
    page: Math.min(Math.max(1, page), Math.max(1, Math.ceil(owners.length / ownersAPage))),
    quiet: [...(undo ? [undo] : []), ...quietLines(state, scope)],
    acts: cycle.state === 'open' || cycle.state === 'closed',
    seen: now.toString(),
  };
}
