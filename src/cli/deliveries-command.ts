import type { App } from '../app.ts';
import { localDate } from '../calendar/local-time.ts';
import { isBefore } from '../calendar/order.ts';
import { dateAndTime } from '../calendar/words.ts';
import { recipientId } from '../cycle/message.ts';
import { isAddressedTo } from '../outbox/addressed.ts';
import type { Delivery } from '../outbox/ledger.ts';
import type { UnreadableDelivery } from '../outbox/ports.ts';
import { shardOf } from '../storage/shard-of.ts';
import { explainDelivery, type Explaining } from '../workflow/messages/explain-delivery.ts';
import { loadCycle } from '../workflow/rounds/load-cycle.ts';
import { placeWords } from '../workflow/messages/place-words.ts';
import { cycleArgument } from './arguments.ts';
import type { Run } from './command.ts';
import type { CycleOptions } from './cycle-commands.ts';
import { printedMessage } from './messages.ts';
import { table } from './output.ts';

/** `deliveries`: every message, what became of it and why, and what happens next. */
export const deliveriesCommand: Run<CycleOptions & { to?: string }> = async ({ app }, options) => {
  const key = await cycleArgument(app.store.programmes, options);
  const loaded = await loadCycle(app.store, key);
  const timeZone = loaded?.planState.calendar.timeZone ?? 'Europe/London';
  const unreadable: UnreadableDelivery[] = [];
  const all = await app.store.ledger.ofCycle(key, (row) => unreadable.push(row));
  const wanted = all.map(({ value }) => value).filter((delivery) => isAddressedTo(delivery, options.to));
  const about = { now: app.clock.now(), timeZone };
  const rows = await Promise.all(
    wanted.map(async (delivery) => {
      const others = await othersTo(app, delivery, about);
      const explained = explainDelivery(delivery, { ...about, others });
      const place = loaded && placeWords(loaded, delivery);
      return printedDelivery(delivery, place ? `${explained} ${place}` : explained, about);
    }),
  );
  return {
    document: [...rows, ...unreadable.map(printedUnreadable)],
    lines: [
      ...(rows.length === 0
        ? ['There are no messages.']
        : options.to === undefined
          ? table(
              rows.map(({ local, to, kind, state, explanation }) => [local, to, kind, state, explanation]),
            )
          : rows.flatMap(atLength)),
      ...unreadable.map((row) => `A message that cannot be read: ${row.problem}`),
    ],
  };
};

/**
 * The other messages of the same person, of other programmes too: read only for one that may have been put off, which is
 * rare.
 */
async function othersTo(app: App, delivery: Delivery, { timeZone }: Explaining): Promise<Delivery[]> {
  const { state, notBefore, date, tenantId, recipient } = delivery;
  const goes = notBefore && localDate(notBefore, timeZone);
  const mayBePutOff = state === 'planned' && goes && isBefore(date, goes);
  if (!mayBePutOff || recipient.kind === 'board') return [];
  const rows = await app.store.ledger.inShard({ tenantId, shard: shardOf(recipientId(delivery)) });
  return rows.map(({ value }) => value);
}

function printedDelivery(delivery: Delivery, explanation: string, { timeZone }: Explaining) {
  const { state, why, notBefore, attempts, activity } = delivery;
  return {
    ...printedMessage(delivery, timeZone),
    state,
    why: why ?? null,
    explanation,
    nextTry: notBefore?.toString() ?? null,
    sentAt: attempts.findLast(({ outcome }) => outcome === 'sent')?.at.toString() ?? null,
    activityId: activity?.activityId ?? null,
    attempts: attempts.map(({ at, outcome, detail }) => ({
      at: at.toString(),
      local: dateAndTime(at, timeZone),
      outcome,
      detail: detail ?? null,
    })),
  };
}

/** One message with its whole history, for whoever asks about one person. */
function atLength(row: ReturnType<typeof printedDelivery>): string[] {
  return [
    `${row.local}  ${row.to}  ${row.kind}  ${row.state}`,
    `  ${row.explanation}`,
    ...table(row.attempts.map(({ local, outcome, detail }) => [`    ${local}`, outcome, detail ?? ''])),
  ];
}

function printedUnreadable({ key, problem }: UnreadableDelivery) {
  const explanation = `Its record in the store cannot be read, so it is not sent. ${problem}`;
  return { key, to: null, state: 'unreadable', why: problem, explanation };
}
