import { beforeEach, describe, expect, it } from '@jest/globals';
import { cycleKey } from '../../builders/open-cycle.ts';
import { digestWorld, onTrack, slipped, type DigestWorld } from './digest-world.ts';
import { only } from './review-world.ts';

let world: DigestWorld;

async function onDate(data: Record<string, unknown> = {}, name = 'priya') {
  return only(await world.press(name, 'digest.publish', { when: 'date', ...data }), 'preview');
}

/** What the buttons of a card send that is drawn now. */
async function asShown(): Promise<{ chosenAt: string | undefined }> {
  const { publish } = only(await world.press('priya', 'digest.preview'), 'preview');
  return { chosenAt: publish?.chosenAt };
}

async function tickAt(instant: string) {
  world.clock.set(instant);
  await world.tick();
  return (await world.loaded()).cycle.state;
}

beforeEach(async () => {
  world = await digestWorld();
  await world.submit('ama', '1.1');
  await world.close();
});

describe('Publish before the date', () => {
  it('has the digest go out by itself at the send time of that day, as the lead left it', async () => {
    const view = await onDate({ foreword: 'Thank you.', nameAwaited: 'true' });
    expect(view.notice).toBe(
      'It goes out by itself on Wednesday 11 November at 9:30 am, with the figures of that moment. Until then you can take it back.',
    );
    expect(view.publish?.scheduled).toMatch(/as Priya chose on Thursday 29 October at 5 pm\.$/);
    expect(view.digest).toMatchObject({ foreword: 'Thank you.', awaited: ['Housing', 'Parks'] });
    expect(await tickAt('2026-11-11T09:29:00Z')).toBe('closed');
    expect(await tickAt('2026-11-11T09:30:00Z')).toBe('published');
    expect(await world.frozen()).toMatchObject({
      ...{ publishedBy: 'Priya', foreword: 'Thank you.', awaited: ['Housing', 'Parks'] },
    });
    expect(await world.events()).toEqual(
      expect.arrayContaining(['Priya publication-scheduled', 'Priya published']),
    );
  });

  it('puts the moment on the agenda, so that a tick looks then', async () => {
    await onDate();
    const due = await world.store.agenda.due(world.clock.now().add({ hours: 24 * 20 }));
    expect(due.map((entry) => entry.due.toString())).toContain('2026-11-11T09:30:00Z');
  });

  it('is in the trail by the same press again, where a fault came between', async () => {
    const { cycles } = world.store;
    const addEvents = cycles.addEvents.bind(cycles);
    cycles.addEvents = async () => Promise.reject(new Error('The store is away.'));
    await expect(onDate()).rejects.toThrow('The store is away.');
    cycles.addEvents = addEvents;
    await onDate();
    await onDate();
    const chosen = (await world.events()).filter((event) => event === 'Priya publication-scheduled');
    expect(chosen).toHaveLength(1);
  });

  it('can be taken back by any lead, and then waits for one', async () => {
    await onDate({ foreword: 'Thank you.' });
    const view = only(await world.press('tom', 'digest.takeBack', await asShown()), 'preview');
    expect(view.publish?.scheduled).toBeUndefined();
    expect(view.digest.foreword).toBe('Thank you.');
    expect(await tickAt('2026-11-12T10:00:00Z')).toBe('closed');
    const again = only(await world.press('priya', 'digest.takeBack'), 'preview');
    expect(again.notice).toBe(
      'There was nothing to take back any more. Tom did that on Thursday 29 October at 5:01 pm.',
    );
  });

  it('names nobody as first to take it back, where it was put on its date again since', async () => {
    await onDate();
    await world.press('tom', 'digest.takeBack', await asShown());
    await onDate();
    await world.press('tom', 'digest.publish', { early: 'yes', ...(await asShown()) });
    const stale = only(await world.press('priya', 'digest.takeBack'), 'preview');
    expect(stale.notice).toBe('There was nothing to take back any more.');
  });

  it('is over where a lead publishes at once', async () => {
    await onDate();
    await world.press('tom', 'digest.publish', { early: 'yes', ...(await asShown()) });
    expect(await tickAt('2026-11-11T10:00:00Z')).toBe('published');
    expect((await world.frozen())?.publishedBy).toBe('Tom');
  });

  it('still waits for its moment where it is pressed earlier that day', async () => {
    world.clock.set('2026-11-11T08:00:00Z');
    expect((await onDate()).notice).toMatch(/^It goes out by itself on Wednesday 11 November at 9:30 am/);
    expect(await tickAt('2026-11-11T09:30:00Z')).toBe('published');
  });

  it('publishes at once where it is pressed on a preview that is older than the date', async () => {
    world.clock.set('2026-11-11T12:00:00Z');
    await onDate({ foreword: 'Thank you.' });
    expect((await world.loaded()).cycle.state).toBe('published');
    expect(await world.frozen()).toMatchObject({ publishedBy: 'Priya', foreword: 'Thank you.' });
  });

  it('goes out once that is put right where something is in the way, or is taken back', async () => {
    await onDate();
    await world.removeChannel();
    expect(await tickAt('2026-11-11T09:30:00Z')).toBe('closed');
    const held = only(await world.press('tom', 'digest.preview'), 'preview');
    expect(held.notice).toMatch(/^The digest was to go out by itself on Wednesday 11 November, and has not/);
    expect(held.publish?.scheduled).toMatch(
      /^It goes out by itself once what holds it up is put right, as Priya chose/,
    );
    await world.chooseChannel();
    const after = only(await world.press('tom', 'digest.preview'), 'preview');
    expect(after.publish?.scheduled).toMatch(
      /^It goes out by itself on the next working day at the latest, as Priya chose/,
    );
    await world.press('tom', 'digest.takeBack', await asShown());
    expect((await world.loaded()).cycle.heldUp).toBeUndefined();
  });

  it('names nobody who was never reached', async () => {
    const rest = { email: 'cat@council.example', by: 'teams' as const, contactId: 'cat' };
    await world.store.ledger.insertMissing([
      {
        ...{ ...cycleKey, key: 'strategy,autumn,cat,2026-10-08', refs: ['2.1'], attempts: [] },
        recipient: { kind: 'contact', ...rest },
        date: world.clock.now().toZonedDateTimeISO('UTC').toPlainDate(),
        at: world.clock.now(),
        sections: [{ rung: 'request', kind: 'request' }],
        state: 'unreachable',
      },
    ]);
    const view = await onDate({ nameAwaited: 'true' });
    expect(view).toMatchObject({ awaited: ['Housing'], notReached: ['Parks'] });
    expect(view.digest.awaited).toEqual(['Housing']);
  });
});

describe('what a lead chooses just as the digest is published', () => {
  /** Done once the figures are read and before they are frozen. */
  function meanwhile(act: () => Promise<unknown>) {
    const { ledger } = world.store;
    const ofCycle = ledger.ofCycle.bind(ledger);
    ledger.ofCycle = async (...what) => {
      ledger.ofCycle = ofCycle;
      await act();
      return ofCycle(...what);
    };
  }

  it('is shown to another lead, who publishes nothing before it is seen', async () => {
    meanwhile(() => onDate({ foreword: 'Tom thanks you.' }, 'tom'));
    const view = only(await world.press('priya', 'digest.publish', { early: 'yes' }), 'preview');
    expect(view.notice).toMatch(/^Nothing was published; to publish it now, press again\. Tom chose/);
    expect(await world.frozen()).toBeUndefined();
  });

  it('holds for what was to go out by itself: taken back, it does not', async () => {
    await onDate();
    const shown = await asShown();
    meanwhile(() => world.press('tom', 'digest.takeBack', shown));
    expect(await tickAt('2026-11-11T09:30:00Z')).toBe('closed');
    expect(await world.frozen()).toBeUndefined();
  });
});

describe('a digest that is on its way, though its round is not called published yet', () => {
  beforeEach(async () => {
    await onDate();
    const { outbox } = world;
    const put = outbox.put.bind(outbox);
    outbox.put = async () => Promise.reject(new Error('The process was killed.'));
    const now = { early: 'yes', ...(await asShown()) };
    await expect(world.press('priya', 'digest.publish', now)).rejects.toThrow('killed');
    outbox.put = put;
    expect((await world.loaded()).cycle.state).toBe('closed');
  });

  it('is not taken back any more', async () => {
    const { publication } = (await world.loaded()).cycle;
    const chosenAt = publication?.at.toString();
    const view = only(await world.press('tom', 'digest.takeBack', { chosenAt }), 'preview');
    expect(view.notice).toBe('There was nothing to take back any more.');
    expect((await world.loaded()).cycle.publication).toEqual(publication);
  });

  it('is not put on its date any more', async () => {
    const chosenAt = (await world.loaded()).cycle.publication?.at.toString();
    const view = await onDate({ foreword: 'Thank you.', chosenAt }, 'tom');
    expect(view.notice).toBe('This digest is published already. Nothing was changed.');
    expect((await world.loaded()).cycle.publication?.by.name).toBe('Priya');
  });
});

describe('who sees the digest before it is published', () => {
  const untilALead = 'For you only: nothing is posted until a lead publishes it.';
  const untilTheDate = 'For you only, until it goes out by itself on Wednesday 11 November at 9:30 am.';
  const shown = async (on: DigestWorld) =>
    only(await on.press('priya', 'digest.preview'), 'preview').standing;

  it('is said by how it goes out: once a lead publishes it, or by itself where one chose so', async () => {
    expect(await shown(world)).toBe(untilALead);
    expect((await onDate()).standing).toBe(untilTheDate);
    const { notice, standing } = only(
      await world.press('tom', 'digest.takeBack', await asShown()),
      'preview',
    );
    expect(notice).toBe('Taken back: nothing goes out on Wednesday 11 November unless a lead publishes it.');
    expect(standing).toBe(untilALead);
  });

  it('is said to end on the date in a programme without review, also where a foreword is taken back', async () => {
    const board = { name: 'Harbour Board', channelId: '19:papers@thread.tacv2' };
    world = await digestWorld({ settings: { review: 'none', board } });
    expect(await shown(world)).toBe(untilTheDate);
    await world.close();
    expect(await shown(world)).toBe(untilTheDate);
    await onDate({ foreword: 'Thank you.' });
    const { notice, standing } = only(
      await world.press('tom', 'digest.takeBack', await asShown()),
      'preview',
    );
    expect(notice).toBe(
      'Taken back: the digest still goes out by itself, without a foreword and naming nobody.',
    );
    expect(standing).toBe(untilTheDate);
    expect(await tickAt('2026-11-11T09:30:00Z')).toBe('published');
    expect(await world.frozen()).not.toHaveProperty('foreword');
  });

  it('is not said of what is published, or never will be', async () => {
    await world.publish();
    expect(await shown(world)).toBeUndefined();
    const cancelled = await digestWorld();
    await cancelled.press('priya', 'lead.cancel', { confirm: 'yes' });
    expect(await shown(cancelled)).toBeUndefined();
  });
});

describe('Publish before the date, by a second lead', () => {
  const toms = { foreword: 'Tom thanks you.' };
  const priyas = { foreword: 'Priya thanks you.', nameAwaited: 'true' };
  const publication = async () => (await world.loaded()).cycle.publication;

  it('replaces nothing unseen: the card has the first one’s choice beside what the second typed', async () => {
    await onDate(toms, 'tom');
    const view = await onDate(priyas);
    expect(view.notice).toBe(
      'Nothing was changed; to have it your way, press again. Tom chose on Thursday 29 October at 5 pm that it goes out by itself, as the card says now.',
    );
    expect(view.publish?.scheduled).toMatch(
      /as Tom chose on .*, with the foreword “Tom thanks you.” and naming nobody\.$/,
    );
    expect(view.digest.foreword).toBe(priyas.foreword);
    expect(await publication()).toMatchObject({ by: { name: 'Tom' }, ...toms });
    const again = await onDate({ ...priyas, chosenAt: view.publish?.chosenAt });
    expect(again.publish?.scheduled).toMatch(/as Priya chose on Thursday 29 October at 5:01 pm\.$/);
    expect(await publication()).toMatchObject({ by: { name: 'Priya' }, foreword: priyas.foreword });
  });

  it('says who was first to choose the same, and leaves it theirs', async () => {
    await onDate(toms, 'tom');
    const before = await world.events();
    expect((await onDate(toms)).notice).toBe(
      'It goes out by itself on Wednesday 11 November at 9:30 am, as Tom chose before. Nothing was changed.',
    );
    expect(await world.events()).toEqual(before);
    expect((await publication())?.by.name).toBe('Tom');
  });

  it('tells one of two who press at the very same moment', async () => {
    const views = await Promise.all([onDate(toms, 'tom'), onDate(priyas)]);
    const told = views.filter(({ notice }) => notice?.startsWith('Nothing was changed'));
    expect(told).toHaveLength(1);
    expect(told[0]?.notice).toContain(`${(await publication())?.by.name} chose on`);
  });

  it('does not publish at once what the first has had wait', async () => {
    await onDate(toms, 'tom');
    const now = { ...priyas, early: 'yes' };
    const view = only(await world.press('priya', 'digest.publish', now), 'preview');
    expect(view.notice).toBe(
      'Nothing was published; to publish it now, press again. Tom chose on Thursday 29 October at 5 pm that it goes out by itself, as the card says now.',
    );
    expect(await world.frozen()).toBeUndefined();
    await world.press('priya', 'digest.publish', { ...now, chosenAt: view.publish?.chosenAt });
    expect((await world.frozen())?.foreword).toBe(priyas.foreword);
  });

  it('is told where the first has taken back what their card still shows', async () => {
    await onDate(toms, 'tom');
    const shown = await asShown();
    await world.press('tom', 'digest.takeBack');
    const view = await onDate({ ...priyas, ...shown });
    expect(view.notice).toBe(
      'Nothing was changed; to have it your way, press again. It was to go out by itself, and that was taken back meanwhile. Tom did that at 5:01 pm.',
    );
    expect(await publication()).toBeUndefined();
    await onDate(priyas);
    expect((await publication())?.foreword).toBe(priyas.foreword);
  });

  it('takes back nothing that their card does not show', async () => {
    await onDate(priyas);
    const shown = await asShown();
    await onDate({ ...toms, ...shown }, 'tom');
    const view = only(await world.press('priya', 'digest.takeBack', shown), 'preview');
    expect(view.notice).toBe(
      'Nothing was taken back; to take it back, press again. Tom chose on Thursday 29 October at 5:01 pm that it goes out by itself, as the card says now.',
    );
    expect((await publication())?.foreword).toBe(toms.foreword);
  });
});

describe('before publishing, a lead is warned', () => {
  it('of what is not signed off, what was sent back, and what may tell of a person', async () => {
    const open = await digestWorld();
    await open.submit('ama', '1.1', onTrack);
    await open.submit('cat', '2.1', { ...slipped, reason: 'Jean Marsh and 3 residents object.' });
    await open.press('priya', 'lead.return', {
      ...{ ref: '1.1', version: 1, send: 'yes', comment: 'More, please.', answerBy: '2026-10-23' },
    });
    await open.close();
    const shown = { foreword: 'Write to jean@marsh.example.' };
    const view = only(await open.press('priya', 'digest.preview', shown), 'preview');
    expect(view.warnings).toEqual([
      '1 update is not signed off yet, and counted all the same: 2.1.',
      '1 update is sent back and not answered again, and counted nowhere: 1.1.',
      'Foreword: “jean@marsh.example” is an e-mail address.',
      '2.1: “Jean Marsh” looks like a name.',
      '2.1: “3 residents” is a count below 10.',
    ]);
    expect(view.digest.foreword).toBe(shown.foreword);
  });

  it('of nothing in texts that nobody will read', async () => {
    const secret = { notForPublication: 'true', whyNotPublished: 'A family.' };
    const open = await digestWorld({ settings: { review: 'none' } });
    await open.submit('cat', '2.1', { ...slipped, reason: 'Jean Marsh objects.', ...secret });
    await open.close();
    const view = only(await open.press('priya', 'digest.preview'), 'preview');
    expect(view.warnings).toEqual([]);
    expect(view.digest.digest.exceptions).toMatchObject([{ ref: '2.1', withheld: true, reason: null }]);
  });
});

describe('what its owner keeps back', () => {
  const secret = { notForPublication: 'true', whyNotPublished: 'It is about one family.' };

  it('comes back on the form where the why is missing, with everything typed', async () => {
    const open = await digestWorld();
    const form = only(await open.submit('ama', '1.1', { ...slipped, notForPublication: 'true' }), 'form');
    expect(form.problems).toEqual([
      { input: 'whyNotPublished', message: 'Please tell the lead why this is not for publication.' },
    ]);
    expect(form.values).toMatchObject({ notForPublication: 'true', reason: slipped.reason });
  });

  it('is in the history and nowhere else, and is ticked where its owner starts from it', async () => {
    const open = await digestWorld();
    await open.submit('ama', '1.1', { ...slipped, ...secret });
    expect(await open.versions('1.1')).toMatchObject([
      { reason: slipped.reason, notForPublication: secret.whyNotPublished },
    ]);
    const form = only(await open.press('ama', 'update.open', { ref: '1.1' }), 'form');
    expect(form.values).toMatchObject(secret);
    await open.close();
    await open.publish();
    expect(JSON.stringify(await open.frozen())).not.toMatch(/joiner|family/i);
  });
});
