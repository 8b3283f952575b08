import type { DeskDeps } from '../desk-deps.ts';
import type { RosterMember } from '../desk.ts';
import type { ConversationAddress, Person } from './person.ts';
import { contactsByAddress, contactsOf } from './tenant-contacts.ts';

type Deps = Pick<DeskDeps, 'store' | 'clock' | 'outbox'>;

/**
 * Remembers the people of a team that the bot was added to, in the team's own tenant only. Whoever was not met
 * before gets an address without a conversation, which is made when there is something to say to them.
 */
export async function meetRoster(
  deps: Deps,
  members: readonly RosterMember[],
  where: ConversationAddress,
): Promise<void> {
  const known = await contactsByAddress(deps, where.tenantId);
  for (const member of members) {
    if (member.who.tenantId !== where.tenantId) continue;
    const met = { isNew: false };
    const person = await deps.store.people.upsert(member.who, (current) => {
      const next = fromRoster(deps, member, where, current);
      met.isNew = next.address !== undefined && current?.address === undefined;
      return next;
    });
    const contactIds = contactsOf(known, person);
    if (met.isNew && contactIds.length > 0) await deps.outbox.metPerson(where.tenantId, contactIds);
  }
  const isNewTeam = !(await deps.store.channels.find(where.tenantId, where.conversationId));
  await deps.store.channels.save(where.conversationId, where);
  // A digest that was published before, for a channel of this team that the settings name, follows now.
  if (isNewTeam) await deps.outbox.metPerson(where.tenantId, ['board']);
}

function fromRoster(
  { clock }: Pick<Deps, 'clock'>,
  { who, profile, userMri }: RosterMember,
  { serviceUrl, botId, tenantId }: ConversationAddress,
  current: Person | undefined,
): Person {
  const { aadObjectId } = who;
  const next: Person = { metAt: clock.now(), ...current, ...who };
  if (profile.email) next.email = profile.email.toLowerCase();
  if (profile.upn) next.upn = profile.upn.toLowerCase();
  // Somebody who removed the app is left alone until they come back by themselves.
  if (current?.unreachable === undefined) {
    const unmade = {
      kind: 'personal',
      conversationId: '',
      serviceUrl,
      tenantId,
      botId,
      aadObjectId,
      userMri,
    } as const;
    next.address = current?.address ?? unmade;
  }
  return next;
}
