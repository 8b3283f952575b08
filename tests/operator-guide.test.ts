import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../src/calendar/temporal.ts';
import { workingCalendar } from '../src/calendar/working-days.ts';
import { longDate } from '../src/calendar/words.ts';
import { datesFor } from '../src/cycle/dates.ts';
import { datedRungs } from '../src/cycle/rungs.ts';
import { defaultLadder, ProgrammeSettings } from '../src/programme/settings.ts';

const guide = readFileSync(new URL('../docs/operator.md', import.meta.url), 'utf8');
const examples = [...guide.matchAll(/```json\n([\s\S]+?)```/g)].map(([, json]) => json!);

/** The first cell of every table row, without its quotes: `a`, `b`. */
const named = new Set(
  [...guide.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  ),
);

function example(containing: string): string {
  return examples.find((json) => json.includes(containing))!;
}

describe("the operator's guide", () => {
  it('shows a settings file that is accepted', () => {
    const settings = ProgrammeSettings.parse(JSON.parse(example('"title"')));
    expect(settings.leads).toEqual(['priya.raman@council.example']);
  });

  it('shows a status scheme that is accepted', () => {
    const scheme = JSON.parse(`{ "title": "Any", ${example('"statusScheme"')} }`) as unknown;
    expect(ProgrammeSettings.parse(scheme).statusScheme).toMatchObject({ id: 'three-steps' });
  });

  it('explains every key of the settings file', () => {
    const grouped = ['board', 'calendar', 'dates', 'levels'] as const;
    const { shape } = ProgrammeSettings;
    const keys = Object.keys(shape).filter((key) => !(grouped as readonly string[]).includes(key));
    const nested = grouped.flatMap((group) =>
      Object.keys(shape[group].def.innerType.shape).map((key) => `${group}.${key}`),
    );
    expect(nested.length).toBeGreaterThan(10);
    for (const key of [...keys, ...nested]) expect(named).toContain(key);
  });

  it('lists the default ladder', () => {
    for (const { rung, kind, to } of defaultLadder) {
      expect(guide).toMatch(new RegExp(`\\| \`${rung}\` +\\| \`${kind}\` +\\| [^|]+\\| \`${to}\``));
    }
  });

  it('tells a round by the dates that the calendar gives', () => {
    const settings = ProgrammeSettings.parse({ title: 'Any' });
    const calendar = workingCalendar(settings.calendar);
    const outcome = datesFor({
      meeting: Temporal.PlainDate.from('2026-11-19'),
      given: {},
      settings,
      calendar,
      others: [],
      today: Temporal.PlainDate.from('2026-09-01'),
    });
    if (outcome.kind === 'refused') throw new Error(outcome.problems.join(' '));
    const { dates } = outcome;
    const days = [...datedRungs(settings, calendar, dates).map(({ date }) => date), dates.publish];
    expect(days).toHaveLength(defaultLadder.length + 1);
    for (const day of days) expect(guide).toContain(longDate(day).replace(/ \d{4}$/, ''));
  });
});
