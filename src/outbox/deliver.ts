import { setMaxListeners } from 'node:events';
import pLimit, { type LimitFunction } from 'p-limit';
import { localDate } from '../calendar/local-time.ts';
import { nextDaysWindow, sendWindow } from '../calendar/send-window.ts';
import { isAfter } from '../calendar/order.ts';
import { workingCalendar } from '../calendar/working-days.ts';
import { recipientId } from '../cycle/message.ts';
import type { PeopleStore, ProgrammeStore, Stored } from '../workflow/ports.ts';
import type { Around, Attempt } from './attempt.ts';
import { createAttemptRecord } from './attempt-record.ts';
import type { Delivery, DeliveryState } from './ledger.ts';
import { isLate, isReady, lease } from './policy/ready.ts';
import type { Agenda, Draw, Ledger, Shard } from './ports.ts';
import { recentReads } from './recent-reads.ts';
import { createSending, type SendingDeps } from './send-claimed.ts';

export interface DeliverDeps extends SendingDeps {
  store: {
    ledger: Ledger;
    agenda: Agenda;
    people: PeopleStore;
    programmes: Pick<ProgrammeStore, 'find'>;
  };
  /** Makes what draws the messages of a round; what it reads rarely it may keep for as long. */
  newDraw: () => Draw;
  newId: () => string;
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
  const record = createAttemptRecord({ ...deps, isStopping });
  const { putOff, letGo, untilWritten } = record;
  const sending = createSending(deps, record, stopping.signal);

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
      return sending.giveUp(attempt);
    }
    if (isLate(row.value, now)) {
      const mayGo = sendWindow(calendar, now);
      if (isAfter(mayGo, now)) return putOff(attempt, mayGo);
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
      return await sending.send(attempt, { value, etag: claimed.etag });
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
