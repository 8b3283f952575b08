import pLimit from 'p-limit';
import { localDate } from '../calendar/local-time.ts';
import type { Temporal } from '../calendar/temporal.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { CycleKey, Stored } from '../workflow/ports.ts';
import { settle, type Settled } from './policy/settle.ts';
import { isReady, lease } from './policy/ready.ts';
import { nextDaysWindow } from './policy/send-window.ts';
import type { Delivery, DeliveryState } from './ledger.ts';
import type { Agenda, Draw, Ledger, Shard } from './ports.ts';
import type { Dispatch } from './dispatch.ts';

export interface DeliverDeps {
  store: { ledger: Ledger; agenda: Agenda };
  clock: Clock;
  /** The calendar of a delivery's programme; undefined when the programme is gone. */
  calendarOf: (programmeId: string) => Promise<WorkingCalendar | undefined>;
  draw: Draw;
  dispatch: Dispatch;
  /** In [0, 1): for jitter. */
  random: () => number;
  newId: () => string;
  log: Logger;
}

/** Sends under way at once from one shard; a crash leaves no more than these unknown. */
const sendsAtOnce = 8;

/**
 * Delivers whatever a shard has ready: claim, then look again, then draw the card, then send. Claims are guarded by
 * ETags, so any number of workers may do this at once. Returns how each message ended that this worker tried, by key.
 */
export async function deliverShard(deps: DeliverDeps, shard: Shard): Promise<Map<string, DeliveryState>> {
  const ended = new Map<string, DeliveryState>();
  const now = deps.clock.now();
  const ready = (await deps.store.ledger.inShard(shard)).filter(({ value }) => isReady(value, now));
  await pLimit(sendsAtOnce).map(ready, async (row) => {
    try {
      const state = await deliver(deps, shard, row);
      if (state) ended.set(row.value.key, state);
    } catch (error) {
      // The row keeps its claim; the tick that follows a lease wakes this shard again.
      deps.log.error({ err: error, key: row.value.key }, 'delivery interrupted');
    }
  });
  return ended;
}

/** Delivers one row, if the claim is won. */
async function deliver(
  deps: DeliverDeps,
  shard: Shard,
  row: Stored<Delivery>,
): Promise<DeliveryState | undefined> {
  const calendar = await deps.calendarOf(row.value.programmeId);
  if (!calendar) return undefined;
  const now = deps.clock.now();
  const abandoned = row.value.state === 'claimed';
  if (abandoned) return giveUp(deps, shard, row, calendar);

  const today = localDate(now, calendar.timeZone);
  const claim: Delivery = {
    ...row.value,
    state: 'claimed',
    claimId: deps.newId(),
    leaseUntil: now.add(lease),
  };
  const claimed = await deps.store.ledger.claim({ value: claim, etag: row.etag }, today);
  if (claimed.kind === 'conflict') return undefined;
  if (claimed.kind === 'had-one-today') return putOff(deps, shard, row, nextDaysWindow(calendar, now));

  const drawn = await deps.draw(claim);
  if (drawn.kind === 'nothing') {
    const done = await finish(deps, shard, claim, claimed.etag, {
      state: 'skipped',
      why: drawn.why,
      attempts: claim.attempts,
    });
    await deps.store.ledger.releaseDay(claim, today);
    return done;
  }
  const outcome = await deps.dispatch(claim, drawn);
  const settled = settle(claim, outcome, deps.clock.now(), deps.random(), (at) =>
    localDate(at, calendar.timeZone).equals(today),
  );
  const done = await finish(deps, shard, claim, claimed.etag, settled);
  if (settled.state === 'unreachable' || settled.state === 'failed') {
    await deps.store.ledger.releaseDay(claim, today);
  }
  return done;
}

/** A claim that ran out: the message may have gone. It is `unknown`, and what follows is the policy's to say. */
async function giveUp(
  deps: DeliverDeps,
  shard: Shard,
  { value, etag }: Stored<Delivery>,
  calendar: WorkingCalendar,
): Promise<DeliveryState | undefined> {
  const now = deps.clock.now();
  const outcome = { kind: 'unknown', detail: 'stopped while it was being sent' } as const;
  const today = localDate(now, calendar.timeZone);
  const settled = settle(value, outcome, now, 0, (at) => localDate(at, calendar.timeZone).equals(today));
  return finish(deps, shard, value, etag, settled);
}

/** Somebody who had a message today gets this one on the next working day. */
async function putOff(
  deps: DeliverDeps,
  shard: Shard,
  { value, etag }: Stored<Delivery>,
  notBefore: Temporal.Instant,
): Promise<DeliveryState | undefined> {
  await deps.store.agenda.add({ ...cycleOf(value), shard: shard.shard, due: notBefore });
  await deps.store.ledger.replace({ value: { ...value, notBefore }, etag });
  return undefined;
}

/** Writes down how an attempt ended, and has the shard woken again where it goes on. */
async function finish(
  deps: DeliverDeps,
  { shard }: Shard,
  claim: Delivery,
  etag: string,
  settled: Settled,
): Promise<DeliveryState | undefined> {
  const { claimId: _claim, leaseUntil: _lease, notBefore: _time, why: _why, ...rest } = claim;
  const written = await deps.store.ledger.replace({ value: { ...rest, ...settled }, etag });
  deps.log.info(
    { key: claim.key, state: settled.state, detail: settled.attempts.at(-1)?.detail },
    'delivery settled',
  );
  if (settled.notBefore) await deps.store.agenda.add({ ...cycleOf(claim), shard, due: settled.notBefore });
  return written.kind === 'written' ? settled.state : undefined;
}

function cycleOf({ tenantId, programmeId, cycleId }: Delivery): CycleKey {
  return { tenantId, programmeId, cycleId };
}
