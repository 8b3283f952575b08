import type { Temporal } from '../calendar/temporal.ts';

/** A conversation with one person or with a channel, as plain data; never an SDK's reference. */
export interface ConversationAddress {
  kind: 'personal' | 'channel';
  conversationId: string;
  serviceUrl: string;
  tenantId: string;
  /** The bot's own id in that conversation. */
  botId: string;
  aadObjectId?: string;
  userMri?: string;
}

/** Who is acting, as Teams authenticated it. Nothing in a card's data adds to it. */
export interface Identity {
  tenantId: string;
  aadObjectId: string;
  name: string;
}

/** A message that shows somebody their list: where it is, and of which cycle. */
export interface NewestCard {
  conversationId: string;
  activityId: string;
  serviceUrl: string;
  programmeId: string;
  cycleId: string;
}

/** Somebody the bot has met: kept also for those met before the import. */
export interface Person extends Identity {
  email?: string;
  upn?: string;
  /** Absent until they have the app installed; removed when they uninstall it. */
  address?: ConversationAddress;
  /** Why nothing can be sent to them at present, in words for a lead. */
  unreachable?: string;
  metAt: Temporal.Instant;
  /** The newest card that shows their list, of each programme: redrawn when its state changes. */
  newestCards?: NewestCard[];
}

/** Their newest card of a programme, whichever cycle it is of. */
export function newestCardOf(person: Person, programmeId: string): NewestCard | undefined {
  return person.newestCards?.find((card) => card.programmeId === programmeId);
}

/** The person with this as the newest card of its programme. */
export function withNewestCard(person: Person, card: NewestCard): Person {
  const others = person.newestCards?.filter(({ programmeId }) => programmeId !== card.programmeId) ?? [];
  return { ...person, newestCards: [...others, card] };
}
