import { describe, expect, it } from '@jest/globals';
import { checkCard, sizeOf } from '../../../src/cards/check-card.ts';
import type { CardElement } from '../../../src/cards/card.ts';
import { renderViews } from '../../../src/cards/render.ts';
import type { View } from '../../../src/cards/views/view.ts';
import { realTimer } from '../../../src/outbox/timer.ts';
import { addCycle } from '../../../src/workflow/rounds/add-cycle.ts';
import { Temporal } from '../../../src/calendar/temporal.ts';
import { createDraw } from '../../../src/workflow/messages/draw-message.ts';
import { openCycle } from '../../../src/workflow/rounds/open-cycle.ts';
import { contactId, cycleKey, setState } from '../../builders/open-cycle.ts';
import { all, buttons, draw } from '../../cards/read-card.ts';
import { completed, digestWorld, onTrack, slipped, type DigestWorld } from './digest-world.ts';
import { only } from './review-world.ts';

async function publishedWorld(): Promise<DigestWorld> {
  const world = await digestWorld();
  await world.submit('ama', '1.1', completed);
  await world.submit('cat', '2.1', slipped);
  await world.close();
  await world.publish({ foreword: 'Thank you.' });
  return world;
}

/** What each recipient of the digest gets when it is sent. */
async function messages(world: DigestWorld): Promise<Map<string, View[]>> {
  const shown = new Map<string, View[]>();
  const programme = await world.store.programmes.find(cycleKey.programmeId);
  for (const { value } of await world.store.ledger.ofCycle(cycleKey)) {
    if (!value.sections.some(({ kind }) => kind === 'digest')) continue;
    const drawNow = createDraw({
      ...{ store: world.store, clock: world.clock, timer: realTimer },
      render: (views) => {
        shown.set(value.recipient.kind === 'board' ? 'board' : value.recipient.email, views);
        return { card: {}, summary: '' };
      },
    });
    await drawNow(value, programme!);
  }
  return shown;
}

describe('what nobody confirmed', () => {
  it('is told in a line of what was said last time, which ends at a word', async () => {
    const narrative = 'Unforeseeably, everything unforeseen happened. '.repeat(20);
    const world = await digestWorld({
      actions: { '1.1': { owners: ['Housing'], imported: { status: 'significant_delay', narrative } } },
    });
    await world.close();
    await world.publish();
    const [view] = (await messages(world)).get('jo@council.example') ?? [];
    const [row] = view?.kind === 'briefing' ? view.view.offTrack : [];
    expect(row?.lines).toEqual([
      expect.stringMatching(/^Last time: Unforeseeably.* (everything|unforeseen|happened|Unforeseeably)…$/),
    ]);
    expect(row?.lines[0]?.length).toBeLessThan(160);
  });
});

describe('on publishing', () => {
  it('the channel gets the digest, and each chair a briefing', async () => {
    const world = await publishedWorld();
    const sent = await messages(world);
    expect([...sent].map(([to, views]) => [to, views.map(({ kind }) => kind)])).toEqual([
      ['board', ['digest']],
      ['jo@council.example', ['briefing']],
    ]);
    const briefing = only(sent.get('jo@council.example')!, 'briefing');
    expect(briefing).toMatchObject({
      offTrack: [
        {
          title: '2.1 Action 2.1',
          status: { label: 'Minor slippage' },
          since: 'off track since March 2026',
          lines: ['What is being done: Another joiner starts in May.'],
          answers: 'Parks will answer',
        },
      ],
      offTrackMore: 0,
      completed: [{ title: '1.1 Action 1.1', outcome: 'Every door is hung.' }],
      showsChart: false,
    });
    const card = draw({ kind: 'briefing', view: briefing });
    expect(all(card, 'Chart.HorizontalBar.Stacked')).toEqual([]);
    expect(buttons(card).map(({ title }) => title)).toEqual(['Show the chart', 'See the full digest']);
  });

  it('shows the chart with its words in place, and the full digest with the way back', async () => {
    const world = await publishedWorld();
    const chart = draw({ kind: 'briefing', view: only(await world.press('jo', 'digest.chart'), 'briefing') });
    expect(all(chart, 'Chart.HorizontalBar.Stacked')).toHaveLength(1);
    expect(JSON.stringify(chart)).toContain('3 actions: 1 completed, 1 on track and 1 with minor slippage');
    const full = draw({ kind: 'digest', view: only(await world.press('jo', 'digest.full'), 'digest') });
    expect(buttons(full, 'digest.briefing')).toHaveLength(1);
    only(await world.press('jo', 'digest.briefing'), 'briefing');
  });

  it.each(['digest.chart', 'digest.briefing', 'digest.full'])(
    '%s is for chairs and leads only, and for chairs once it is published',
    async (verb) => {
      const world = await publishedWorld();
      only(await world.press('ama', verb), 'refusal');
      const open = await digestWorld();
      only(await open.press('jo', verb), 'refusal');
      expect((await open.press('priya', verb))[0]?.kind).toMatch(/briefing|digest/);
    },
  );
});

describe('the briefing and the digest of a large programme', () => {
  it.each([53, 500])(
    'fit on their cards, with %d actions and all that can stand on them',
    async (count) => {
      const refs = Array.from({ length: count }, (_, n) => `${(n % 9) + 1}.${n}`);
      const world = await digestWorld({
        actions: Object.fromEntries(
          refs.map((ref) => [
            ref,
            {
              owners: ['Housing'],
              title: `Action ${ref} with a title that goes on about ${'many things '.repeat(12)}`,
              imported: { status: 'on_track' },
            },
          ]),
        ),
      });
      const long = 'The joiner is ill, & <so> is *everybody*. '.repeat(40);
      for (const ref of refs.slice(0, 30)) {
        await world.submit('ama', ref, { ...slipped, reason: long, recoveryAction: long });
      }
      for (const ref of refs.slice(30, 45)) await world.submit('ama', ref, { ...completed, outcome: long });
      await world.close();
      await world.publish({ foreword: long.slice(0, 1900), nameAwaited: 'true' });
      for (const ref of refs.slice(45, 50)) {
        await world.submit('ama', ref, { ...slipped, reason: long });
        await world.press('priya', 'lead.decideLate', {
          ...{ filled: 'yes', ref, version: 1, decision: 'noted', lateNote: long.slice(0, 290) },
        });
      }
      await world.press('priya', 'lead.correct');
      await world.press('priya', 'lead.boardAsked');
      for (const verb of ['digest.preview', 'digest.briefing', 'digest.chart', 'digest.full']) {
        const { card } = renderViews(await world.press('priya', verb));
        checkCard(card as CardElement);
        expect(sizeOf(card)).toBeLessThan(25_000);
      }
      const briefing = only(await world.press('priya', 'digest.briefing'), 'briefing');
      expect([briefing.offTrack.length, briefing.offTrackMore]).toEqual([5, 25]);
    },
    60_000,
  );
});

describe('what the board asked', () => {
  const asked = { filled: 'yes', ref: '1.1', question: 'Who pays from\nApril?' };

  /** A later cycle of the programme, opened; the next, unless it is said when. */
  async function nextCycle(world: DigestWorld, cycleId = 'spring', month = '2027-03') {
    const meeting = Temporal.PlainDate.from(`${month}-18`);
    await addCycle(world.store, world.clock, {
      ...{ programmeId: cycleKey.programmeId, cycleId, meeting, given: {} },
    });
    world.clock.set(`${month}-01T10:00:00Z`);
    const programme = await world.store.programmes.find(cycleKey.programmeId);
    await openCycle(world.store, programme!.value, cycleId, world.clock.now());
    return { cycle: cycleId };
  }

  /** What the owner of 1.1 is shown first, in a round. */
  async function askedIn(world: DigestWorld, round: { cycle: string }) {
    return only(await world.press('ama', 'update.open', { ...round, ref: '1.1' }), 'form').boardAsked;
  }

  it('is noted an action at a time, in one line, and opens the owner’s next form', async () => {
    const world = await publishedWorld();
    const form = only(await world.press('priya', 'lead.boardAsked', asked), 'act-form');
    expect(form.notice).toBe('Noted for 1.1.');
    expect(form.paragraphs).toContain('1.1: Who pays from April? (Priya)');
    expect(form.inputs.map(({ value }) => value)).toEqual(['', '']);
    const spring = await nextCycle(world);
    const next = only(await world.press('ama', 'update.open', { ...spring, ref: '1.1' }), 'form');
    expect(next.boardAsked).toMatch(
      /^At its meeting on Thursday 19 November 2026 the board asked:\s+Who pays/,
    );
    expect(next.noChange).toBeUndefined();
  });

  it('stands in the next briefing, with the answer', async () => {
    const world = await publishedWorld();
    await world.press('priya', 'lead.boardAsked', asked);
    await world.press('tom', 'lead.boardAsked', { ...asked, ref: '2.1' });
    const spring = await nextCycle(world);
    await world.press('ama', 'update.submit', {
      ...{ ...spring, ref: '1.1', version: 0 },
      ...{ ...onTrack, narrative: 'The grant does.' },
    });
    const briefing = only(await world.press('priya', 'digest.briefing', spring), 'briefing');
    expect(briefing.asked).toEqual([
      { title: '1.1 Action 1.1', question: 'Who pays from April?', answer: 'The grant does.' },
      { title: '2.1 Action 2.1', question: 'Who pays from April?', answer: 'There is no answer yet.' },
    ]);
  });

  it('reaches a round that is open already', async () => {
    const world = await publishedWorld();
    const spring = await nextCycle(world);
    await world.press('priya', 'lead.boardAsked', asked);
    const form = only(await world.press('ama', 'update.open', { ...spring, ref: '1.1' }), 'form');
    expect(form.boardAsked).toContain('Who pays from April?');
  });

  it.each(['closed', 'cancelled', 'published'] as const)(
    'passes over a round that is %s, into the one after it',
    async (state) => {
      const world = await publishedWorld();
      await nextCycle(world);
      await setState(world.store, state, cycleKey.programmeId, 'spring');
      await world.press('priya', 'lead.boardAsked', asked);
      const summer = await nextCycle(world, 'summer', '2027-06');
      expect(await askedIn(world, summer)).toContain('Who pays from April?');
    },
  );

  it('is asked in the newest of two rounds that are open, whatever is answered in the other', async () => {
    const world = await publishedWorld();
    const spring = await nextCycle(world);
    const summer = await nextCycle(world, 'summer', '2027-06');
    await world.press('priya', 'lead.boardAsked', asked);
    await world.press('ama', 'update.submit', { ...spring, ref: '1.1', version: 0, ...onTrack });
    expect(await askedIn(world, summer)).toContain('Who pays from April?');
  });

  it('reaches the round that is open when it is noted again, where the first try was cut short', async () => {
    const world = await publishedWorld();
    const spring = await nextCycle(world);
    const stored = (await world.store.cycles.request(cycleKey, '1.1'))!;
    const at = world.clock.now();
    const by = { contactId: contactId('priya'), name: 'Priya' };
    const boardAsked = {
      text: 'Who pays from April?',
      by,
      at,
      meeting: Temporal.PlainDate.from('2026-11-19'),
    };
    await world.store.cycles.change(cycleKey, [
      {
        request: { ...stored, value: { ...stored.value, boardAsked } },
        event: { id: 'noted', kind: 'board-asked', at },
      },
    ]);
    await world.press('tom', 'lead.boardAsked', asked);
    expect(await askedIn(world, spring)).toContain('Who pays from April?');
  });

  it('is not asked again where it was answered before it is noted again', async () => {
    const world = await publishedWorld();
    const spring = await nextCycle(world);
    await world.press('priya', 'lead.boardAsked', asked);
    await world.press('ama', 'update.submit', { ...spring, ref: '1.1', version: 0, ...onTrack });
    await world.press('tom', 'lead.boardAsked', asked);
    expect(await askedIn(world, await nextCycle(world, 'summer', '2027-06'))).toBeUndefined();
  });

  it('is seen on the newest card of whoever answers, where the action was finished', async () => {
    const world = await publishedWorld();
    const spring = await nextCycle(world);
    await world.store.ledger.keepNewestCard(cycleKey.tenantId, {
      ...{ contactId: contactId('ama'), programmeId: cycleKey.programmeId, cycleId: spring.cycle },
      ...{ conversationId: 'c', serviceUrl: 'http://teams.example', activityId: 'list of ama' },
    });
    await world.press('priya', 'lead.boardAsked', asked);
    await world.desk.desk.settled();
    const list = world.desk.redrawn.find(({ activityId }) => activityId === 'list of ama');
    expect(only(list?.views ?? [], 'list')).toMatchObject({ done: 0, total: 2 });
  });

  it('keeps a second question beside the first, and says so where it is the same', async () => {
    const world = await publishedWorld();
    await world.press('priya', 'lead.boardAsked', asked);
    const same = only(await world.press('tom', 'lead.boardAsked', asked), 'act-form');
    expect(same.notice).toBe('Not done for 1.1: Priya has noted the same already.');
    await world.press('tom', 'lead.boardAsked', { ...asked, question: 'And when?' });
    expect((await world.request('1.1')).boardAsked?.text).toBe('Who pays from April?\nAnd when?');
  });

  it('says what is missing, and keeps what was typed', async () => {
    const world = await publishedWorld();
    const form = only(
      await world.press('priya', 'lead.boardAsked', { ...asked, ref: '9.9', question: 'x'.repeat(301) }),
      'act-form',
    );
    expect(form.inputs).toMatchObject([
      { problem: 'Please choose an action of this plan.' },
      { value: 'x'.repeat(301), problem: 'Please shorten this to 300 characters.' },
    ]);
  });

  it('waits for the digest to be published', async () => {
    const world = await digestWorld();
    const view = only(await world.press('priya', 'lead.boardAsked', asked), 'preview');
    expect(view.notice).toBe('What the board asks is noted once the digest is published.');
  });
});
