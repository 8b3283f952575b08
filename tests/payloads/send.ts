import type { Town } from './found-town.ts';
import { mark, type Payload } from './payload.ts';
import { people, type Name } from './town.ts';

/** What came back, and what was sent in the end. */
export interface Answered {
  payload: Payload;
  who: Name | undefined;
  isInvoke: boolean;
  sent: unknown;
  status: number;
  body: unknown;
}

/** A button that somebody was shown: its verb and data, and what the card's inputs held. */
export interface ShownButton {
  of: Name;
  verb: string;
  data: Record<string, unknown>;
  inputs: Record<string, unknown>;
}

/** Long enough for a machine that is busy with other things: it finds what never answers. In time is for other tests. */
const patience = 30_000;

/** Turns a payload into what Teams would send, and sends it. `word` is put in the place of each mark. */
export async function send(
  town: Town,
  payload: Payload,
  word: string,
  shown: (whose: Name) => readonly ShownButton[],
): Promise<Answered> {
  const raw = activityOf(town, payload, shown);
  const sent = JSON.parse(
    JSON.stringify(raw).replaceAll(mark, word).replaceAll('CHANNEL', town.channelId),
  ) as Record<string, unknown>;
  const isInvoke = payload.kind !== 'body' && sent['type'] === 'invoke';
  const { status, body } = await inTime(town.teams.post(sent));
  return { payload, who: 'who' in payload ? payload.who : undefined, isInvoke, sent, status, body };
}

function activityOf(town: Town, payload: Payload, shown: (whose: Name) => readonly ShownButton[]): unknown {
  switch (payload.kind) {
    case 'body':
      return payload.body;
    case 'chat': {
      const said = { type: 'message', text: payload.text };
      if (payload.place === 'chat') return { ...placed(town, payload.who, 'chat'), ...said };
      const mention = {
        type: 'mention',
        mentioned: { id: town.teams.botId },
        text: '<at>Board Updates</at>',
      };
      return { ...placed(town, payload.who, 'channel'), ...said, entities: [mention] };
    }
    case 'activity':
      return { ...placed(town, payload.who, 'chat'), ...payload.fields };
    case 'press':
      return press(town, payload.who, payload.place, payload.verb, payload.data);
    case 'again': {
      const buttons = shown(payload.whose);
      const button = buttons[payload.pick % Math.max(1, buttons.length)];
      if (!button) return press(town, payload.who, 'chat', 'updates.list', payload.inputs);
      // Of somebody else's card only the button is copied: what its inputs hold could be theirs to read and no one else's.
      const held = payload.who === payload.whose && button.of === payload.who ? button.inputs : {};
      return press(town, payload.who, 'chat', button.verb, { ...button.data, ...held, ...payload.inputs });
    }
  }
}

function press(town: Town, who: Name, place: 'chat' | 'channel', verb: unknown, data: unknown): object {
  return {
    ...placed(town, who, place),
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: town.cardIds.get(who),
    value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
  };
}

function placed(town: Town, who: Name, place: 'chat' | 'channel'): object {
  const { mri, name, aadObjectId, chatId } = town.townspeople[who];
  const { tenantId } = people[who];
  const common = {
    id: 'f:1',
    channelId: 'msteams',
    serviceUrl: town.teams.serviceUrl,
    from: { id: mri, name, aadObjectId },
    recipient: { id: town.teams.botId, name: 'Board Updates' },
  };
  if (place === 'chat') {
    return {
      ...common,
      conversation: { id: chatId, conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
    };
  }
  const { channelId, teamId } = town;
  return {
    ...common,
    conversation: {
      id: `${channelId};messageid=1700000000000`,
      conversationType: 'channel',
      isGroup: true,
      tenantId,
    },
    channelData: { tenant: { id: tenantId }, team: { id: teamId }, channel: { id: channelId } },
  };
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`There was no answer within ${patience / 1000} s.`)), patience);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The buttons of a card, with what its inputs hold. */
export function buttonsOf(card: unknown, of: Name): ShownButton[] {
  const elements = elementsOf(card);
  const inputs = Object.fromEntries(
    elements.flatMap(({ type, id, value }) =>
      typeof type === 'string' && type.startsWith('Input.') && typeof id === 'string'
        ? [[id, value ?? '']]
        : [],
    ),
  );
  return elements.flatMap(({ type, verb, data }) =>
    type === 'Action.Execute' && typeof verb === 'string'
      ? [{ of, verb, data: (data ?? {}) as Record<string, unknown>, inputs }]
      : [],
  );
}

function elementsOf(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(elementsOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(elementsOf)];
}
