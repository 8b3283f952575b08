import { localDate } from '../calendar/local-time.ts';
import { sendWindow } from '../calendar/send-window.ts';
import { Temporal } from '../calendar/temporal.ts';
import type { Clock } from '../clock.ts';
import { recipientId } from '../cycle/message.ts';
import type { Logger } from '../log.ts';
import type { Programme } from '../programme/programme.ts';
import type { Stored } from '../workflow/ports.ts';
import { addressedTo, dayOf, newestCardOf, personAt, type Around, type Attempt } from './attempt.ts';
import type { AttemptRecord } from './attempt-record.ts';
import type { Dispatch } from './dispatch.ts';
import type { Delivery, DeliveryState } from './ledger.ts';
import { patience } from './patience.ts';
import { lease, soon } from './policy/ready.ts';
import { settle, settleUnsaid, type Settled } from './policy/settle.ts';
import type { Drawn, SendOutcome } from './ports.ts';
import type { Timer } from './timer.ts';

export interface SendingDeps {
  clock: Clock;
  timer: Timer;
  dispatch: Dispatch;
  /** In [0, 1): for jitter. */
  random: () => number;
  log: Logger;
}

/** What becomes of a message once it is claimed. Each returns how it ended, where that was written down here. */
export interface Sending {
  /** Looks again, draws the card, sends it, and writes down how that ended. */
  send(attempt: Attempt, claim: Stored<Delivery>): Promise<DeliveryState | undefined>;
  /**
   * A claim that ran out: the message may have gone. It is `unknown`, and what follows is the policy's to say, within
   * the hours of sending: nobody knows when it was left.
   */
  giveUp(attempt: Attempt): Promise<DeliveryState | undefined>;
}

/** How long an answer is waited for once the process is to stop, in milliseconds. */
const lastCall = 7000;
/** A message whose turn to be sent has not come for so long is let go, well within its lease. In milliseconds. */
const longestWait = (lease.minutes * 60_000) / 2;

/** Sends claimed messages, until the signal says that the process is to stop. */
export function createSending(deps: SendingDeps, record: AttemptRecord, stopping: AbortSignal): Sending {
  const { clock, timer, log } = deps;
  const { letGo, end, perhapsArrived } = record;

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
      if (newestCard && older && !stopping.aborted) {
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
    const waiting = patience(left, stopping);
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
      if (stopping.aborted) giveNotice();
      else stopping.addEventListener('abort', giveNotice, { once: true });
      sending.finally(() => stopping.removeEventListener('abort', giveNotice)).then(resolve, reject);
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

  async function giveUp(attempt: Attempt): Promise<DeliveryState | undefined> {
    const { row, calendar } = attempt;
    const outcome = { kind: 'unknown', detail: 'stopped while it was being sent' } as const;
    const { notBefore, ...settled } = settledBy(attempt, row.value, outcome);
    const again = notBefore && { notBefore: sendWindow(calendar, notBefore) };
    return end(attempt, row, { ...settled, ...again });
  }

  return { send, giveUp };
}

type NotSent = Extract<SendOutcome, { kind: 'retry' }>;

/** For the operator: what kind of error it was, and none of its words, which may be somebody's. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}
