import type { DeskDeps } from './desk-deps.ts';
import type { RosterMember } from './desk.ts';
import type { ConversationAddress } from './person.ts';
import { possibleContactIds } from './resolve-actor.ts';

/**
 * The bot was added to a team: its members become known, so that they can be written to if they have the app. Where
 * they have a conversation already, that stays.
 */
export async function rememberRoster(
  deps: Pick<DeskDeps, 'store' | 'clock' | 'outbox'>,
  members: readonly RosterMember[],
  where: ConversationAddress,
): Promise<void> {
  await deps.store.channels.save(where.conversationId, where);
  for (const { who, profile, userMri } of members) {
    const { tenantId, aadObjectId, name } = who;
    if (tenantId !== where.tenantId) continue;
    const person = await deps.store.people.upsert({ tenantId, aadObjectId }, (current) => ({
      metAt: deps.clock.now(),
      address: { ...where, kind: 'personal', conversationId: '', aadObjectId, userMri },
      ...current,
      tenantId,
      aadObjectId,
      name,
      ...profile,
    }));
    if (person.unreachable === undefined) await deps.outbox.metPerson(tenantId, possibleContactIds(person));
  }
  await deps.outbox.metPerson(where.tenantId, ['board']);
}
