import { createHash } from 'node:crypto';
import {
  cardOf,
  type PersonData,
  type Seen,
  type StoredMessage,
  type TeamData,
  type WireActivity,
} from './teams-model.ts';

/** The tenant: its people, teams and messages, and everything that anybody saw. */
export interface TeamsWorld {
  readonly tenantId: string;
  readonly botId: string;
  readonly people: PersonData[];
  readonly teams: TeamData[];
  readonly messages: StoredMessage[];
  readonly seen: Seen[];
  now(): number;
  newId(): string;
  newChatId(person: { aadObjectId: string }): string;
  personOf(memberId: string): PersonData | undefined;
  personIn(chatId: string): PersonData | undefined;
  /** The team and the channel of a conversation: by team id, channel id, or the id of a thread in the channel. */
  channelOf(conversationId: string): { team: TeamData; channelId: string } | undefined;
  put(conversationId: string, activityId: string, activity: WireActivity): void;
  change(message: StoredMessage, kind: 'update' | 'delete', activity: WireActivity): void;
}

export function createWorld(tenantId: string, botId: string, now: () => number): TeamsWorld {
  const people: PersonData[] = [];
  const teams: TeamData[] = [];
  const messages: StoredMessage[] = [];
  const seen: Seen[] = [];
  let lastId = 1_700_000_000_000;
  let chats = 0;

  function note(
    kind: Seen['kind'],
    conversationId: string,
    activityId: string,
    activity: WireActivity,
  ): void {
    const channel = channelOf(conversationId);
    const person = personIn(conversationId);
    const card = cardOf(activity);
    seen.push({
      at: now(),
      kind,
      by: channel
        ? channel.team.members.map(({ aadObjectId }) => aadObjectId)
        : person
          ? [person.aadObjectId]
          : [],
      conversationId,
      ...(channel ? { channelId: channel.channelId } : {}),
      activityId,
      ...(activity.summary === undefined ? {} : { summary: activity.summary }),
      ...(activity.text === undefined ? {} : { text: activity.text }),
      ...(card === undefined ? {} : { card }),
    });
  }

  function personIn(chatId: string): PersonData | undefined {
    return people.find((person) => person.chatId === chatId);
  }

  function channelOf(conversationId: string): { team: TeamData; channelId: string } | undefined {
    const [channelId = ''] = conversationId.split(';');
    const team = teams.find(
      ({ id, channels }) => id === channelId || channels.some((one) => one.id === channelId),
    );
    return team === undefined ? undefined : { team, channelId };
  }

  return {
    tenantId,
    botId,
    people,
    teams,
    messages,
    seen,
    now,
    personIn,
    channelOf,
    newId: () => String((lastId += 1)),
    newChatId: ({ aadObjectId }) =>
      `a:${createHash('sha256')
        .update(`${aadObjectId} ${(chats += 1)}`)
        .digest('base64url')}`,
    personOf: (id) => people.find(({ mri, aadObjectId }) => mri === id || aadObjectId === id),
    put(conversationId, activityId, activity) {
      messages.push({ conversationId, activityId, activity });
      note('message', conversationId, activityId, activity);
    },
    change(message, kind, activity) {
      if (kind === 'delete') messages.splice(messages.indexOf(message), 1);
      message.activity = activity;
      note(kind, message.conversationId, message.activityId, activity);
    },
  };
}
