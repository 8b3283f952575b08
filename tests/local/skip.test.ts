import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../src/calendar/temporal.ts';
import { chairPersona, leadPersona } from '../../src/local/personas.ts';
import { skipTarget } from '../../src/local/skip-target.ts';
import { loadCycle } from '../../src/workflow/rounds/load-cycle.ts';
import { cycleStatus } from '../../src/workflow/rounds/cycle-status.ts';
import { planState } from '../builders/plan-state.ts';
import { localWorld, turnOf, type LocalWorld } from './local-world.ts';

// The meeting on Thursday 25 June 2026 gives: opens 13 May, due 1 June by 5 pm, closes 4 June, publishes 17 June.
const state = planState({ actions: [{ ref: '1.1', owners: ['health'] }] });

describe('where a skip leads', () => {
  it.each([
    ['skip 1 day', '2026-05-14T10:00:00Z'],
    ['skip 3 days', '2026-05-16T10:00:00Z'],
    ['skip 2 weeks', '2026-05-27T10:00:00Z'],
    ['skip 3 working days', '2026-05-18T08:30:00Z'],
    ['skip to reminder', '2026-05-27T08:30:00Z'],
    ['skip to deadline', '2026-06-01T08:30:00Z'],
    ['skip to the deadline', '2026-06-01T08:30:00Z'],
    ['skip to overdue', '2026-06-02T08:30:00Z'],
    ['skip to close', '2026-06-04T16:00:00Z'],
    ['skip to publication', '2026-06-17T08:30:00Z'],
    ['skip to next', '2026-05-27T08:30:00Z'],
  ])('%s', (text, expected) => {
    const now = Temporal.Instant.from('2026-05-13T10:00:00Z');
    expect(skipTarget(text, state, now)?.toString()).toBe(expected);
  });

  it('is the same time of day after the clocks have changed', () => {
    const now = Temporal.Instant.from('2026-10-24T08:30:00Z');
    expect(skipTarget('skip 2 days', state, now)?.toString()).toBe('2026-10-26T09:30:00Z');
  });

  it.each([
    'skip',
    'skip 3',
    'skip days',
    'skip -1 days',
    'skip 2.5 days',
    'skip to the moon',
    'skip 1000 days',
    'skip to',
  ])('is nowhere for “%s”', (text) => {
    expect(skipTarget(text, state, Temporal.Instant.from('2026-05-13T10:00:00Z'))).toBeUndefined();
  });
});

async function statusOf({ app, cycle, clock }: LocalWorld) {
  const status = await cycleStatus(app.store, cycle, clock.now());
  if (!status) throw new Error('There is no cycle.');
  return status;
}

describe('a skip', () => {
  it('goes through the whole ladder, says what was sent, and closes the cycle', async () => {
    const world = await localWorld('2026-11-22T12:00:00Z');
    const [title, ...lines] = await world.lead('skip to close');
    expect(title).toBe('It is now Friday 11 December at 5 pm');
    expect(world.clock.now().toString()).toBe('2026-12-11T17:00:00Z');
    expect(lines.map((line) => /^(.*?): /.exec(line)?.[1])).toEqual([
      // The lead's own request, which waited for them to be met.
      'Friday 20 November at 9:30 am',
      'Thursday 3 December at 9:30 am',
      'Monday 7 December at 9:30 am',
      'Tuesday 8 December at 9:30 am',
      'Wednesday 9 December at 9:30 am',
      'Friday 11 December at 5 pm',
      undefined,
    ]);
    expect(lines[1]).toContain(
      '2 not delivered (they are written to by e-mail only, and this bot sends none yet)',
    );
    expect(lines.at(-1)).toMatch(/^Simulated colleagues sent \d+ updates\.$/);
    expect((await loadCycle(world.app.store, world.cycle))?.cycle.state).toBe('closed');
  });

  it('answers before any of it is done, and tells the chat when it is', async () => {
    const world = await localWorld('2026-11-22T12:00:00Z');
    const before = world.clock.now();
    expect((await world.said('skip to close'))[0]).toBe('Skipping …');
    expect(world.clock.now()).toEqual(before);
    await world.app.desk.settled();
    expect(world.clock.now().toString()).toBe('2026-12-11T17:00:00Z');
  });

  it('has most colleagues answer, but not all, and sends nothing more to those who have', async () => {
    const world = await localWorld('2026-11-22T12:00:00Z');
    await world.lead('skip to close');
    const { submitted, owners } = await statusOf(world);
    const others = owners.filter(({ owner }) => owner !== 'Public Health');
    const silent = others.filter(({ outstanding }) => outstanding.length > 0);
    expect(submitted).toBeGreaterThan(8);
    expect(silent.length).toBeGreaterThan(0);
    expect(silent.length).toBeLessThan(others.length / 2);
    const rows = (await world.app.store.ledger.ofCycle(world.cycle)).map(({ value }) => value);
    expect(rows.some(({ state, why }) => state === 'skipped' || why === undefined)).toBe(true);
  });

  it('has them answer the same on the same day, and in no two delays or slippages the same words', async () => {
    const reasons = async () => {
      const world = await localWorld('2026-11-22T12:00:00Z');
      await world.lead('skip to close');
      const loaded = await loadCycle(world.app.store, world.cycle);
      return (
        loaded?.requests.flatMap(({ ref, answer }) => (answer?.reason ? [`${ref} ${answer.reason}`] : [])) ??
        []
      );
    };
    const first = await reasons();
    expect(await reasons()).toEqual(first);
    const words = first.map((line) => line.replace(/^\S+ /, ''));
    expect(new Set(words).size).toBe(words.length);
  });

  it('comes to the same by days as at once', async () => {
    const atOnce = await localWorld('2026-11-22T12:00:00Z');
    await atOnce.lead('skip to close');
    const byDays = await localWorld('2026-11-22T12:00:00Z');
    for (let day = 0; day < 21; day += 1) await byDays.lead('skip 1 day');
    await byDays.lead('skip to close');
    expect((await statusOf(byDays)).submitted).toBe((await statusOf(atOnce)).submitted);
    expect(byDays.sent.map(({ to }) => to)).toEqual(atOnce.sent.map(({ to }) => to));
  });

  it('moves the clock only, where nothing falls due', async () => {
    const world = await localWorld('2026-11-22T12:00:00Z');
    await world.lead('skip to reminder');
    expect(await world.lead('skip 1 day')).toContain('It is now Friday 4 December at 9:30 am');
    expect(await world.lead('skip 1 day')).toEqual([
      'It is now Saturday 5 December at 9:30 am',
      'Nothing was sent.',
    ]);
  });

  it('takes one at a time, however fast they are written', async () => {
    const world = await localWorld('2026-11-22T12:00:00Z');
    const skips = ['skip 1 day', 'skip 2 days', 'skip 1 day'];
    const answers = await Promise.all(skips.map((text) => world.lead(text)));
    expect(new Set(answers.map(([title]) => title)).size).toBe(3);
    expect(world.clock.now().toString()).toBe('2026-11-24T09:30:00Z');
  });

  it('gives examples when it makes no sense, and moves nothing', async () => {
    const world = await localWorld('2026-11-22T12:00:00Z');
    const before = world.clock.now();
    const [title, line] = await world.lead('skip to my lou');
    expect(title).toBe('Where to?');
    expect(line).toContain('skip 3 days, skip 2 weeks');
    expect(world.clock.now()).toEqual(before);
  });

  it('does not go back, and after the publication says how to go on', async () => {
    const world = await localWorld('2026-11-22T12:00:00Z');
    await world.lead('skip to close');
    expect(await world.lead('skip to reminder')).toEqual([
      'That is in the past',
      'The clock only moves forward.',
    ]);
    const data = {
      programme: world.cycle.programmeId,
      cycle: world.cycle.cycleId,
      early: 'yes',
      foreword: '',
    };
    await world.app.desk.acted(turnOf(leadPersona), 'digest.publish', data);
    const [title, , over] = await world.lead('skip to close');
    expect(title).toBe('That is in the past');
    expect(over).toContain('This cycle is over. Add one with: npm run -s cli -- cycle add');
    const [now] = await world.lead('skip 1 day');
    expect(now).toBe('It is now Saturday 12 December at 5 pm');
  });

  it('leaves a chair who looks in later with the digest', async () => {
    const world = await localWorld('2026-11-22T12:00:00Z');
    await world.lead('skip to close');
    const data = {
      programme: world.cycle.programmeId,
      cycle: world.cycle.cycleId,
      early: 'yes',
      foreword: '',
    };
    await world.app.desk.acted(turnOf(leadPersona), 'digest.publish', data);
    await world.app.tick();
    expect(world.sent.some(({ to }) => to === 'chair')).toBe(false);
    await world.app.desk.installed(turnOf(chairPersona));
    await world.app.tick();
    expect(world.sent.at(-1)).toMatchObject({ to: 'chair', card: expect.stringContaining('Of 53 actions') });
  });

  it('says so where there is no cycle to skip through', async () => {
    const world = await localWorld('2026-11-22T12:00:00Z', { sample: false });
    expect(await world.lead('skip 3 days')).toEqual(['Hello', expect.stringContaining('not on my list')]);
  });
});
