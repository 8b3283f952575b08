import { createHash } from 'node:crypto';
import {
  cardOf,
  type PersonData,
  type Seen,
  type StoredMessage,
  type TeamData,
  type WireActivity,
} from './teams-model.ts';

/** The tenant: its people, teams and messages, and everything that anybody saw. Nothing is searched for by going through all. */
export interface TeamsWorld {
  readonly tenantId: string;
  readonly botId: string;
  readonly people: readonly PersonData[];
  readonly teams: readonly TeamData[];
  readonly seen: readonly Seen[];
  now(): number;
  newId(): string;
  addPerson(person: Omit<PersonData, 'chatId'>): PersonData;
  addTeam(team: TeamData): void;
  /** From now on their chat with the bot is another, and the old one is dead. */
  giveNewChat(person: PersonData): void;
  personOf(memberId: string): PersonData | undefined;
  personIn(chatId: string): PersonData | undefined;
  /** The team and the channel of a conversation: by team id, channel id, or the id of a thread in the channel. */
  channelOf(conversationId: string): { team: TeamData; channelId: string } | undefined;
  /** The messages that now stand in a chat, or in a channel and its threads, oldest first. */
  messagesIn(place: string): StoredMessage[];
  messageOf(conversationId: string, activityId: string): StoredMessage | undefined;
  seenBy(aadObjectId: string): Seen[];
  put(conversationId: string, activityId: string, activity: WireActivity): Seen;
  change(message: StoredMessage, kind: 'update' | 'delete', activity: WireActivity): Seen;
  /** All messages are gone, and nobody saw anything. People and teams stay. */
  forget(): void;
}

export interface WorldOptions {
  tenantId: string;
  botId: string;
  now: () => number;
  /** `counts`: messages are known by their ids only, and `seen` stays empty. */
  keep: 'everything' | 'counts';
}

export function createWorld({ tenantId, botId, now, keep }: WorldOptions): TeamsWorld {
  const people: PersonData[] = [];
  const members = new Map<string, PersonData>();
  const chats = new Map<string, PersonData>();
  const teams: TeamData[] = [];
  const channels = new Map<string, TeamData>();
  const messages = new Map<string, Map<string, StoredMessage>>();
  const seen: Seen[] = [];
  const seenBy = new Map<string, Seen[]>();
  let lastId = 1_700_000_000_000;
  let lastChat = 0;

  function channelOf(conversationId: string): { team: TeamData; channelId: string } | undefined {
    const channelId = placeOf(conversationId);
    const team = channels.get(channelId);
    return team === undefined ? undefined : { team, channelId };
  }

  function note(
    kind: Seen['kind'],
    conversationId: string,
    activityId: string,
    activity: WireActivity,
  ): Seen {
    const channel = channelOf(conversationId);
    const person = chats.get(conversationId);
    const card = cardOf(activity);
    const one: Seen = {
      at: now(),
      kind,
      by: (channel ? channel.team.members : person ? [person] : []).map(({ aadObjectId }) => aadObjectId),
      conversationId,
      ...(channel ? { channelId: channel.channelId } : {}),
      activityId,
      ...(activity.summary === undefined ? {} : { summary: activity.summary }),
      ...(activity.text === undefined ? {} : { text: activity.text }),
      ...(card === undefined ? {} : { card }),
    };
    if (keep === 'counts') return one;
    seen.push(one);
    for (const by of one.by) listAt(seenBy, by).push(one);
    return one;
  }

  function giveNewChat(person: PersonData): void {
    chats.delete(person.chatId);
    const id = createHash('sha256').update(`${person.aadObjectId} ${(lastChat += 1)}`);
    person.chatId = `a:${id.digest('base64url')}`;
    chats.set(person.chatId, person);
  }

  return {
    tenantId,
    botId,
    people,
    teams,
    seen,
    now,
    giveNewChat,
    channelOf,
    newId: () => String((lastId += 1)),
    addPerson(given) {
      const person = { ...given, chatId: '' };
      giveNewChat(person);
      people.push(person);
      members.set(person.mri, person).set(person.aadObjectId, person);
      return person;
    },
    addTeam(team) {
      teams.push(team);
      for (const { id } of [team, ...team.channels]) channels.set(id, team);
    },
    personOf: (id) => members.get(id),
    personIn: (chatId) => chats.get(chatId),
    messagesIn: (place) => [...(messages.get(place)?.values() ?? [])],
    messageOf(conversationId, activityId) {
      const found = messages.get(placeOf(conversationId))?.get(activityId);
      return found?.conversationId === conversationId ? found : undefined;
    },
    seenBy: (aadObjectId) => [...(seenBy.get(aadObjectId) ?? [])],
    put(conversationId, activityId, activity) {
      const place = placeOf(conversationId);
      const here = messages.get(place) ?? new Map<string, StoredMessage>();
      messages.set(place, here);
      here.set(activityId, { conversationId, activityId, activity: keep === 'counts' ? {} : activity });
      return note('message', conversationId, activityId, activity);
    },
    change(message, kind, activity) {
      if (kind === 'delete') messages.get(placeOf(message.conversationId))?.delete(message.activityId);
      else if (keep === 'everything') message.activity = activity;
      return note(kind, message.conversationId, message.activityId, activity);
    },
    forget() {
      messages.clear();
      seen.length = 0;
      seenBy.clear();
    },
  };
}

/** The chat or channel of a conversation; a thread is in its channel. */
function placeOf(conversationId: string): string {
  const [place = ''] = conversationId.split(';');
  return place;
}

function listAt<V>(lists: Map<string, V[]>, key: string): V[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
