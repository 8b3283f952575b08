import { cardOf, type PersonData, type Seen, type WireActivity } from './teams-model.ts';
import type { TeamsWorld } from './teams-world.ts';

/** What the bot answered to one activity, and what people saw while it did. */
export interface BotAnswer {
  /** The HTTP status. */
  status: number;
  /** The HTTP body as JSON. */
  body: unknown;
  /** The card that now stands in place of the one whose button was pressed. */
  card?: object;
  /** The refusal, where the invoke was answered with an error. */
  error?: { code: string; message: string };
  /** Everything that came, changed or went meanwhile, in all conversations. */
  meanwhile: Seen[];
}

export interface PressOptions {
  /** The message whose button is pressed; without it, the newest message with a card in the chat. */
  replyToId?: string;
  channelId?: string;
}

/** Somebody with Teams open. Each act sends the bot what Teams would send, and resolves with its answer. */
export interface FakePerson extends PersonData {
  /** Installs the app. Teams announces that twice, at once: as an installation and as a new member. */
  install(): Promise<BotAnswer>;
  uninstall(): Promise<BotAnswer>;
  /** Writes in their chat with the bot. */
  says(text: string): Promise<BotAnswer>;
  /** Presses a button of an `Action.Execute`; `data` is the button's data and the card's inputs. */
  presses(verb: string, data?: object, options?: PressOptions): Promise<BotAnswer>;
  /** Writes in a channel, mentioning the bot. */
  mentionsBot(channelId: string, text: string): Promise<BotAnswer>;
  /** Writes in a channel without mentioning anybody. */
  writesIn(channelId: string, text: string): Promise<BotAnswer>;
  /** Sends anything at all from their chat: fields given replace those of a usual message. */
  sends(activity: object): Promise<BotAnswer>;
  /** 'Remove chat history': the conversation's id is dead, and the next one is another. */
  removesHistory(): void;
  /** All that they saw, oldest first. */
  saw(): Seen[];
  /** The cards in their chat as they now stand, oldest first. */
  cards(): object[];
}

export interface Deliver {
  (activity: object): Promise<{ status: number; body: unknown }>;
}

export function fakePerson(
  world: TeamsWorld,
  data: PersonData,
  serviceUrl: string,
  deliver: Deliver,
): FakePerson {
  const from = () => ({ id: data.mri, name: data.name, aadObjectId: data.aadObjectId });
  /** Teams does not say what somebody is called when they install the app. */
  const nameless = () => ({ id: data.mri, aadObjectId: data.aadObjectId });
  const tenant = { id: world.tenantId };

  function inChat(): object {
    return {
      ...common(),
      conversation: { id: data.chatId, conversationType: 'personal', tenantId: world.tenantId },
      channelData: { tenant },
    };
  }

  function inChannel(channelId: string): object {
    const team = world.channelOf(channelId)?.team;
    const id = `${channelId};messageid=${world.newId()}`;
    return {
      ...common(),
      conversation: { id, conversationType: 'channel', isGroup: true, tenantId: world.tenantId },
      channelData: { tenant, team: { id: team?.id }, channel: { id: channelId } },
    };
  }

  function common(): object {
    return {
      id: `f:${world.newId()}`,
      channelId: 'msteams',
      serviceUrl,
      timestamp: new Date(world.now()).toISOString(),
      locale: 'en-GB',
      from: from(),
      recipient: { id: world.botId, name: 'Board Updates' },
    };
  }

  async function send(activity: object): Promise<BotAnswer> {
    const before = world.seen.length;
    const { status, body } = await deliver(activity);
    return { status, body, ...invokeAnswer(body), meanwhile: world.seen.slice(before) };
  }

  const person: FakePerson = Object.assign(data, {
    async install() {
      data.installed = true;
      const [answer] = await Promise.all([
        send({ ...inChat(), from: nameless(), type: 'installationUpdate', action: 'add' }),
        send({
          ...inChat(),
          from: nameless(),
          type: 'conversationUpdate',
          membersAdded: [nameless(), { id: world.botId }],
        }),
      ]);
      return answer;
    },
    async uninstall() {
      data.installed = false;
      return send({ ...inChat(), type: 'installationUpdate', action: 'remove' });
    },
    async says(text: string) {
      return send({ ...inChat(), type: 'message', text });
    },
    async presses(verb: string, cardData: object = {}, { replyToId, channelId }: PressOptions = {}) {
      const place = channelId === undefined ? inChat() : inChannel(channelId);
      const target = replyToId ?? newestCardId(world, channelId ?? data.chatId);
      const value = { action: { type: 'Action.Execute', verb, data: cardData }, trigger: 'manual' };
      return send({ ...place, type: 'invoke', name: 'adaptiveCard/action', replyToId: target, value });
    },
    async mentionsBot(channelId: string, text: string) {
      const mention = '<at>Board Updates</at>';
      const entities = [
        { type: 'mention', mentioned: { id: world.botId, name: 'Board Updates' }, text: mention },
      ];
      return send({ ...inChannel(channelId), type: 'message', text: `${mention} ${text}`, entities });
    },
    async writesIn(channelId: string, text: string) {
      return send({ ...inChannel(channelId), type: 'message', text });
    },
    async sends(activity: object) {
      return send({ ...inChat(), type: 'message', ...activity });
    },
    removesHistory() {
      world.giveNewChat(data);
    },
    saw: () => world.seenBy(data.aadObjectId),
    cards: () => world.messagesIn(data.chatId).flatMap(({ activity }) => cardOf(activity) ?? []),
  });
  return person;
}

function newestCardId(world: TeamsWorld, place: string): string | undefined {
  return world.messagesIn(place).findLast(({ activity }) => cardOf(activity) !== undefined)?.activityId;
}

/** The invoke's answer in the protocol of universal actions. */
function invokeAnswer(body: unknown): Pick<BotAnswer, 'card' | 'error'> {
  const { type, value } = (body ?? {}) as WireActivity;
  if (type === 'application/vnd.microsoft.card.adaptive') return { card: value as object };
  if (type === 'application/vnd.microsoft.error')
    return { error: value as { code: string; message: string } };
  return {};
}
