import type { Clock } from '../clock.ts';
import type { Temporal } from '../calendar/temporal.ts';
import type { Shard, WakeMessage, WakeQueue } from '../outbox/ports.ts';

export type MemoryQueue = WakeQueue & { create(): Promise<void> };

interface Waiting {
  shard: Shard;
  hiddenUntil?: Temporal.Instant;
}

/** The wake queue in memory: a message that is received hides, and shows again unless it is done. */
export function memoryQueue(clock: Clock): MemoryQueue {
  const messages = new Set<Waiting>();

  function isVisible({ hiddenUntil }: Waiting): boolean {
    return !hiddenUntil || hiddenUntil.epochMilliseconds <= clock.now().epochMilliseconds;
  }

  function take(message: Waiting, hideFor: number): WakeMessage {
    const hiddenUntil = clock.now().add({ seconds: hideFor });
    message.hiddenUntil = hiddenUntil;
    return {
      shard: message.shard,
      done: () => {
        // Somebody who received it later holds it now.
        if (message.hiddenUntil === hiddenUntil) messages.delete(message);
        return Promise.resolve();
      },
    };
  }

  return {
    create: () => Promise.resolve(),
    wake: ({ tenantId, shard }, afterSeconds = 0) => {
      messages.add({ shard: { tenantId, shard }, hiddenUntil: clock.now().add({ seconds: afterSeconds }) });
      return Promise.resolve();
    },
    receive: (limit, hideFor) => {
      const visible = [...messages].filter(isVisible).slice(0, limit);
      return Promise.resolve(visible.map((message) => take(message, hideFor)));
    },
  };
}
