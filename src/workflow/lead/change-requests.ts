import type { Addendum } from '../../digest/addendum.ts';
import type { Update } from '../../cycle/answer.ts';
import type { Draft } from '../../cycle/draft.ts';
import type { CycleEvent } from '../../cycle/event.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import type { Clock } from '../../clock.ts';
import type { Author } from '../../cycle/author.ts';
import { loadCycle, withRequests, type CycleReader, type LoadedCycle } from '../rounds/load-cycle.ts';
import type { CycleKey } from '../ports.ts';

/** What an act makes of one request. */
export type Decided =
  | {
      kind: 'changed';
      request: UpdateRequest;
      event: Pick<CycleEvent, 'kind' | 'contactId' | 'detail'>;
      update?: Update;
      draft?: Draft;
      addendum?: Addendum;
    }
  /** Why not, in words for whoever asked. */
  | { kind: 'refused'; why: string };

export interface Act {
  cycle: CycleKey;
  refs: readonly string[];
  by: Author;
  /** The message whose button did it. */
  card?: string;
}

export interface ActedOn {
  /** The requests as they are now. */
  changed: UpdateRequest[];
  refused: { ref: string; why: string }[];
  /** The cycle as it was read before the last try, with these requests as they are now. */
  loaded: LoadedCycle;
}

/** Each conflict is a new look: so many others at once are more than people are. */
const tries = 5;

/**
 * Changes some requests of a cycle, each with its event in one transaction, as `decide` says of it as it stands now; where
 * somebody else was quicker, it is asked again. Undefined when there is no such cycle.
 *
 * @throws when the same requests keep changing under it, or the store fails
 */
export async function changeRequests(
  deps: { store: CycleReader; clock: Clock },
  act: Act,
  decide: (request: UpdateRequest, loaded: LoadedCycle) => Decided | Promise<Decided>,
): Promise<ActedOn | undefined> {
  const changed: UpdateRequest[] = [];
  const refused: ActedOn['refused'] = [];
  let refs = [...new Set(act.refs)];
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const loaded = await loadCycle(deps.store, act.cycle);
    if (!loaded) return undefined;
    const at = deps.clock.now();
    const changes = [];
    for (const ref of refs) {
      const request = loaded.requests.find((one) => one.ref === ref);
      const stored = loaded.stored.get(ref);
      const decided = await decideOn(request, stored?.value, (one) => decide(one, loaded));
      if (decided.kind === 'refused' || !stored) {
        refused.push({ ref, why: decided.kind === 'refused' ? decided.why : '' });
        continue;
      }
      const { event, request: value, update, draft, addendum } = decided;
      changes.push({
        request: { value, etag: stored.etag },
        event: {
          ...event,
          // What it was written over tells it from another in the same moment.
          id: `${event.kind}-${ref}-${act.by.contactId.slice(0, 8)}-${stored.etag.replace(/\W+/g, '')}`,
          at,
          ref,
          by: act.by,
          ...(act.card !== undefined && { card: act.card }),
        },
        ...(update && { update }),
        ...(draft && { draft }),
        ...(addendum && { addendum }),
      });
    }
    const conflicts = new Set(changes.length > 0 ? await deps.store.cycles.change(act.cycle, changes) : []);
    changed.push(...changes.flatMap(({ request: { value } }) => (conflicts.has(value.ref) ? [] : [value])));
    if (conflicts.size === 0) return { changed, refused, loaded: withRequests(loaded, changed) };
    refs = [...conflicts];
  }
  throw new Error(`The requests of the cycle ${act.cycle.cycleId} were changed by others ${tries} times.`);
}

/**
 * What the register in force has taken out is refused: its request is retired only while that register holds, and to
 * write it would make it so for good.
 */
function decideOn(
  request: UpdateRequest | undefined,
  stored: UpdateRequest | undefined,
  decide: (request: UpdateRequest) => Decided | Promise<Decided>,
): Decided | Promise<Decided> {
  if (!request || !stored) return { kind: 'refused', why: 'it is not in this cycle' };
  if (request.state === 'retired' && stored.state !== 'retired') {
    return { kind: 'refused', why: 'it was taken out of the plan' };
  }
  return decide(request);
}
