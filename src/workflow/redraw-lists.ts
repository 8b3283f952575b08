import type { Actor } from './actor.ts';
import type { DeskDeps } from './desk-deps.ts';
import { listSource } from './list-updates.ts';
import { listView } from './list-view.ts';
import { newestCardOf, type NewestCard, type Person } from './person.ts';
import type { CycleKey } from './ports.ts';
import { possibleContactIds } from './resolve-actor.ts';

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
  const emails = route.mayAnswer.flatMap((id) => contacts.get(id)?.email ?? []);
  const people = await deps.store.people.byEmails(key.tenantId, emails);
  const readers = new Map([...people.values(), actor.person].map((person) => [person.aadObjectId, person]));
  for (const person of readers.values()) {
    const card = cardFor(person, key);
    if (!card || card.activityId === pressed) continue;
    const ids = possibleContactIds(person).filter((id) => contacts.has(id));
    const view = listView({ ...source, readers: ids });
    await deps.messenger.redraw(card, deps.render([{ kind: 'list', view }]));
  }
}

function cardFor(person: Person, key: CycleKey): NewestCard | undefined {
  const card = newestCardOf(person, key.programmeId);
  return card?.cycleId === key.cycleId && person.unreachable === undefined ? card : undefined;
}
