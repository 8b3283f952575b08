import { describe, expect, it } from '@jest/globals';
import { sizeOf } from '../../src/cards/check-card.ts';
import type { PreviewView } from '../../src/cards/views/digest.ts';
import { all, buttons, draw, input, words, wordsInSight } from './read-card.ts';
import { digest, digestView, exception, overdue, preview } from './sample-views.ts';

function drawnDigest(some: Parameters<typeof digest>[0] = {}) {
  return draw({ kind: 'digest', view: digestView({ digest: digest(some) }) });
}

describe('the digest', () => {
  it('begins with the figures in a sentence, and says which nobody confirmed', () => {
    const seen = wordsInSight(drawnDigest());
    expect(seen).toContain('Of 53 actions, 28 are completed, 15 on track');
    expect(seen).toContain('On track 15, of which 3 are as last reported');
  });

  it('draws a bar for each priority, in the colours of the scheme and with its words', () => {
    const [chart] = all(drawnDigest(), 'Chart.HorizontalBar.Stacked');
    const bars = chart?.['data'] as { title: string; data: object[] }[];
    expect(bars.map(({ title }) => title)).toEqual([
      '1 The sea wall',
      '2 Visitors and what they spend',
      '3 Young people at work',
    ]);
    expect(bars[0]?.data).toEqual([
      { legend: 'Completed', value: 5, color: 'categoricalBlue' },
      { legend: 'On track', value: 4, color: 'good' },
      { legend: 'Minor slippage', value: 3, color: 'warning' },
      { legend: 'Significant delay', value: 2, color: 'attention' },
      { legend: 'Closed', value: 2, color: 'neutral' },
    ]);
  });

  it('says the same in words where there is no chart, and beside the chart', () => {
    const [chart] = all(drawnDigest(), 'Chart.HorizontalBar.Stacked');
    const line =
      '12 actions: 5 completed, 4 on track, 3 with minor slippage, 2 significantly delayed and 2 closed';
    expect(JSON.stringify(chart?.['fallback'])).toContain(line);
    expect(words(drawnDigest()).split(line)).toHaveLength(3);
    expect(all(drawnDigest(), 'Action.ToggleVisibility').map(({ title }) => title)).toContain('By priority');
  });

  it('puts exceptions before movement, and movement before what was completed', () => {
    const seen = wordsInSight(drawnDigest());
    const order = [
      "Needs the board's attention (2)",
      'What moved',
      'Completed since last time',
      'In figures',
      'Awaited',
    ];
    const places = order.map((heading) => seen.indexOf(heading));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('tells of an exception why, what is being done, and the new date or when it will be known', () => {
    const seen = wordsInSight(drawnDigest());
    expect(seen).toContain('Significant delay · Harbour Master');
    expect(seen).toContain('Why: The grant was refused in June');
    expect(seen).toContain('What is being done: A smaller scheme');
    expect(seen).toContain('New date: Wednesday 30 June 2027');
    expect(seen).toContain('New date: not yet known; will say by Tuesday 15 December 2026');
    expect(seen).toContain('Minor slippage, as last reported');
  });

  it('tells what was said last time of an exception that nobody confirmed', () => {
    const lastSaid = `The boiler is broken, ${'and the parts are late '.repeat(20)}`;
    const silent = exception({
      reason: null,
      recoveryAction: null,
      revisedDate: null,
      confirmed: false,
      lastSaid,
    });
    expect(wordsInSight(drawnDigest({ exceptions: [silent] }))).toMatch(
      /Last time: The boiler is broken, .*…\n/,
    );
  });

  it('cuts a long reason at a word, and has the rest behind See all', () => {
    const reason = `${'because of the frost '.repeat(20)}and the thaw`;
    const card = drawnDigest({ exceptions: [exception({ reason })] });
    expect(wordsInSight(card)).toMatch(/Why: .*(because|of|the|frost)…\n/);
    expect(words(card)).toContain(reason);
    expect(all(card, 'Action.ToggleVisibility').map(({ title }) => title)).toContain('See all 1');
  });

  it('shows five that moved, each with the colour of where it is now, and the others behind one line', () => {
    const movement = Array.from({ length: 7 }, (_, index) => ({
      ref: `8.${index + 1}`,
      title: 'Moved',
      from: 'on_track',
      to: 'minor_slippage',
    }));
    const card = drawnDigest({ movement });
    const dot = all(card, 'TextRun').findIndex(({ text }) => text === '8.1 Moved') - 1;
    expect(all(card, 'TextRun')[dot]).toMatchObject({ text: '● ', color: 'Warning' });
    expect(wordsInSight(card)).toContain('8.5 Moved\n: from on track to minor slippage');
    expect(wordsInSight(card)).not.toContain('8.6');
    expect(words(card)).toContain('8.7 Moved');
    expect(all(card, 'Action.ToggleVisibility').map(({ title }) => title)).toContain('2 more');
  });

  it('names who answers for a delay, and nobody who is awaited', () => {
    const text = JSON.stringify(drawnDigest());
    expect(text).toContain('Awaited: 4 of 23 owners');
    expect(text).not.toContain('Awaited Owner');
    expect(text).not.toContain('Unreached Owner');
  });

  it('has no button that acts: whoever reads it in the channel only reads', () => {
    expect(buttons(drawnDigest())).toEqual([]);
  });

  it('has no chart and no status for a programme without statuses', () => {
    const bare = digest({
      counts: { none: 53 },
      unconfirmed: {},
      exceptions: [],
      movement: [],
      completed: [],
    });
    const card = draw({ kind: 'digest', view: digestView({ digest: bare, statuses: [] }) });
    expect(all(card, 'Chart.HorizontalBar.Stacked')).toEqual([]);
    expect(words(card)).toContain('53 actions: 18 of 23 updates are in.');
  });

  it('stays under 25 KB for five hundred actions, and says how many it leaves out', () => {
    const many = <T>(count: number, make: (index: number) => T) =>
      Array.from({ length: count }, (_, i) => make(i));
    const title = 'Work with the wards on a plan for the quays and everything behind them '.repeat(3).trim();
    const long = 'The grant was refused, appealed, and refused again. '.repeat(38);
    const counts = { completed: 100, on_track: 180, minor_slippage: 120, significant_delay: 80, closed: 20 };
    const card = drawnDigest({
      total: 500,
      counts,
      byPriority: many(30, (index) => ({ number: index + 1, title, total: 17, counts, unconfirmed: {} })),
      exceptions: many(200, (index) =>
        exception({ ref: `9.${index}`, title, reason: long, recoveryAction: long }),
      ),
      movement: many(90, (index) => ({ ref: `8.${index}`, title, from: 'on_track', to: 'closed' })),
      completed: many(60, (index) => ({ ref: `7.${index}`, title, owners: ['Tourism'], outcome: long })),
    });
    expect(sizeOf(card)).toBeLessThan(25_000);
    expect(words(card)).toMatch(/and \d+ more/);
    expect(words(card)).toContain("Needs the board's attention (200)");
  });
});

describe('the preview', () => {
  const drawn = (some: Partial<PreviewView> = {}) => draw({ kind: 'preview', view: preview(some) });

  it('shows the leads the digest, who sees it, and the names of those awaited and not reached', () => {
    const seen = wordsInSight(drawn());
    expect(seen).toContain('For you only: nothing is posted until a lead publishes it.');
    expect(seen).toContain('Of 53 actions');
    expect(seen).toContain('Awaited (4): Awaited Owner A, Awaited Owner B');
    expect(seen).toContain('Never reached (1): Unreached Owner');
  });

  it('takes a foreword, and publishes with one button', () => {
    const card = drawn({ digest: digestView({ foreword: 'A word first.' }) });
    expect(input(card, 'foreword')?.['value']).toBe('A word first.');
    expect(words(card)).not.toContain('A word first.');
    expect(buttons(card, 'digest.publish')).toMatchObject([
      { title: 'Publish', style: 'positive', data: { programme: 'harbour', cycle: '2026-11' } },
    ]);
    expect(buttons(card, 'digest.publish')[0]?.['data']).not.toHaveProperty('early');
  });

  it('publishes early only by a second, explicit choice', () => {
    const early = 'The publication date is Wednesday 11 November.';
    const onDate = 'Publish on Wednesday 11 November';
    const card = drawn({ publish: { early, onDate, destination: 'the channel', nameAwaited: false } });
    expect(wordsInSight(card)).not.toContain(early);
    expect(words(card)).toContain(early);
    expect(all(card, 'Action.ToggleVisibility').at(-1)?.['title']).toBe('Publish now …');
    expect(buttons(card, 'digest.publish')).toMatchObject([
      { title: onDate, style: 'positive', data: { when: 'date' } },
      { data: { early: 'yes' } },
    ]);
  });

  it('says when it goes out by itself, with a button to take that back', () => {
    const scheduled = 'It goes out by itself on Wednesday 11 November at 9:30 am.';
    const chosenAt = '2026-10-30T09:16:00Z';
    const card = drawn({ publish: { scheduled, chosenAt, destination: 'the channel', nameAwaited: false } });
    expect(wordsInSight(card)).toContain(scheduled);
    expect(buttons(card, 'digest.takeBack')).toMatchObject([{ data: { chosenAt } }]);
    expect(buttons(card, 'digest.publish')).toMatchObject([{ data: { chosenAt } }]);
  });

  it('has the awaited owners named by a tick only, and never those whom nothing reached', () => {
    const card = drawn({ awaited: ['Housing', 'Parks'], notReached: ['Schools'] });
    const [tick] = all(card, 'Input.Toggle');
    expect(tick).toMatchObject({
      id: 'nameAwaited',
      value: 'false',
      title: 'Name them in the digest: Housing, Parks. Whoever was never reached is not named.',
    });
    expect(wordsInSight(card)).toContain('Never reached (1): Schools');
    expect(words(draw({ kind: 'digest', view: digestView() }))).not.toContain('Housing, Parks');
    const named = draw({ kind: 'digest', view: digestView({ awaited: ['Housing', 'Parks'] }) });
    expect(words(named)).toContain('They are: Housing, Parks.');
  });

  it('shows what to look at before publishing', () => {
    const card = drawn({ warnings: ['1.4: “Jean Marsh” looks like a name.'] });
    expect(wordsInSight(card)).toContain('Jean Marsh” looks like a name');
  });

  it('has no Publish before the close', () => {
    const { publish: _publish, ...open } = preview();
    const card = draw({ kind: 'preview', view: open });
    expect(buttons(card, 'digest.publish')).toEqual([]);
    expect(input(card, 'foreword')).toBeUndefined();
    expect(buttons(card, 'digest.preview')).toHaveLength(1);
  });

  it('says that it is published when it is', () => {
    const { publish: _publish, ...done } = preview();
    const publishedLine = 'Published on Wednesday 11 November 2026';
    const card = draw({
      kind: 'preview',
      view: { ...done, digest: digestView({ publishedLine, foreword: 'Hello' }) },
    });
    expect(words(card)).toContain('The digest, as published');
    expect(words(card)).toContain('Hello');
  });
});

describe("the leads' list of who is outstanding", () => {
  it('begins with a number, and says of each what was sent and whether it arrived', () => {
    const seen = words(draw({ kind: 'overdue', view: overdue() }));
    expect(seen.split('\n')[0]).toBe('31 of 53 updates are in (58%)');
    expect(seen.indexOf('Not reached (1)')).toBeLessThan(seen.indexOf('Awaited (1)'));
    expect(seen).toContain('Harbour Master · Sam Lee');
    expect(seen).toContain('3 outstanding: 1.4, 1.5, 2.1 · 1 draft saved');
    expect(seen).toContain('Not reached: no e-mail is configured');
  });

  it('colours nobody', () => {
    const colours = all(draw({ kind: 'overdue', view: overdue() }), 'TextBlock').map(({ color }) => color);
    expect(new Set(colours)).toEqual(new Set([undefined]));
  });

  it('shows ten owners a page', () => {
    const [owner] = overdue().owners;
    const owners = Array.from({ length: 23 }, (_, index) => ({ ...owner!, owner: `Owner ${index + 1}.` }));
    const card = draw({ kind: 'overdue', view: overdue({ owners, page: 2 }) });
    expect(words(card)).toContain('Owner 20.');
    expect(words(card)).not.toContain('Owner 21.');
    const pager = buttons(card, 'lead.overview').filter(({ title }) => title !== 'Open');
    expect(pager).toMatchObject([{ data: { page: 1 } }, { data: { page: 3 } }]);
  });
});
