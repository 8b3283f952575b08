import type { Activity, ConversationParameters } from 'botbuilder';
import { outcomeOf, type ConnectorAnswer } from '../outbox/policy/outcome.ts';
import type { Messenger, OutgoingMessage, SendOutcome, TurnToSend } from '../outbox/ports.ts';
import type { Logger } from '../log.ts';
import type { ConversationAddress } from '../workflow/people/person.ts';
import type { TeamsAdapter } from './adapter.ts';
import { answerOf, ConnectorFault } from './connector-answer.ts';
import { outgoingActivity } from './outgoing-activity.ts';
import { withoutThread } from './place.ts';

/** Sends to Teams: one request a step, no turn, no retry; whatever goes wrong becomes a `SendOutcome`. */
export function createMessenger(adapter: TeamsAdapter, log: Logger): Messenger {
  return {
    async sendToPerson(address, message, turn = unpaced) {
      return settled(async () => {
        if (address.conversationId === '') return sendToNewConversation(adapter, address, message, turn);
        try {
          return await sendTo(adapter, address, message, turn);
        } catch (error) {
          // People can remove the chat's history; then the stored id is dead and the conversation is made again, once.
          if (!isConversationGone(error)) throw error;
          return sendToNewConversation(adapter, address, message, await turn.next());
        }
      });
    },

    async postToChannel(address, message, turn = unpaced) {
      return settled(async () => {
        const connector = await adapter.connector(address.serviceUrl);
        const made = await connector.conversations.createConversation(
          channelThread(address, message),
          telling(turn),
        );
        const conversationId = idIn(made.id);
        const activityId = idIn(/;messageid=(\d+)/.exec(conversationId)?.[1] ?? made.activityId);
        return { kind: 'sent', activity: { conversationId, activityId, serviceUrl: address.serviceUrl } };
      });
    },

    async redraw(activity, message, turn = unpaced) {
      try {
        await adapter.deliver('PUT', activity, outgoingActivity(message), turn.leaves);
        return 'redrawn';
      } catch (error) {
        const answer = answerOf(error);
        log.warn({ outcome: outcomeOf(answer).detail }, 'a card could not be redrawn');
        return isGone(answer) ? 'gone' : 'failed';
      }
    },
  };
}

const unpaced: TurnToSend = { leaves: () => undefined, next: () => Promise.resolve(unpaced) };

/** The SDK hands this on to our way out (connector-http.ts), which tells of the request as it leaves. */
function telling({ leaves }: TurnToSend): { onUploadProgress: () => void } {
  return { onUploadProgress: leaves };
}

async function settled(send: () => Promise<SendOutcome>): Promise<SendOutcome> {
  try {
    return await send();
  } catch (error) {
    return outcomeOf(answerOf(error));
  }
}

async function sendTo(
  adapter: TeamsAdapter,
  address: ConversationAddress,
  message: OutgoingMessage,
  turn: TurnToSend,
): Promise<SendOutcome> {
  const { conversationId, serviceUrl } = address;
  const answer = await adapter.deliver(
    'POST',
    { serviceUrl, conversationId },
    outgoingActivity(message),
    turn.leaves,
  );
  return { kind: 'sent', activity: { conversationId, activityId: sentId(answer), serviceUrl } };
}

/** A success that does not say which message or chat it was about is no usable answer. */
function idIn(id: unknown): string {
  if (typeof id === 'string' && id !== '') return id;
  throw new ConnectorFault({ kind: 'network', phase: 'after-request', code: 'UNREADABLE_ANSWER' });
}

function sentId(answer: string): string {
  let sent = {} as { id?: unknown } | null;
  try {
    sent = JSON.parse(answer) as { id?: unknown } | null;
  } catch {
    // What is no JSON says as little as what has no id.
  }
  return idIn(sent?.id);
}

/**
 * The conversation is made empty, then the message is sent: made with its first message, Teams returns no activity
 * id, and the message could never be redrawn. Making it is idempotent, so a lost answer to that step costs nothing.
 */
async function sendToNewConversation(
  adapter: TeamsAdapter,
  address: ConversationAddress,
  message: OutgoingMessage,
  turn: TurnToSend,
): Promise<SendOutcome> {
  let conversationId: string;
  try {
    const connector = await adapter.connector(address.serviceUrl);
    const made = await connector.conversations.createConversation(
      personalConversation(address),
      telling(turn),
    );
    conversationId = idIn(made.id);
  } catch (error) {
    const outcome = outcomeOf(answerOf(error));
    return outcome.kind === 'unknown' ? { kind: 'retry', detail: outcome.detail } : outcome;
  }
  const current = { ...address, conversationId };
  const outcome = await sendTo(adapter, current, message, await turn.next());
  return outcome.kind === 'sent' ? { ...outcome, address: current } : outcome;
}

function isConversationGone(error: unknown): boolean {
  const answer = answerOf(error);
  return isGone(answer) && answer.code === 'ConversationNotFound';
}

/** The chat, or the message in it, is not there any more: people can remove either. */
function isGone(answer: ConnectorAnswer): answer is Extract<ConnectorAnswer, { kind: 'http' }> {
  return answer.kind === 'http' && answer.status === 404;
}

function personalConversation(address: ConversationAddress): ConversationParameters {
  const { tenantId, botId, userMri, aadObjectId } = address;
  return parameters({
    isGroup: false,
    bot: { id: botId, name: '' },
    members: [{ id: userMri ?? aadObjectId ?? '', name: '' }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
  });
}

/** A new root message: the channel's own id, without the thread that it was learnt in. */
function channelThread(address: ConversationAddress, message: OutgoingMessage): ConversationParameters {
  const { tenantId, botId, conversationId } = address;
  return parameters({
    isGroup: true,
    bot: { id: botId, name: '' },
    tenantId,
    channelData: { channel: { id: withoutThread(conversationId) }, tenant: { id: tenantId } },
    activity: outgoingActivity(message) as Activity,
  });
}

/** The SDK's type demands `topicName` and an `activity` that must not be there. */
function parameters(given: Partial<ConversationParameters>): ConversationParameters {
  return given as ConversationParameters;
}
