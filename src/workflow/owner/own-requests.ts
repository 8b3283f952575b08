import { localDate } from '../../calendar/local-time.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import type { ActFormView } from '../../cards/views/act-form.ts';
import type { View } from '../../cards/views/view.ts';
import type { Author } from '../../cycle/author.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { isTheirs } from '../../cycle/routing.ts';
import type { ActResult } from '../act-result.ts';
import type { Actor, ActorProgramme } from '../people/actor.ts';
import { authorOf } from '../people/author-of.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { listOf } from '../updates/list-updates.ts';
import { loadPart, type LoadedCycle } from '../rounds/load-cycle.ts';
import { partFor } from '../people/resolve-actor.ts';

/** What somebody is asked for themselves in a cycle, read just now. */
export interface OwnRequests {
  part: ActorProgramme;
  /** The part of the cycle that they may answer. */
  loaded: LoadedCycle;
  /** Those of it that are theirs, and not only shared with them. */
  theirs: UpdateRequest[];
  author: Author;
  now: Temporal.Instant;
}

/** Undefined where they have no part in the programme, or there is no such cycle, or it has not opened. */
export async function ownRequests(
  deps: Pick<DeskDeps, 'store' | 'clock'>,
  actor: Actor,
  { programme, cycle }: { programme: string; cycle: string },
): Promise<OwnRequests | undefined> {
  const part = actor.programmes.find((one) => one.programme.id === programme);
  const [contactId] = part?.contactIds ?? [];
  const stored = contactId === undefined ? undefined : await deps.store.programmes.find(programme);
  const loaded = part && stored && (await loadPart(deps.store, stored, cycle, part.contactIds));
  if (!part || !loaded || contactId === undefined) return undefined;
  const now = deps.clock.now();
  const today = localDate(now, loaded.planState.calendar.timeZone);
  const theirs = loaded.requests.filter((request) => {
    const route = loaded.routes.get(request.ref);
    return request.state !== 'retired' && route !== undefined && isTheirs(route, part.contactIds, today);
  });
  return { part, loaded, theirs, author: authorOf(actor.person, part, contactId), now };
}

/** Their list as it stands after what they did, with what came of it on top and perhaps a small form beneath. */
export async function listAgain(
  deps: Pick<DeskDeps, 'store' | 'clock'>,
  { part, loaded }: Pick<OwnRequests, 'part'> & { loaded: Pick<LoadedCycle, 'key'> },
  notice: string,
  form?: ActFormView,
): Promise<ActResult['reply']> {
  const { programme, contactIds } = part;
  const now = await partFor(deps, programme.id, contactIds);
  const list = now && (await listOf(deps, { programmes: [now] }, loaded.key, { notice }));
  if (!list) throw new Error(`The cycle ${loaded.key.cycleId} went away while somebody acted on it.`);
  const views: View[] = [{ kind: 'list', view: list.view }];
  if (form) views.push({ kind: 'act-form', view: form });
  return { kind: 'views', views };
}
