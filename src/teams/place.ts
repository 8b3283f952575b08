import type { Activity } from 'botbuilder';
import type { SentActivity } from '../outbox/ledger.ts';
import type { ConversationAddress, Identity } from '../workflow/people/person.ts';
import { channelDataOf } from './channel-data.ts';

export type Place = 'personal' | 'group chat' | 'channel';

export function placeOf(activity: Activity): Place {
  switch (activity.conversation.conversationType) {
    case 'channel':
      return 'channel';
    case 'groupChat':
      return 'group chat';
    default:
      return activity.conversation.isGroup ? 'group chat' : 'personal';
  }
}

/** A channel's message has the conversation `19:…@thread.tacv2;messageid=1700000000000`: its thread in the channel. */
export function withoutThread(conversationId: string): string {
  return conversationId.replace(/;messageid=.*$/, '');
}

/** Where a turn takes place, as plain data that outlives the SDK. */
export function addressOf(activity: Activity, who: Identity): ConversationAddress {
  const common = { serviceUrl: activity.serviceUrl, tenantId: who.tenantId, botId: activity.recipient.id };
  if (placeOf(activity) === 'personal') {
    const { aadObjectId } = who;
    const conversationId = activity.conversation.id;
    return { ...common, kind: 'personal', conversationId, aadObjectId, userMri: activity.from.id };
  }
  const channelId = channelDataOf(activity).channel?.id ?? activity.conversation.id;
  return { ...common, kind: 'channel', conversationId: withoutThread(channelId) };
}

/** The message whose button was pressed. */
export function pressedCardOf(activity: Activity): SentActivity | undefined {
  if (activity.replyToId === undefined || activity.replyToId === '') return undefined;
  const { conversation, replyToId, serviceUrl } = activity;
  return { conversationId: conversation.id, activityId: replyToId, serviceUrl };
}
