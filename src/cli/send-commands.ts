import { dateAndTime } from '../calendar/words.ts';
import { groupedBy } from '../programme/grouped.ts';
import { addressOf } from '../outbox/addressed.ts';
import type { Resent } from '../outbox/ports.ts';
import type { App } from '../app.ts';
import type { CycleKey } from '../workflow/ports.ts';
import { cycleArgument } from './arguments.ts';
import type { Run } from './command.ts';
import type { CycleOptions } from './cycle-commands.ts';
import { Refused, table } from './output.ts';
import { messages, printedStop, stopLines, unreadableLines } from './stopped.ts';

type Options = CycleOptions & { to?: string };

/** `resend`: sends again what was given up; never what was sent, superseded or skipped. */
export const resendCommand: Run<Options> = async ({ app }, options) => {
  const key = await cycleArgument(app.store.programmes, options);
  const { state, timeZone } = await headOf(app, key);
  if (state === 'cancelled') {
    throw new Refused([`The cycle "${key.cycleId}" was cancelled: nothing of it is sent any more.`]);
  }
  const resent = await app.outbox.resend(key, options.to);
  return {
    document: {
      programme: key.programmeId,
      cycle: key.cycleId,
      resent: resent.again.length,
      goesAt: resent.goesAt.toString(),
      messages: resent.again.map(({ delivery, mayArriveTwice }) => ({
        key: delivery.key,
        to: addressOf(delivery),
        state: delivery.state,
        why: delivery.why ?? null,
        mayArriveTwice,
      })),
      unreadable: resent.unreadable.length,
      left: resent.left.map(({ delivery, why }) => ({
        key: delivery.key,
        to: addressOf(delivery),
        state: delivery.state,
        why,
      })),
    },
    lines: resendLines(resent, timeZone, options.to !== undefined),
  };
};

function resendLines({ again, left, goesAt, unreadable }: Resent, timeZone: string, each: boolean): string[] {
  const twice = again.filter(({ mayArriveTwice }) => mayArriveTwice).length;
  return [
    again.length === 0
      ? 'There is nothing to send again.'
      : `${messages(again.length)} sent again, from ${dateAndTime(goesAt, timeZone)} on:`,
    ...table(again.map(({ delivery }) => [`  ${addressOf(delivery)}`, delivery.state, delivery.why ?? ''])),
    ...(twice === 0
      ? []
      : [`${messages(twice)} of unknown arrival: whoever got it the first time gets it twice.`]),
    ...(again.length === 0
      ? []
      : ['Whoever owes nothing any more gets nothing, and nobody gets two messages on one day.']),
    ...leftLines(left, each),
    ...unreadableLines(unreadable),
  ];
}

/** Of one person, every message that was left; of everybody, how many and why. */
function leftLines(left: Resent['left'], each: boolean): string[] {
  if (left.length === 0) return [];
  const head =
    left.length === 1 ? '1 message is left as it is:' : `${left.length} messages are left as they are:`;
  if (each)
    return [head, ...table(left.map(({ delivery, why }) => [`  ${delivery.key}`, delivery.state, why]))];
  const kinds = groupedBy(left, ({ delivery, why }) => `${delivery.state}: ${why}`);
  return [head, ...table([...kinds].map(([what, own]) => [`  ${own.length}`, what]))];
}

/** `cancel`: stops messages that have not gone. Later rungs of the ladder still go. */
export const cancelCommand: Run<Options> = async ({ app }, options) => {
  const key = await cycleArgument(app.store.programmes, options);
  const { to } = options;
  const outcome = await app.outbox.stop(key, {
    why: 'stopped by the operator',
    ...(to !== undefined && { to }),
  });
  return {
    document: { programme: key.programmeId, cycle: key.cycleId, ...printedStop(outcome) },
    lines: [
      ...stopLines(outcome),
      'Messages that fall due later still go. To stop the whole cycle: cycle cancel.',
    ],
  };
};

async function headOf(app: App, key: CycleKey) {
  const programme = await app.store.programmes.find(key.programmeId);
  const cycle = programme?.value.cycles.find(({ id }) => id === key.cycleId);
  if (!programme || !cycle) throw new Refused([`There is no cycle "${key.cycleId}" any more.`]);
  return { state: cycle.state, timeZone: programme.value.settings.calendar.timeZone };
}
