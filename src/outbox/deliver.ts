import { setMaxListeners } from 'node:events';
import pLimit, { type LimitFunction } from 'p-limit';
import { localDate } from '../calendar/local-time.ts';
import { Temporal } from '../calendar/temporal.ts';
import { workingCalendar, type WorkingCalendar } from '../calendar/working-days.ts';
import type { Clock } from '../clock.ts';
import { recipientId } from '../cycle/message.ts';
import type { Logger } from '../log.ts';
import type { Programme } from '../programme/programme.ts';
import type { Person } from '../workflow/person.ts';
import type { PeopleStore, ProgrammeStore, Stored } from '../workflow/ports.ts';
import type { Dispatch } from './dispatch.ts';
import type { Delivery, DeliveryState, NewestCard } from './ledger.ts';
import { patience } from './patience.ts';
import { isLate, isReady, lease, soon } from './policy/ready.ts';
import { nextDaysWindow, sendWindow } from './policy/send-window.ts';
import { settle, settleUnsaid, type Settled } from './policy/settle.ts';
import type { Agenda, AlsoSettled, Draw, Drawn, Ledger, SendOutcome, Shard } from './ports.ts';
import { recentReads } from './recent-reads.ts';
import type { Timer } from './timer.ts';

export interface DeliverDeps {
  store: {
    ledger: Ledger;
    agenda: Agenda;
    people: PeopleStore;
    programmes: Pick<ProgrammeStore, 'find'>;
  };
  clock: Clock;
  timer: Timer;
  /** Makes what draws the messages of a round; what it reads rarely it may keep for as long. */
  newDraw: () => Draw;
  dispatch: Dispatch;
  /** In [0, 1): for jitter. */
  random: () => number;
  newId: () => string;
  log: Logger;
}

export interface Deliverer {
  /** Shards that are delivered in a round share what they read of programmes; a look into the queue begins one. */
  round(): Round;
  /** Claims nothing more, lets go of what has not left, waits a little for what has, and leaves nothing claimed. */
  stop(): Promise<void>;
}

export interface Round {
  /** Delivers whatever a shard has ready. Returns how each message ended that was tried here, by key. */
  deliverShard(shard: Shard): Promise<Map<string, DeliveryState>>;
}

/** Messages of a tenant claimed at once by one process: a crash leaves no more than these unknown. */
export const sendsAtOnce = 24;
/** How long an answer is waited for once the process is to stop, in milliseconds. */
const lastCall = 7000;
/** Between tries to write down how a message ended while the store does not answer, in milliseconds. */
const betweenTries = 2000;
/** How long it is tried, in milliseconds. The write is guarded by its tag, so that coming late does no harm. */
const longestOutage = 15 * 60_000;
/** A message whose turn to be sent has not come for so long is let go, well within its lease. In milliseconds. */
const longestWait = (lease.minutes * 60_000) / 2;

/** What a shard's messages are delivered with, read when the shard was taken. */
interface Around {
  people: ReadonlyMap<string, Person>;
  cards: readonly NewestCard[];
  programmeOf: (id: string) => Promise<Stored<Programme> | undefined>;
  draw: Draw;
}

/**
 * Delivers messages: claim, then look again, then draw the card, then send, then write down how it ended. Claims are
 * guarded by ETags, so any number of processes may do this at once. Each tenant has its own places, so that one whose
 * messages must wait holds nobody else up.
 */
export function createDeliverer(deps: DeliverDeps): Deliverer {
  const { store, clock, timer, log } = deps;
  const stopping = new AbortController();
  // Each message under way listens.
  setMaxListeners(0, stopping.signal);
  const places = new Map<string, LimitFunction>();
  const underWay = new Set<Promise<unknown>>();
  /** Claims in hand here. A clock that jumps ahead ends their lease, and not the sending. */
  const inHand = new Set<string>();

  function placesOf(tenantId: string): LimitFunction {
    const known = places.get(tenantId) ?? pLimit(sendsAtOnce);
    places.set(tenantId, known);
    return known;
  }

  async function deliverShard(
    shard: Shard,
    shared: Pick<Around, 'programmeOf' | 'draw'>,
  ): Promise<Map<string, DeliveryState>> {
    const ended = new Map<string, DeliveryState>();
    const now = clock.now();
    const { unfinished, cards } = await store.ledger.workOf(shard);
    const ready = unfinished.filter(({ value }) => isReady(value, now));
    if (ready.length === 0) return ended;
    const people = await store.people.inShard(shard.tenantId, shard.shard);
    const around: Around = { people, cards, ...shared };
    const place = placesOf(shard.tenantId);
    await Promise.all(
      ready.map((row) =>
        place(async () => {
          if (stopping.signal.aborted) return;
          try {
            const state = await deliver(shard, row, around);
            if (state) ended.set(row.value.key, state);
          } catch (error) {
            // The row keeps its claim; the tick that follows a lease wakes this shard again.
            log.error({ err: error, key: row.value.key }, 'delivery interrupted');
          }
        }),
      ),
    );
    return ended;
  }

  /** Delivers one row, if the claim is won. */
  async function deliver(
    shard: Shard,
    row: Stored<Delivery>,
    around: Around,
  ): Promise<DeliveryState | undefined> {
    const programme = await around.programmeOf(row.value.programmeId);
    if (!programme) return undefined;
    const calendar = workingCalendar(programme.value.settings.calendar);
    const now = clock.now();
    const today = localDate(now, calendar.timeZone);
    const attempt = { shard, row, around, programme, calendar, today, began: timer.now() };
    if (row.value.state === 'claimed') {
      if (inHand.has(row.value.claimId ?? '')) return undefined;
      return giveUp(attempt);
    }
    const mayGo = sendWindow(calendar, now);
    if (isLate(row.value, now) && Temporal.Instant.compare(mayGo, now) > 0) return putOff(attempt, mayGo);

    const claimId = deps.newId();
    const value: Delivery = { ...row.value, state: 'claimed', claimId, leaseUntil: now.add(lease) };
    inHand.add(claimId);
    try {
      const claimed = await claim(attempt, value);
      if (claimed.kind === 'conflict') return undefined;
      if (claimed.kind === 'had-one-today') {
        await putOff(attempt, nextDaysWindow(calendar, now));
        return;
      }
      return await send(attempt, { value, etag: claimed.etag });
    } finally {
      inHand.delete(claimId);
    }
  }

  /** Where no answer comes, the claim may be ours all the same: then it is let go, for nothing has left. */
  async function claim(attempt: Attempt, value: Delivery): ReturnType<Ledger['claim']> {
    try {
      return await store.ledger.claim({ value, etag: attempt.row.etag }, attempt.today);
    } catch (error) {
      await untilWritten(async () => {
        const there = await store.ledger.find(value.tenantId, recipientId(value), value.key);
        if (there && there.value.claimId === value.claimId) await letGo(attempt, there);
      });
      throw error;
    }
  }

  async function send(attempt: Attempt, claim: Stored<Delivery>): Promise<DeliveryState | undefined> {
    const { around, programme } = attempt;
    const { value } = claim;
    const drawn = await drawOr(around, value, programme);
    if (drawn.kind === 'retry') return end(attempt, claim, settledBy(attempt, value, drawn));
    if (drawn.kind === 'nothing') {
      return end(attempt, claim, settleUnsaid(value, drawn.why), dayOf(attempt));
    }
    const to = recipientId(value);
    const older = around.cards.find(
      (card) => card.contactId === to && card.programmeId === value.programmeId,
    );
    const outcome = await sendOr(attempt, value, drawn);
    if (outcome === 'not left') return letGo(attempt, claim);
    const settled = settledBy(attempt, value, outcome);
    const isOver = settled.state === 'unreachable' || settled.state === 'failed';
    const newestCard = drawn.showsList && settled.activity && newestCardOf(value, settled.activity);
    const state = await end(attempt, claim, settled, {
      ...(isOver && dayOf(attempt)),
      ...(newestCard && { newestCard }),
    });
    if (newestCard && older && !stopping.signal.aborted) {
      await beforeTheEnd(deps.dispatch.shrink(older, value, programme.value), undefined);
    }
    if (state === 'unreachable') await perhapsArrived(attempt, claim);
    return state;
  }

  /** A message that cannot be drawn has not left, whatever the reason. */
  async function drawOr(
    { draw }: Around,
    value: Delivery,
    programme: Stored<Programme>,
  ): Promise<Drawn | NotSent> {
    try {
      return await draw(value, programme);
    } catch (error) {
      log.error({ err: error, key: value.key }, 'a message could not be drawn');
      return { kind: 'retry', detail: `not drawn: ${nameOf(error)}` };
    }
  }

  /** How the sending ended; `not left` where nothing of it has, and nothing will. */
  async function sendOr(
    { around, programme, began }: Attempt,
    value: Delivery,
    drawn: Extract<Drawn, { kind: 'message' }>,
  ): Promise<SendOutcome | 'not left'> {
    // Looking again can take long, too; past half its lease a claim is no longer safely ours.
    const left = longestWait - (timer.now() - began);
    if (left <= 0) return 'not left';
    const waiting = patience(left, stopping.signal);
    const { signal } = waiting;
    const person = around.people.get(recipientId(value));
    const sending = deps.dispatch
      .send(value, drawn, { person, programme: programme.value, signal })
      .catch((error: unknown): SendOutcome | 'not left' => {
        if (signal.aborted && error === signal.reason) return 'not left';
        log.error({ err: error, key: value.key }, 'a message was not sent');
        return { kind: 'retry', detail: `not sent: ${nameOf(error)}` };
      });
    const nobodyKnows = { kind: 'unknown', detail: 'stopped while it was being sent' } as const;
    return beforeTheEnd<SendOutcome | 'not left'>(sending, nobodyKnows).finally(() => waiting.over());
  }

  /** Once the process is to stop, an answer is waited for no longer than the last call. */
  function beforeTheEnd<T>(sending: Promise<T>, otherwise: T): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveNotice = (): void => {
        void timer.sleep(lastCall).then(() => resolve(otherwise));
      };
      if (stopping.signal.aborted) giveNotice();
      else stopping.signal.addEventListener('abort', giveNotice, { once: true });
      sending.finally(() => stopping.signal.removeEventListener('abort', giveNotice)).then(resolve, reject);
    });
  }

  /** Whoever has to wait long is written to within the hours of sending. */
  function settledBy({ calendar, today }: Attempt, value: Delivery, outcome: SendOutcome): Settled {
    const now = clock.now();
    const settled = settle(value, outcome, now, deps.random(), (at) =>
      localDate(at, calendar.timeZone).equals(today),
    );
    const { notBefore } = settled;
    const isSoon = !notBefore || Temporal.Instant.compare(notBefore, now.add(soon)) <= 0;
    return isSoon ? settled : { ...settled, notBefore: sendWindow(calendar, notBefore) };
  }

  /**
   * A claim that ran out: the message may have gone. It is `unknown`, and what follows is the policy's to say, within
   * the hours of sending: nobody knows when it was left.
   */
  async function giveUp(attempt: Attempt): Promise<DeliveryState | undefined> {
    const { row, calendar } = attempt;
    const outcome = { kind: 'unknown', detail: 'stopped while it was being sent' } as const;
    const { notBefore, ...settled } = settledBy(attempt, row.value, outcome);
    const again = notBefore && { notBefore: sendWindow(calendar, notBefore) };
    return end(attempt, row, { ...settled, ...again });
  }

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
    if (settled.notBefore) await wakeAgain(shard, value, settled.notBefore);
    if (settled.state === 'unknown') await noteUnconfirmed(around.people.get(recipientId(value)), value.key);
    return written === 'written' ? settled.state : undefined;
  }

  async function untilWritten<T>(write: () => Promise<T>): Promise<T> {
    const started = timer.now();
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (timer.now() - started > longestOutage || stopping.signal.aborted) throw error;
        log.warn({ err: error }, 'what was sent could not be written down yet');
        await timer.sleep(betweenTries);
      }
    }
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
    const { why: _, ...rest } = row.value;
    const again: Delivery = { ...rest, state: 'planned', notBefore: clock.now() };
    await store.ledger.replace({ value: again, etag: row.etag });
    await wakeAgain(shard, value, clock.now());
  }

  async function wakeAgain({ shard }: Shard, delivery: Delivery, due: Temporal.Instant): Promise<void> {
    const { tenantId, programmeId, cycleId } = delivery;
    await store.agenda.add({ tenantId, programmeId, cycleId, shard, due });
  }

  return {
    round() {
      const programmeOf = recentReads((id) => store.programmes.find(id), timer);
      const shared = { programmeOf, draw: deps.newDraw() };
      return {
        deliverShard(shard) {
          const work = deliverShard(shard, shared);
          underWay.add(work);
          const done = () => void underWay.delete(work);
          work.then(done, done);
          return work;
        },
      };
    },
    async stop() {
      stopping.abort(new Error('The process is stopping.'));
      await Promise.allSettled(underWay);
    },
  };
}

/** One try at one row. */
interface Attempt {
  shard: Shard;
  /** As it was before the claim. */
  row: Stored<Delivery>;
  around: Around;
  programme: Stored<Programme>;
  calendar: WorkingCalendar;
  /** The programme's local day, which the claim took. */
  today: Temporal.PlainDate;
  /** When it began, by the process's own time: at the claim, or a little before. */
  began: number;
}

/** What nothing came of leaves the day free, unless an earlier try of the same day may have arrived. */
function dayOf({ row, calendar, today }: Attempt): AlsoSettled {
  const mayHaveCome = row.value.attempts.some(
    ({ at, outcome }) => outcome === 'unknown' && localDate(at, calendar.timeZone).equals(today),
  );
  return mayHaveCome ? {} : { freesDay: today };
}

type NotSent = Extract<SendOutcome, { kind: 'retry' }>;

function newestCardOf(value: Delivery, activity: NonNullable<Settled['activity']>): NewestCard {
  const { programmeId, cycleId } = value;
  return { ...activity, contactId: recipientId(value), programmeId, cycleId };
}

/** For the operator: what kind of error it was, and none of its words, which may be somebody's. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}
