import { RestError, type DequeuedMessageItem, type QueueClient } from '@azure/storage-queue';
import type { WakeMessage, WakeQueue } from '../outbox/ports.ts';
import { parseText } from './packing.ts';
import { shardMessage } from './schemas/delivery.ts';
import { UnreadableRow, type ReportUnreadable } from './unreadable-row.ts';

/** Azure hands out no more than this many messages at a time. */
const mostAtOnce = 32;
const callTimeout = 30_000;

/**
 * The wake queue on Azure Storage. Texts are Base64, since the service carries XML. A message that cannot be read is
 * told to `report` and taken away, or it would come back for ever; the agenda wakes its shard all the same.
 */
export function azureQueue(
  client: QueueClient,
  report?: ReportUnreadable,
): WakeQueue & { create(): Promise<void> } {
  async function remove({ messageId, popReceipt }: DequeuedMessageItem): Promise<void> {
    try {
      await client.deleteMessage(messageId, popReceipt, within(callTimeout));
    } catch (error) {
      // Gone, or with another worker since our hold on it ended: no longer ours to take away.
      if (!isGone(error)) throw error;
    }
  }

  async function toWakeMessage(item: DequeuedMessageItem): Promise<WakeMessage | undefined> {
    const text = Buffer.from(item.messageText, 'base64').toString('utf8');
    const place = { partition: client.name, row: item.messageId };
    try {
      const shard = parseText({ name: 'queue' }, place, text, shardMessage);
      return { shard, done: () => remove(item) };
    } catch (error) {
      if (!(error instanceof UnreadableRow) || !report) throw error;
      report(error);
      await remove(item);
      return undefined;
    }
  }

  return {
    async create() {
      await client.createIfNotExists(within(callTimeout));
    },

    async wake({ tenantId, shard }, afterSeconds = 0) {
      const text = Buffer.from(JSON.stringify({ tenantId, shard }), 'utf8').toString('base64');
      await client.sendMessage(text, { visibilityTimeout: afterSeconds, ...within(callTimeout) });
    },

    async receive(limit, hideFor) {
      const { receivedMessageItems } = await client.receiveMessages({
        numberOfMessages: Math.min(limit, mostAtOnce),
        visibilityTimeout: hideFor,
        ...within(callTimeout),
      });
      const messages = await Promise.all(receivedMessageItems.map(toWakeMessage));
      return messages.filter((message) => message !== undefined);
    },
  };
}

function within(milliseconds: number): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(milliseconds) };
}

const goneCodes: readonly unknown[] = ['MessageNotFound', 'PopReceiptMismatch'];

function isGone(error: unknown): boolean {
  return error instanceof RestError && goneCodes.includes(error.code);
}
