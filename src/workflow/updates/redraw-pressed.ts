import type { SentActivity } from '../../outbox/ledger.ts';
import type { OutgoingMessage } from '../../outbox/ports.ts';
import type { Changed } from '../act-result.ts';
import type { DeskDeps } from '../desk-deps.ts';
import type { Turn } from '../desk.ts';

/**
 * Draws the card that was pressed again, as stored, so that other devices show the same. Where it is not there any
 * more (people can delete a message, and Teams sometimes says so of one that is), whoever pressed gets a new one in
 * its place: they have just acted, so it disturbs nobody.
 */
export async function redrawPressed(
  { messenger, store }: Pick<DeskDeps, 'messenger' | 'store'>,
  { where }: Turn,
  card: SentActivity,
  message: OutgoingMessage,
  { part, cycle }: Changed,
): Promise<void> {
  const { tenantId, id: programmeId } = part.programme;
  if ((await messenger.redraw(tenantId, card, message)) !== 'gone') return;
  const sent = await messenger.sendToPerson(where, message);
  if (sent.kind !== 'sent') return;
  for (const contactId of part.contactIds) {
    const newest = await store.ledger.newestCard(tenantId, contactId, programmeId);
    if (newest?.activityId !== card.activityId) continue;
    await store.ledger.keepNewestCard(tenantId, {
      ...sent.activity,
      contactId,
      programmeId,
      cycleId: cycle.id,
    });
  }
}
