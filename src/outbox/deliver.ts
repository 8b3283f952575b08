import { setMaxListeners } from 'node:events';
import pLimit, { type LimitFunction } from 'p-limit';
import { localDate } from '../calendar/local-time.ts';
import { nextDaysWindow, sendWindow } from '../calendar/send-window.ts';
import { Temporal } from '../calendar/temporal.ts';
import { workingCalendar } from '../calendar/working-days.ts';
import type { Clock } from '../clock.ts';
import { recipientId } from '../cycle/message.ts';
import type { Logger } from '../log.ts';
import type { Programme } from '../programme/programme.ts';
import type { PeopleStore, ProgrammeStore, Stored } from '../workflow/ports.ts';
import { addressedTo, dayOf, newestCardOf, personAt, type Around, type Attempt } from './attempt.ts';
import { createAttemptRecord } from './attempt-record.ts';
import type { Dispatch } from './dispatch.ts';
import type { Delivery, DeliveryState } from './ledger.ts';
import { patience } from './patience.ts';
import { isLate, isReady, lease, soon } from './policy/ready.ts';
import { settle, settleUnsaid, type Settled } from './policy/settle.ts';
import type { Agenda, Draw, Drawn, Ledger, SendOutcome, Shard } from './ports.ts';
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
/** A message whose turn to be sent has not come for so long is let go, well within its lease. In milliseconds. */
const longestWait = (lease.minutes * 60_000) / 2;

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
  const isStopping = (): boolean => stopping.signal.aborted;
  const { putOff, letGo, end, untilWritten, perhapsArrived } = createAttemptRecord({ ...deps, isStopping });

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
          if (isStopping()) return;
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
    if (isLate(row.value, now)) {
      const mayGo = sendWindow(calendar, now);
      if (Temporal.Instant.compare(mayGo, now) > 0) return putOff(attempt, mayGo);
    }

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
    const drawn = await drawOr(around, claim.value, programme);
    if (drawn.kind === 'retry') return end(attempt, claim, settledBy(attempt, claim.value, drawn));
    if (drawn.kind === 'nothing') {
      return end(attempt, claim, settleUnsaid(claim.value, drawn.why), dayOf(attempt));
    }
    const value = addressedTo(claim.value, drawn.to);
    const addressed = { ...claim, value };
    const to = recipientId(value);
    const older = around.cards.find(
      (card) => card.contactId === to && card.programmeId === value.programmeId,
    );
    const outcome = await sendOr(attempt, value, drawn);
    if (outcome === 'not left') return letGo(attempt, claim);
    const settled = settledBy(attempt, value, outcome);
    const isOver = settled.state === 'unreachable' || settled.state === 'failed';
    const newestCard = drawn.showsList && settled.activity && newestCardOf(value, settled.activity);
    const state = await end(attempt, addressed, settled, {
      ...(isOver && dayOf(attempt)),
      ...(newestCard && { newestCard }),
    });
    try {
      if (newestCard && older && !isStopping()) {
        await beforeTheEnd(deps.dispatch.shrink(older, value, programme.value), undefined);
      }
      if (state === 'unreachable') await perhapsArrived(attempt, addressed);
    } catch (error) {
      // How the message ended is written down already.
      log.warn({ err: error, key: value.key }, 'what follows from a delivery was not done');
    }
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
    const person = personAt(around, value);
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
      if (isStopping()) giveNotice();
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

type NotSent = Extract<SendOutcome, { kind: 'retry' }>;

/** For the operator: what kind of error it was, and none of its words, which may be somebody's. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}
