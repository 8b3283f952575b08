import type { FaultKind } from './teams-faults.ts';

/** What the fake Teams knows. All of it is plain data; the server and the drivers change it. */

export interface PersonData {
  aadObjectId: string;
  /** The person's id for this bot: `29:…`. */
  mri: string;
  name: string;
  email: string;
  upn: string;
  guest: boolean;
  installed: boolean;
  /** Their chat with the bot: always the same, until they remove its history. */
  chatId: string;
}

export interface TeamData {
  id: string;
  name: string;
  channels: { id: string; name: string }[];
  members: PersonData[];
}

/** A message as it now stands in a conversation. */
export interface StoredMessage {
  conversationId: string;
  activityId: string;
  activity: WireActivity;
}

/** The parts of an activity that the fake reads. */
export interface WireActivity {
  type?: string;
  text?: string;
  summary?: string;
  attachments?: { contentType?: string; content?: object }[];
  [field: string]: unknown;
}

/** One thing that somebody saw happen: a message that came, changed or went. */
export interface Seen {
  /** Milliseconds of the server's clock. */
  at: number;
  kind: 'message' | 'update' | 'delete';
  /** Who saw it, by AAD object id: the one person of a chat, or everybody in a channel. */
  by: string[];
  conversationId: string;
  /** The channel that it was posted in; absent for a personal chat. */
  channelId?: string;
  activityId: string;
  summary?: string;
  text?: string;
  card?: object;
}

export type RequestKind = 'create' | 'send' | 'update' | 'delete' | 'member' | 'members' | 'team' | 'unknown';

/** One request of the bot's, whatever became of it. */
export interface SeenRequest {
  at: number;
  kind: RequestKind;
  method: string;
  path: string;
  /** The conversation or team in the path, decoded. */
  target: string;
  /** Absent where the fake keeps counts only. */
  body?: unknown;
  authorization: string | undefined;
  /** The status of its answer; absent where it was never wholly answered. */
  status?: number;
  /** What it suffered. */
  fault?: FaultKind;
  /** The activity that somebody saw come, change or go because of it: `activityId` of one of `seen`. */
  stored?: string;
}

export function cardOf(activity: WireActivity): object | undefined {
  return activity.attachments?.find(
    ({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive',
  )?.content;
}
