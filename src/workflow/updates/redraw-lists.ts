import { routesOf } from '../../cycle/routing.ts';
import type { Changed } from '../act-result.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { listSource } from './list-updates.ts';
import { listView } from './list-view.ts';
import { answeringOf } from '../register/register-in-force.ts';
import { partFor } from '../people/resolve-actor.ts';

/**
 * Draws the newest cards of all who may answer some requests again, so that every device shows where it stands. The
 * card that was pressed is left out: its own answer is on it. A card that cannot be drawn again changes nothing.
 * What is on them is read only now: whoever draws last has seen what all the others wrote.
 */
export async function redrawLists(
  deps: DeskDeps,
  { elsewhere = [], ...here }: Changed,
  pressed: string | undefined,
): Promise<void> {
  for (const changed of [here, ...elsewhere]) {
    await redrawIn(deps, { ...changed, part: here.part }, pressed);
  }
}

async function redrawIn(
  deps: DeskDeps,
  { part, cycle, refs, formerly = [] }: Omit<Changed, 'elsewhere'>,
  pressed: string | undefined,
): Promise<void> {
  const { programme, register, contactIds: own } = part;
  const routes = routesOf(
    answeringOf(programme, register, cycle),
    refs.map((ref) => ({ ref })),
  );
  const answering = [...routes.values()].flatMap(({ mayAnswer }) => mayAnswer);
  const readers = [...new Set([...answering, ...formerly, ...own])];
  const cards = await Promise.all(
    readers.map((contactId) => deps.store.ledger.newestCard(programme.tenantId, contactId, programme.id)),
  );
  for (const card of cards) {
    if (card?.cycleId !== cycle.id || card.activityId === pressed) continue;
    const theirs = await partFor(deps, programme.id, own.includes(card.contactId) ? own : [card.contactId]);
    const current = theirs?.programme.cycles.find(({ id }) => id === cycle.id);
    if (!theirs || !current) continue;
    const view = listView(await listSource(deps, theirs, current));
    await deps.messenger.redraw(programme.tenantId, card, deps.render([{ kind: 'list', view }]));
  }
}
