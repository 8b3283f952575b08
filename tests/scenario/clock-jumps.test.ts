import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localDate } from '../../src/calendar/local-time.ts';
import { Temporal } from '../../src/calendar/temporal.ts';
import { workingCalendar } from '../../src/calendar/working-days.ts';
import type { Delivery } from '../../src/outbox/ledger.ts';
import { readyAt } from '../../src/outbox/policy/ready.ts';
import { programmeSettings } from '../builders/settings.ts';
import { after } from './after.ts';
import { startCouncil, type Council } from './council.ts';
import { emailOf, meetCrowd, type MetCrowd } from './met-crowd.ts';
import { arrivals, disagreements, isOpen } from './truth.ts';
import { until } from './until.ts';

const size = 80;
const hour = 3600;
const day = 24 * hour;
const calendar = workingCalendar(programmeSettings().calendar);

let council: Council;

beforeAll(async () => {
  council = await startCouncil({ limits: 'off', latencyMs: 400, environment: { SEND_RATE: 'off' } });
}, 120_000);
afterAll(() => council.close());

/** Sets the clock in the middle of a round that a server sends, with some messages to be tried again later. */
async function jumpWhileSending(crowd: MetCrowd, from: string, to: string): Promise<void> {
  await council.setClock(from);
  council.teams.failNext('send', { kind: 'status', status: 503, retryAfter: 2 * hour }, 10);
  const before = total(crowd);
  const server = await council.serve('on');
  await until('some have it', () => total(crowd) >= before + 10, 60);
  await council.setClock(to);
  // It neither asks Teams anything, nor has anything in hand.
  let asked = { requests: 0, since: 0 };
  await until('the server has done what it can', async () => {
    const { requests } = council.teams.report();
    if (requests !== asked.requests) asked = { requests, since: performance.now() };
    const isQuiet = performance.now() - asked.since > 1500;
    return isQuiet && !(await crowd.deliveries()).some(({ state }) => state === 'claimed');
  });
  await server.stop();
}

/** Ticks whenever anything may be tried, as the time for it comes. */
async function untilOver(crowd: MetCrowd, from: string): Promise<void> {
  let now = Temporal.Instant.from(from);
  for (;;) {
    const { now: ticked } = await council.tick(now.toString());
    const times = (await crowd.deliveries()).filter(isOpen).flatMap((row) => readyAt(row) ?? []);
    const [soonest] = times.sort((a, b) => Temporal.Instant.compare(a, b));
    if (!soonest) return;
    now = [Temporal.Instant.from(ticked).add({ seconds: 1 }), soonest].reduce((a, b) =>
      Temporal.Instant.compare(a, b) < 0 ? b : a,
    );
  }
}

function total(crowd: MetCrowd): number {
  return crowd.counts().reduce((sum, count) => sum + count, 0);
}

/** When messages went, but for those on their way as the clock jumped: they are written down as of after it. */
function sentTimes(rows: readonly Delivery[], jumps: readonly string[]): Temporal.Instant[] {
  return rows
    .flatMap(({ attempts }) => attempts.filter(({ outcome }) => outcome === 'sent').map(({ at }) => at))
    .filter((at) => !jumps.some((jump) => isJustAfter(jump, at)));
}

function isJustAfter(jump: string, at: Temporal.Instant): boolean {
  const seconds = (at.epochMilliseconds - Date.parse(jump)) / 1000;
  return seconds >= 0 && seconds < 15;
}

describe('a clock that jumps while messages are sent and tried again', () => {
  const jumps: { jump: string; meeting: string; jumped: (from: string) => string }[] = [
    { jump: 'back an hour', meeting: '2026-06-25', jumped: (from) => after(from, -hour) },
    // To a Saturday.
    { jump: 'forward three days', meeting: '2026-06-25', jumped: (from) => after(from, 3 * day) },
    {
      jump: 'over the hour that March leaves out',
      meeting: '2026-05-13',
      jumped: () => '2026-03-29T01:00:00Z',
    },
    {
      jump: 'into the hour that October has twice',
      meeting: '2026-12-04',
      jumped: () => '2026-10-25T00:30:00Z',
    },
  ];
  it.each(jumps)(
    '$jump: nobody is missed, written to twice, at night or on a day of rest',
    async (row) => {
      const programme = `jump${jumps.indexOf(row)}`;
      const crowd = await meetCrowd(council, { size, programme, meeting: row.meeting });
      const landings: string[] = [];
      for (const [round, kind] of (['request', 'reminder'] as const).entries()) {
        // Late enough for an hour back to be within the hours of sending.
        const from = after(crowd.rungAt(kind), 2 * hour);
        const to = round === 0 ? row.jumped(from) : after(from, round * 3 * day);
        landings.push(to);
        await jumpWhileSending(crowd, from, to);
        await untilOver(crowd, after(to, 60));
      }
      const rows = await crowd.deliveries();
      // What a clock that is far ahead has overtaken is not sent at all.
      expect(rows.filter(({ state }) => state !== 'sent' && state !== 'superseded')).toEqual([]);
      expect(rows.filter((one) => arrivals(one).most !== (one.state === 'sent' ? 1 : 0))).toEqual([]);
      expect(disagreements(crowd, rows)).toEqual([]);
      for (const { email } of crowd.people) {
        const own = rows.filter((one) => emailOf(one) === email);
        expect(own.at(-1)?.state).toBe('sent');
      }

      const local = sentTimes(rows, landings).map((at) => at.toZonedDateTimeISO(calendar.timeZone));
      const badTimes = local.filter(
        (at) => !calendar.isWorkingDay(at.toPlainDate()) || at.hour < 9 || at.hour >= 20,
      );
      expect(badTimes.map(String)).toEqual([]);
      for (const { email } of crowd.people) {
        const own = rows.filter((one) => emailOf(one) === email);
        const days = sentTimes(own, landings).map((at) => localDate(at, calendar.timeZone).toString());
        expect(new Set(days).size).toBe(days.length);
      }
    },
    200_000,
  );
});
