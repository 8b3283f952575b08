import { dayAndMonth } from '../../calendar/words.ts';
import { localDate } from '../../calendar/local-time.ts';
import type { OwnerPageView } from '../../cards/views/overview.ts';
import { isOutstanding } from '../../cycle/outstanding.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { awaitedOwners, ownerChoice } from './awaited-owners.ts';
import type { OverdueState } from './overdue-state.ts';
import { awayLines, remarksOn } from './owner-remarks.ts';

/** One owner's outstanding requests, each with its state. Undefined where nothing of theirs is outstanding any more. */
export function ownerPage(
  state: OverdueState,
  choice: string,
  { ownerPage: page, page: back, notice }: { ownerPage: number; page: number; notice?: string },
): OwnerPageView | undefined {
  const { loaded, now } = state;
  const { key, cycle, requests } = loaded;
  const owner = awaitedOwners(state).find(({ id }) => id === choice);
  if (!owner) return undefined;
  const theirs = requests.filter((request) => isOutstanding(request) && ownerChoice(request) === choice);
  return {
    scope: { programme: key.programmeId, cycle: key.cycleId },
    ...(notice !== undefined && { notice }),
    // What bears on one request stands beside it.
    owner: { ...owner, remarks: awayLines(loaded, theirs, now) },
    requests: theirs.map((request) => ({
      ref: request.ref,
      title: request.title,
      state: stateWords(state, request),
    })),
    page,
    back,
    acts: cycle.state === 'open' || cycle.state === 'closed',
    seen: now.toString(),
  };
}

/** `draft saved by Sam Lee on Monday 2 March; has until Wednesday 4 March` */
function stateWords({ loaded }: OverdueState, request: UpdateRequest): string {
  const { draft } = request;
  const day = draft && dayAndMonth(localDate(draft.at, loaded.planState.calendar.timeZone));
  const words = [
    ...(draft ? [`draft saved by ${draft.by.name} on ${day ?? ''}`] : []),
    ...remarksOn(loaded, request),
  ];
  return words.length === 0 ? 'no update yet' : words.join('; ');
}
