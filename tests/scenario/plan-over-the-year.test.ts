import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PrintedMessage } from '../../src/cli/messages.ts';
import { startCouncil, type Council } from './council.ts';
import { sampleFiles } from './sample-files.ts';

/** In England and Wales, as the government publishes them; then the days on which the sample's council is shut. */
const daysOff = [
  ...['2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31'],
  ...['2026-12-25', '2026-12-28', '2027-01-01'],
  ...['2026-12-29', '2026-12-30', '2026-12-31'],
];

const cycles = [
  { cycle: 'spring', meeting: '2026-04-23', over: 'the start of summer time', between: '2026-03-29' },
  { cycle: 'autumn', meeting: '2026-11-19', over: 'the end of summer time', between: '2026-10-25' },
  { cycle: 'winter', meeting: '2027-01-28', over: 'Christmas', between: '2026-12-25' },
];

let council: Council;
const plans = new Map<string, PrintedMessage[]>();

beforeAll(async () => {
  council = await startCouncil();
  await council.importFiles(await sampleFiles());
  for (const { cycle, meeting } of cycles) {
    await council.addCycle(cycle, meeting);
    plans.set(cycle, await council.plan(cycle));
  }
}, 120_000);
afterAll(() => council.close());

describe.each(cycles)('the plan of a cycle over $over', ({ cycle, between }) => {
  const plan = (): PrintedMessage[] => plans.get(cycle) ?? [];

  it('has messages before it and after it', () => {
    expect(plan().some(({ local }) => local < between)).toBe(true);
    expect(plan().some(({ local }) => local.slice(0, 10) > between)).toBe(true);
  });

  it('sends nothing on a weekend or a day off', () => {
    const wrong = plan().filter(({ at }) => {
      const { weekday, date } = inLondon(at);
      return weekday === 'Sat' || weekday === 'Sun' || daysOff.includes(date);
    });
    expect(wrong).toEqual([]);
  });

  it('sends everything at half past nine in London, but what goes to the lead at the close, at five', () => {
    for (const { at, local, kind, to } of plan()) {
      const { date, time } = inLondon(at);
      expect(`${date}T${time}`).toBe(local);
      expect({ kind, to, time }).toEqual(
        kind === 'close'
          ? { kind, to: 'priya.raman@council.example', time: '17:00' }
          : { kind, to, time: '09:30' },
      );
    }
  });

  it('sends a contact one message a rung and a day, and at most four', () => {
    for (const own of byRecipient(plan()).values()) {
      expect(own.length).toBeLessThanOrEqual(4);
      expect(distinct(own.map(({ local }) => local.slice(0, 10)))).toHaveLength(own.length);
      const rungs = own.flatMap(({ sections }) => sections.map(({ rung }) => rung));
      expect(distinct(rungs)).toHaveLength(rungs.length);
    }
  });

  it('asks each contact once, about all that is theirs', () => {
    const requests = plan().filter(({ kind }) => kind === 'request');
    expect(distinct(requests.map(({ to }) => to))).toHaveLength(requests.length);
    const refs = requests.flatMap((message) => message.refs);
    expect(refs).toHaveLength(23);
    expect(distinct(refs)).toHaveLength(23);
  });

  it('says how each is reached', () => {
    const by = new Map(plan().map((message) => [message.to, message.by]));
    expect(by.get('amara.okafor@council.example')).toBe('teams');
    expect(by.get('fiona.ballantyne@nhs.example')).toBe('email');
  });
});

function byRecipient(plan: PrintedMessage[]): Map<string, PrintedMessage[]> {
  return new Map(
    distinct(plan.map(({ to }) => to)).map((to) => [to, plan.filter((message) => message.to === to)]),
  );
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)];
}

/** By the time zone data of JavaScript itself, which the product does not use for this. */
function inLondon(at: string): { weekday: string; date: string; time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(at));
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return {
    weekday: part('weekday'),
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}
