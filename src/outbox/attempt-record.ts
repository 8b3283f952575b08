import type { Temporal } from '../calendar/temporal.ts';
import type { Clock } from '../clock.ts';
import { recipientId } from '../cycle/message.ts';
import type { Logger } from '../log.ts';
import type { Person } from '../workflow/people/person.ts';
import type { PeopleStore, Stored } from '../workflow/ports.ts';
import { dayOf, personAt, type Attempt } from './attempt.ts';
import type { Delivery, DeliveryState } from './ledger.ts';
import { plannedAgain } from './planned-again.ts';
import type { Settled } from './policy/settle.ts';
import type { Agenda, AlsoSettled, Ledger, Shard } from './ports.ts';
import type { Timer } from './timer.ts';

export interface AttemptRecordDeps {
  store: { ledger: Ledger; agenda: Agenda; people: Pick<PeopleStore, 'byEmail' | 'upsert'> };
  clock: Clock;
  timer: Timer;
  log: Logger;
  /** Whether the process is to stop: then nothing is tried again. */
  isStopping: () => boolean;
}

/** Between tries to write down how a message ended while the store does not answer, in milliseconds. */
const betweenTries = 2000;
/** How long it is tried, in milliseconds. The write is guarded by its tag, so that coming late does no harm. */
const longestOutage = 15 * 60_000;

export type AttemptRecord = ReturnType<typeof createAttemptRecord>;

/** Writes down what became of attempts, and has the shard woken again where they go on. */
export function createAttemptRecord({ store, clock, timer, log, isStopping }: AttemptRecordDeps) {
  /** Not now: somebody who had a message today gets this one on the next working day, and nobody gets one at night. */
  async function putOff({ shard, row }: Attempt, notBefore: Temporal.Instant): Promise<undefined> {
    await wakeAgain(shard, row.value, notBefore);
    await store.ledger.replace({ value: { ...row.value, notBefore }, etag: row.etag });
  }

  /** Nothing of it has left: it is as it was before the claim, for whoever comes next. */
  async function letGo(attempt: Attempt, { etag }: Stored<Delivery>): Promise<undefined> {
    const { shard, row } = attempt;
    await store.ledger.settle({ value: row.value, etag }, dayOf(attempt));
    await wakeAgain(shard, row.value, clock.now());
  }

  /**
   * Writes down how an attempt ended, and has the shard woken again where it goes on. What Teams said is known only
   * here, so a store that does not answer is asked again and again.
   */
  async function end(
    { shard, around }: Attempt,
    { value, etag }: Stored<Delivery>,
    settled: Settled,
    also: AlsoSettled = {},
  ): Promise<DeliveryState | undefined> {
    const { claimId: _claim, leaseUntil: _lease, notBefore: _time, why: _why, ...rest } = value;
    const ended: Stored<Delivery> = { value: { ...rest, ...settled }, etag };
    const written = await untilWritten(() => store.ledger.settle(ended, also));
    log.info(
      { key: value.key, state: settled.state, detail: settled.attempts.at(-1)?.detail },
      'delivery settled',
    );
    // The row says all that must be known. What fails from here on is made up by the look at the end of the lease.
    try {
      if (settled.notBefore) await wakeAgain(shard, value, settled.notBefore);
      if (settled.state === 'unknown')
        await noteUnconfirmed(personAt(around, value) ?? (await metAt(value)), value.key);
    } catch (error) {
      log.warn({ err: error, key: value.key }, 'what follows from a delivery was not written');
    }
    return written === 'written' ? settled.state : undefined;
  }

  async function untilWritten<T>(write: () => Promise<T>): Promise<T> {
    const started = timer.now();
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (timer.now() - started > longestOutage || isStopping()) throw error;
        log.warn({ err: error }, 'what was sent could not be written down yet');
        await timer.sleep(betweenTries);
      }
    }
  }

  /** Somebody with several addresses can lie in another shard than their messages. */
  async function metAt({ tenantId, recipient }: Delivery): Promise<Person | undefined> {
    if (recipient.kind === 'board') return undefined;
    return (await store.people.byEmail(tenantId, recipient.email))?.value;
  }

  /** Their next act on a card shows that it arrived; so that their turn knows, it stands on the person. */
  async function noteUnconfirmed(person: Person | undefined, key: string): Promise<void> {
    if (!person) return;
    await store.people.upsert(person, (current = person) => ({
      ...current,
      unconfirmed: [...new Set([...(current.unconfirmed ?? []), key])],
    }));
  }

  /**
   * Somebody may have come while their message was found undeliverable: then whoever welcomed them found it in our
   * hands, and left it. One of the two sees the other's write.
   */
  async function perhapsArrived({ shard }: Attempt, { value }: Stored<Delivery>): Promise<void> {
    if (value.recipient.kind === 'board' || value.recipient.by === 'email') return;
    const met = await store.people.byEmail(value.tenantId, value.recipient.email);
    if (!met?.value.address || met.value.unreachable !== undefined) return;
    const row = await store.ledger.find(value.tenantId, recipientId(value), value.key);
    if (row?.value.state !== 'unreachable') return;
    await store.ledger.replace({ value: plannedAgain(row.value, clock.now()), etag: row.etag });
    await wakeAgain(shard, value, clock.now());
  }

  async function wakeAgain({ shard }: Shard, delivery: Delivery, due: Temporal.Instant): Promise<void> {
    const { tenantId, programmeId, cycleId } = delivery;
    await store.agenda.add({ tenantId, programmeId, cycleId, shard, due });
  }

  return { putOff, letGo, end, untilWritten, perhapsArrived };
}
