import { localDate } from '../../calendar/local-time.ts';
import { Temporal } from '../../calendar/temporal.ts';
import type { ListView } from '../../cards/views/list.ts';
import type { NoticeView } from '../../cards/views/notice.ts';
import type { View } from '../../cards/views/view.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import type { Update } from '../../cycle/answer.ts';
import type { Actor, ActorProgramme } from '../people/actor.ts';
import type { ListData } from '../card-data.ts';
import { boardName } from '../rounds/cycle-words.ts';
import type { DeskDeps } from '../desk-deps.ts';
import type { ActReply } from '../desk.ts';
import { listView, receiptOf, waitingRows } from './list-view.ts';
import type { ListSource } from './list-source.ts';
import { frameOf } from './find-request.ts';
import { asDecidedSince, byRegister } from '../rounds/load-cycle.ts';
import { answerableRefs } from '../register/answerable-refs.ts';
import { answeringOf } from '../register/register-in-force.ts';
import { readLines } from './read-lines.ts';
import { routesOf } from '../../cycle/routing.ts';
import type { CycleKey } from '../ports.ts';
import { refuseRequest, opensLine } from '../refusals.ts';

type Deps = Pick<DeskDeps, 'store' | 'clock'>;

/** Everything that is the actor's: the round with the nearest deadline as a list, the others as buttons. */
export async function listAll(deps: Deps, actor: Actor): Promise<View[]> {
  const parts = actor.programmes.filter(({ contactIds }) => contactIds.length > 0);
  const keys = parts.flatMap((part) => currentCycles(part).map((cycle) => keyOf(part, cycle)));
  const lists = (await Promise.all(keys.map((key) => listOf(deps, actor, key)))).flatMap(
    (list) => list ?? [],
  );
  const shown = lists.filter(({ view, open }) => view.rows.length > 0 && (open || waitingRows(view) > 0));
  const [first, ...others] = shown.sort(byUrgency);
  if (!first) return [{ kind: 'notice', view: nothingDue(parts) }];
  const waiting = others.filter(({ view }) => waitingRows(view) > 0).map(({ view }) => view);
  return [{ kind: 'list', view: first.view }, ...alsoWaiting(waiting)];
}

/** `updates.list`: one page of one round's list; of everything that is theirs, where no round is named. */
export async function listUpdates(deps: Deps, actor: Actor, data: ListData, raw: unknown): Promise<ActReply> {
  const { programme, cycle, page } = data;
  if (programme === undefined || cycle === undefined) {
    return { kind: 'views', views: await listAll(deps, actor) };
  }
  const key = { tenantId: actor.person.tenantId, programmeId: programme, cycleId: cycle };
  const list = await listOf(deps, actor, key, { page });
  if (!list) return refuseRequest({ kind: 'not-theirs' }, raw);
  return { kind: 'views', views: [{ kind: 'list', view: list.view }] };
}

interface List {
  view: ListView;
  open: boolean;
  deadline: Temporal.PlainDate;
}

export interface ListWish {
  page?: number;
  /** Shown as the receipt. */
  sent?: Update;
  notice?: string;
}

/** One round's list as it stands now; undefined where the actor is no contact, or there is no such round. */
export async function listOf(
  deps: Deps,
  actor: Pick<Actor, 'programmes'>,
  key: CycleKey,
  wish: ListWish = {},
): Promise<List | undefined> {
  const part = actor.programmes.find(({ programme }) => programme.id === key.programmeId);
  if (!part || part.contactIds.length === 0) return undefined;
  const cycle = part.programme.cycles.find(({ id }) => id === key.cycleId);
  if (!cycle || cycle.state === 'scheduled') return undefined;
  const source = await listSource(deps, part, cycle);
  const more = {
    ...(wish.sent ? { receipt: receiptOf(source, wish.sent) } : {}),
    ...(wish.notice === undefined ? {} : { notice: wish.notice }),
  };
  return {
    view: listView(source, wish.page, more),
    open: cycle.state === 'open',
    deadline: cycle.dates.deadline,
  };
}

/** Reads what one reader's list is drawn from. */
export async function listSource(deps: Deps, part: ActorProgramme, cycle: Cycle): Promise<ListSource> {
  const frame = frameOf(part, cycle);
  const { register, programme, contactIds: readers } = part;
  const answering = answeringOf(programme, register, cycle);
  const refsOf = answerableRefs(answering);
  const refs = new Set(readers.flatMap((id) => refsOf.get(id) ?? []));
  const lines = await readLines(deps.store.cycles, frame, refs);
  const live = cycle.state === 'open' ? byRegister(lines, register, cycle) : lines;
  const requests = live.map((line) => asDecidedSince(line, cycle, programme));
  const routes = routesOf(answering, requests);
  const now = deps.clock.now();
  const today = localDate(now, programme.settings.calendar.timeZone);
  return { loaded: { ...frame, requests, routes }, readers, now, today };
}

/** The open rounds; where there is none, the last one that closed, for what is still missing from it. */
function currentCycles({ programme }: ActorProgramme): Cycle[] {
  const open = programme.cycles.filter(({ state }) => state === 'open');
  if (open.length > 0) return open;
  const last = programme.cycles.findLast(({ state }) => state === 'closed' || state === 'published');
  return last ? [last] : [];
}

function keyOf({ programme }: ActorProgramme, cycle: Cycle): CycleKey {
  return { tenantId: programme.tenantId, programmeId: programme.id, cycleId: cycle.id };
}

/** Open rounds with something to do first, then the other open ones, then what is late; each by its deadline. */
function byUrgency(a: List, b: List): number {
  const rank = ({ open, view }: List): number => (open ? (waitingRows(view) > 0 ? 0 : 2) : 1);
  return rank(a) - rank(b) || Temporal.PlainDate.compare(a.deadline, b.deadline);
}

/** A line and a button for each further round, so that one card stays one list. */
function alsoWaiting(lists: ListView[]): View[] {
  if (lists.length === 0) return [];
  const paragraphs = lists.map((view) => {
    const count = waitingRows(view);
    return `${view.headline}: ${count} ${count === 1 ? 'update' : 'updates'} to give. ${view.deadline}.`;
  });
  const commands = lists.map(({ programmeTitle, scope }) => ({
    title: programmeTitle,
    text: `my updates for ${scope.programme} ${scope.cycle}`,
  }));
  return [{ kind: 'notice', view: { title: 'You are also asked for', paragraphs, commands } }];
}

function nothingDue(parts: readonly ActorProgramme[]): NoticeView {
  const next = parts.flatMap(({ programme }) => {
    const cycle = programme.cycles.find(({ state }) => state === 'scheduled');
    return cycle ? [`For ${boardName(programme.settings)}: ${opensLine(cycle.dates.opens)}`] : [];
  });
  return {
    title: 'Nothing is waiting for you',
    paragraphs: ['There is no update to give at the moment.', ...next],
    commands: [{ title: 'Help', text: 'help' }],
  };
}
