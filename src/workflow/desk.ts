import type { SentActivity } from '../outbox/ledger.ts';
import type { View } from '../cards/views/view.ts';
import type { ConversationAddress, Identity } from './people/person.ts';

/** What Teams tells of a person beyond their identity: from the roster, never from a card. */
export interface Profile {
  email?: string;
  upn?: string;
}

/** One turn of conversation, in plain types. */
export interface Turn {
  who: Identity;
  /** Where the turn takes place: the person's own chat, or a channel. */
  where: ConversationAddress;
  /** The message whose button was pressed, where there is one. */
  card?: SentActivity;
  /**
   * Aborted once the person was told that it took too long, and given their words back: nothing more is stored then,
   * since what they send next may be something else.
   */
  signal?: AbortSignal;
  /** Looks the person up in the roster; called at most once a person, when they are first met. */
  profile(): Promise<Profile>;
}

/** Who could read what is posted in a channel. */
export interface ChannelAudience {
  name: string;
  teamId: string;
  channelId: string;
  members: number;
  guests: number;
}

/** A channel's turn: the same, with the channel itself. */
export interface ChannelTurn extends Turn {
  audience(): Promise<ChannelAudience>;
}

/** Somebody on the roster of a team that the bot is in. */
export interface RosterMember {
  who: Identity;
  profile: Profile;
  userMri: string;
}

/** The answer to a button: a card in place, or a malformed request named as such. */
export type ActReply = { kind: 'views'; views: View[] } | { kind: 'malformed'; message: string };

/** All that people can do with the bot, whatever carries their words. */
export interface Desk {
  /** They installed the app, or the bot was added to a place where they are. Says hello, once. */
  installed(turn: Turn): Promise<View[]>;
  /** They removed the app: nothing can be sent to them until they come back. */
  uninstalled(turn: Turn): Promise<void>;
  /**
   * The bot was added to a team, or people were: remembers them. They have not installed the app themselves, so
   * their conversation is still to be made. `where` is the channel in which it happened.
   */
  roster?(members: RosterMember[], where: ConversationAddress): Promise<void>;
  /** They wrote in their own chat. */
  said(turn: Turn, text: string): Promise<View[]>;
  /** They mentioned the bot in a channel or a group chat. */
  mentioned(turn: ChannelTurn, text: string): Promise<View[]>;
  /** They pressed a button. `data` is as it came: nothing in it is trusted. */
  acted(turn: Turn | ChannelTurn, verb: string, data: unknown): Promise<ActReply>;
}
