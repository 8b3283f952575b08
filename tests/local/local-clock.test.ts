import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from '../../src/calendar/temporal.ts';
import { workingCalendar } from '../../src/calendar/working-days.ts';
import { manualClock } from '../../src/clock.ts';
import { datesFor } from '../../src/cycle/dates.ts';
import { lastSendTime, openLocalClock } from '../../src/local/local-clock.ts';
import { meetingFor } from '../../src/local/load-sample.ts';
import { ownerPersona } from '../../src/local/personas.ts';
import { sampleSettings } from '../../src/local/sample-files.ts';
import { memoryStore } from '../../src/storage/memory-store.ts';
import { localWorld, turnOf } from './local-world.ts';

const settings = await sampleSettings();
const calendar = workingCalendar(settings.calendar);

describe("local mode's clock, on a new store", () => {
  it.each([
    ['a working day after the send time', '2026-11-19T15:00:00Z', '2026-11-19T09:30:00Z'],
    ['a working day at the send time', '2026-11-19T09:30:00Z', '2026-11-19T09:30:00Z'],
    ['a working day before the send time', '2026-11-19T09:29:59Z', '2026-11-18T09:30:00Z'],
    ['a Monday before the send time', '2026-11-23T06:00:00Z', '2026-11-20T09:30:00Z'],
    ['a Saturday', '2026-11-21T12:00:00Z', '2026-11-20T09:30:00Z'],
    ['a Sunday night', '2026-11-22T23:30:00Z', '2026-11-20T09:30:00Z'],
    [
      'the small hours of a summer day, still the day before in UTC',
      '2026-07-08T23:30:00Z',
      '2026-07-08T08:30:00Z',
    ],
    ['Easter Monday', '2026-04-06T12:00:00Z', '2026-04-02T08:30:00Z'],
    ['the bank holiday in August', '2026-08-31T12:00:00Z', '2026-08-28T08:30:00Z'],
    ['Christmas Day', '2026-12-25T12:00:00Z', '2026-12-24T09:30:00Z'],
    ["a day of the council's Christmas closure", '2026-12-30T12:00:00Z', '2026-12-24T09:30:00Z'],
    ["New Year's Day", '2027-01-01T12:00:00Z', '2026-12-24T09:30:00Z'],
    ['the night the clocks go forward', '2026-03-29T01:30:00Z', '2026-03-27T09:30:00Z'],
    ['the Monday after the clocks have gone forward', '2026-03-30T08:30:00Z', '2026-03-30T08:30:00Z'],
    ['the night the clocks go back', '2026-10-25T01:30:00Z', '2026-10-23T08:30:00Z'],
    ['the Monday after the clocks have gone back', '2026-10-26T09:30:00Z', '2026-10-26T09:30:00Z'],
  ])('starts at the last send time of a working day: %s', (_, now, expected) => {
    expect(lastSendTime(calendar, Temporal.Instant.from(now)).toString()).toBe(expected);
  });

  it('starts at most eleven days back, on a working day at the send time, whenever that is', () => {
    const from = Temporal.Instant.from('2026-01-05T00:00:00Z').epochMilliseconds;
    const to = Temporal.Instant.from('2027-12-31T00:00:00Z').epochMilliseconds;
    fc.assert(
      fc.property(fc.integer({ min: from, max: to }), (milliseconds) => {
        const now = Temporal.Instant.fromEpochMilliseconds(milliseconds);
        const start = lastSendTime(calendar, now);
        const local = start.toZonedDateTimeISO('Europe/London');
        expect(Temporal.Instant.compare(start, now)).toBeLessThanOrEqual(0);
        expect(now.since(start).total('hours')).toBeLessThan(24 * 11);
        expect(calendar.isWorkingDay(local.toPlainDate())).toBe(true);
        expect(local.toPlainTime().toString()).toBe('09:30:00');
      }),
    );
  });

  it('opens the sample cycle on the very day on which it starts, on every day of two years', () => {
    for (let day = Temporal.PlainDate.from('2026-01-01'); day.year < 2028; day = day.add({ days: 1 })) {
      if (!calendar.isWorkingDay(day)) continue;
      const meeting = meetingFor(settings, day);
      const counted = datesFor({ meeting, given: {}, settings, calendar, others: [], today: day });
      expect(counted).toMatchObject({ kind: 'dates' });
      if (counted.kind === 'dates') expect(counted.dates.opens.toString()).toBe(day.toString());
    }
  });
});

describe("local mode's clock, later", () => {
  it('keeps its offset over a restart, and takes over what another process has set', async () => {
    const base = manualClock('2026-11-22T12:00:00Z');
    const store = memoryStore();
    await store.prepare();
    const first = await openLocalClock(store.settings, calendar, base);
    base.advance({ hours: 1 });
    expect(first.now().toString()).toBe('2026-11-20T10:30:00Z');
    await first.set(Temporal.Instant.from('2026-12-11T17:00:00Z'));

    base.advance({ hours: 2 });
    const second = await openLocalClock(store.settings, calendar, base);
    expect(second.now().toString()).toBe('2026-12-11T19:00:00Z');
    await second.set(Temporal.Instant.from('2026-12-24T09:30:00Z'));
    expect(first.now().toString()).toBe('2026-12-11T19:00:00Z');
    expect(await first.refresh()).toBe(true);
    expect(first.now().toString()).toBe('2026-12-24T09:30:00Z');
    expect(first.offset()).toBe(second.offset());
    expect(await first.refresh()).toBe(false);
  });
});

describe('the owner persona', () => {
  it.each([
    ['a Sunday night', '2026-11-22T23:30:00Z'],
    ['a working day at noon', '2026-11-19T12:00:00Z'],
    ['a working day before dawn', '2026-11-19T04:00:00Z'],
    ['Christmas Day', '2026-12-25T12:00:00Z'],
    ["a day of the council's Christmas closure", '2026-12-30T12:00:00Z'],
    ['Easter Monday', '2026-04-06T12:00:00Z'],
    ['the night the clocks go forward', '2026-03-29T01:30:00Z'],
    ['the night the clocks go back', '2026-10-25T01:30:00Z'],
  ])('gets the request card as soon as they look: %s', async (_, startedAt) => {
    const { app, sent } = await localWorld(startedAt);
    await app.desk.installed(turnOf(ownerPersona));
    await app.tick();
    expect(sent.map(({ to }) => to)).toEqual(['owner']);
    expect(sent[0]?.card).toContain('0 of 8 done');
    expect(sent[0]?.card).toContain('Priya Raman');
  });

  it('gets it also when they first look in the middle of a later night', async () => {
    const { app, clock, sent } = await localWorld('2026-11-19T12:00:00Z');
    await clock.set(Temporal.Instant.from('2026-11-22T02:00:00Z'));
    await app.tick();
    await app.desk.installed(turnOf(ownerPersona));
    await app.tick();
    expect(sent.map(({ to }) => to)).toEqual(['owner']);
  });
});
