import type { Temporal } from '../../calendar/temporal.ts';
import type { JoinedAddress } from '../../programme/amendment.ts';

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

/** Somebody the bot has met: kept also for those met before the import. */
export interface Person extends Identity {
  email?: string;
  upn?: string;
  /** Absent until they have the app installed; removed when they uninstall it. */
  address?: ConversationAddress;
  /** Why nothing can be sent to them at present, in words for a lead. */
  unreachable?: string;
  metAt: Temporal.Instant;
  /** Keys of messages to them of which nobody knows whether they arrived: an act on one of their cards shows it. */
  unconfirmed?: string[];
  /** They wrote though no register of their tenant had them: since then the leads are shown them. */
  strangerSince?: Temporal.Instant;
  /** No register has their address, and a lead has said which contact they are: the first to do so, in any programme. */
  joined?: JoinedAddress;
  /** They can be written to again, and what could not reach them is still to be planned again. */
  arriving?: true;
}
