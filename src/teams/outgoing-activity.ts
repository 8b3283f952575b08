import { ActivityTypes, CardFactory, type Activity } from 'botbuilder';
import type { OutgoingMessage } from '../outbox/ports.ts';

/** A card as a message. Without `summary` the notification would read "sent a card". */
export function outgoingActivity(message: OutgoingMessage): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    summary: message.summary,
    attachments: [CardFactory.adaptiveCard(message.card)],
  };
}
