import type { Actor } from './actor.ts';
import type { DeskDeps } from './desk-deps.ts';
import { listSource } from './list-updates.ts';
import { listView } from './list-view.ts';
import type { CycleKey } from './ports.ts';

/**
 * Draws the newest cards of all who may answer a request again, so that every device shows where it stands. The
 * card that was pressed is left out: its own answer is on it. A card that cannot be drawn again changes nothing.
 */
export async function redrawLists(
  deps: DeskDeps,
  actor: Actor,
  changed: { key: CycleKey; ref: string },
  pressed: string | undefined,
): Promise<void> {
  const { key, ref } = changed;
  const source = await listSource(deps, key, []);
  const route = source?.loaded.routes.get(ref);
  if (!source || !route) return;
  const { contacts } = source.loaded;
  const own = actor.contactIds.filter((id) => contacts.has(id));
  for (const contactId of new Set([...route.mayAnswer, ...own])) {
    const card = await deps.store.ledger.newestCard(key.tenantId, contactId, key.programmeId);
    if (card?.cycleId !== key.cycleId || card.activityId === pressed) continue;
    const readers = own.includes(contactId) ? own : [contactId];
    const view = listView({ ...source, readers });
    await deps.messenger.redraw(card, deps.render([{ kind: 'list', view }]));
  }
}
