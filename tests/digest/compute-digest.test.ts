import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../src/calendar/temporal.ts';
import { noStatus } from '../../src/programme/status-scheme.ts';
import { digestOf, row, rows } from './digest-input.ts';

const noCounts = { completed: 0, on_track: 0, minor_slippage: 0, significant_delay: 0, closed: 0, none: 0 };

describe('counts', () => {
  it('has every status of the scheme, and none, as a key', () => {
    expect(digestOf([]).counts).toEqual(noCounts);
    expect(digestOf([]).unconfirmed).toEqual(noCounts);
  });

  it('counts an answer under its own status', () => {
    const digest = digestOf([row({ last: 'on_track', answer: { status: 'minor_slippage' } })]);
    expect(digest.counts).toEqual({ ...noCounts, minor_slippage: 1 });
    expect(digest.unconfirmed).toEqual(noCounts);
  });

  it('keeps the last known status of an action that was not answered, and says that nobody confirmed it', () => {
    const digest = digestOf([row({ last: 'on_track' })]);
    expect(digest.counts).toEqual({ ...noCounts, on_track: 1 });
    expect(digest.unconfirmed).toEqual({ ...noCounts, on_track: 1 });
  });

  it('does not call an action unconfirmed that was not asked about', () => {
    const digest = digestOf(rows({ last: 'completed' }, { last: 'closed' }));
    expect(digest.counts).toEqual({ ...noCounts, completed: 1, closed: 1 });
    expect(digest.unconfirmed).toEqual(noCounts);
  });

  it('counts an excused action as last reported, and so as unconfirmed', () => {
    const digest = digestOf([row({ last: 'on_track', state: 'excused' })]);
    expect(digest.counts['on_track']).toBe(1);
    expect(digest.unconfirmed['on_track']).toBe(1);
  });

  it('says when the unconfirmed were last reported, where that is one time for all', () => {
    const march = { last: 'on_track', baseline: { asOf: 'March 2026' } };
    expect(digestOf(rows(march, march)).lastReported).toBe('March 2026');
    expect(digestOf(rows(march, { ...march, baseline: { asOf: 'June 2026' } })).lastReported).toBeUndefined();
    expect(digestOf(rows({ ...march, answer: { status: 'on_track' } })).lastReported).toBeUndefined();
  });

  it('leaves a retired action out everywhere', () => {
    const digest = digestOf([row({ last: 'significant_delay', state: 'retired' })]);
    expect(digest).toMatchObject({ total: 0, counts: noCounts, byPriority: [], exceptions: [] });
    expect(digest.participation.asked).toBe(0);
  });

  it('counts an action without a status, or with one that the scheme does not have, as none', () => {
    const digest = digestOf(rows({}, { last: 'purple' }));
    expect(digest.counts).toEqual({ ...noCounts, none: 2 });
  });

  it('counts what was given after the close nowhere', () => {
    const late = { status: 'completed', outcome: 'All done.' };
    expect(digestOf([row({ last: 'on_track', late })])).toEqual(digestOf([row({ last: 'on_track' })]));
  });

  it('works for a programme without statuses', () => {
    const digest = digestOf(rows({ answer: {} }, { last: 'on_track' }), { scheme: noStatus });
    expect(digest.counts).toEqual({ none: 2 });
    expect(digest.unconfirmed).toEqual({ none: 1 });
    expect(digest.movement).toEqual([]);
  });
});

describe('priorities', () => {
  it('come in order of number, each with its own counts', () => {
    const second = { number: 2, title: 'Clean air' };
    const digest = digestOf(rows({ priority: second, last: 'on_track' }, { last: 'completed' }));
    expect(digest.byPriority).toEqual([
      {
        number: 1,
        title: 'Warm homes',
        total: 1,
        counts: { ...noCounts, completed: 1 },
        unconfirmed: noCounts,
      },
      {
        number: 2,
        title: 'Clean air',
        total: 1,
        counts: { ...noCounts, on_track: 1 },
        unconfirmed: { ...noCounts, on_track: 1 },
      },
    ]);
  });
});

describe('movement', () => {
  it('names the actions that changed status, and which way', () => {
    const digest = digestOf(
      rows(
        { last: 'on_track', answer: { status: 'minor_slippage' } },
        { last: 'on_track', answer: { status: 'on_track' } },
        { last: 'minor_slippage' },
      ),
    );
    expect(digest.movement).toEqual([
      { ref: '1', title: 'Action 1', from: 'on_track', to: 'minor_slippage' },
    ]);
  });

  it('comes from nothing for a first status', () => {
    expect(digestOf([row({ answer: { status: 'on_track' } })]).movement).toMatchObject([
      { from: null, to: 'on_track' },
    ]);
  });

  it('includes a finished action that was opened again', () => {
    expect(digestOf([row({ last: 'completed', answer: { status: 'on_track' } })]).movement).toMatchObject([
      { from: 'completed', to: 'on_track' },
    ]);
  });
});

describe('exceptions', () => {
  it('come delays first, then slippage, each in the order of the register', () => {
    const digest = digestOf(
      rows(
        { last: 'minor_slippage' },
        { last: 'significant_delay' },
        { last: 'on_track' },
        { last: 'on_track', answer: { status: 'minor_slippage' } },
        { last: 'on_track', answer: { status: 'significant_delay' } },
      ),
    );
    expect(digest.exceptions.map(({ ref }) => ref)).toEqual(['2', '5', '1', '4']);
  });

  it('give the reason, the recovery action, the new date and the owners', () => {
    const revisedDate = { kind: 'date' as const, date: Temporal.PlainDate.from('2027-01-15') };
    const answer = {
      status: 'minor_slippage',
      reason: 'Two staff left.',
      recoveryAction: 'Recruit.',
      revisedDate,
    };
    const digest = digestOf([row({ contributors: ['transport'], answer })]);
    expect(digest.exceptions).toEqual([
      {
        ref: '1.1',
        title: 'Action 1.1',
        owners: ['Housing', 'Transport'],
        status: 'minor_slippage',
        reason: 'Two staff left.',
        recoveryAction: 'Recruit.',
        revisedDate,
        confirmed: true,
        isNew: true,
      },
    ]);
  });

  it('say since when, or that it is new', () => {
    const { exceptions } = digestOf(
      rows(
        { last: 'minor_slippage', baseline: { asOf: 'June 2026', offTrackSince: 'March 2026' } },
        { last: 'on_track', baseline: { asOf: 'June 2026' }, answer: { status: 'minor_slippage' } },
        { last: 'minor_slippage' },
      ),
    );
    expect(exceptions.map(({ since, isNew }) => since ?? isNew)).toEqual(['March 2026', true, undefined]);
  });

  it('tell how the last narrative begins where nobody answered and no reason is known', () => {
    const last = { last: 'significant_delay', baseline: { narrative: 'The boiler is broken.' } };
    const known = { ...last, baseline: { ...last.baseline, reason: 'No parts.' } };
    const answered = { ...last, answer: { status: 'significant_delay', reason: 'No money.' } };
    const said = digestOf(rows(last, known, answered)).exceptions.map(({ lastSaid }) => lastSaid);
    expect(said).toEqual(['The boiler is broken.', undefined, undefined]);
  });

  it('say what was last reported where nobody answered, and that nobody confirmed it', () => {
    const digest = digestOf([row({ last: 'significant_delay', baseline: { reason: 'No site.' } })]);
    expect(digest.exceptions).toMatchObject([{ reason: 'No site.', recoveryAction: null, confirmed: false }]);
  });

  it('do not mix the last reason into a new answer', () => {
    const digest = digestOf([
      row({ last: 'minor_slippage', baseline: { reason: 'Old.' }, answer: { status: 'minor_slippage' } }),
    ]);
    expect(digest.exceptions).toMatchObject([{ reason: null, confirmed: true }]);
  });

  it('keep the last reason where "no change" confirmed it', () => {
    const answer = { kind: 'no-change' as const, status: 'minor_slippage' };
    const digest = digestOf([row({ last: 'minor_slippage', baseline: { reason: 'Still short.' }, answer })]);
    expect(digest.exceptions).toMatchObject([{ reason: 'Still short.', confirmed: true }]);
  });
});

describe('completed since', () => {
  it('lists what was completed, with its outcome', () => {
    const digest = digestOf([
      row({ last: 'on_track', answer: { status: 'completed', outcome: '40 homes.' } }),
    ]);
    expect(digest.completed).toEqual([
      { ref: '1.1', title: 'Action 1.1', owners: ['Housing'], outcome: '40 homes.' },
    ]);
  });

  it('leaves out what was completed before, and what was closed', () => {
    const digest = digestOf(
      rows(
        { last: 'completed' },
        { last: 'completed', answer: { status: 'completed' } },
        { last: 'on_track', answer: { status: 'closed' } },
      ),
    );
    expect(digest.completed).toEqual([]);
  });
});

describe('participation', () => {
  it('counts owners, each by the actions that name it first', () => {
    const digest = digestOf(
      rows(
        { owner: 'housing', answer: { status: 'on_track' } },
        { owner: 'housing' },
        { owner: 'transport', answer: { status: 'on_track' }, contributors: ['police'] },
      ),
    );
    expect(digest.participation).toEqual({
      asked: 2,
      answered: 1,
      noUpdate: ['Housing'],
      notReached: [],
      requestsAsked: 3,
      requestsAnswered: 2,
    });
  });

  it('never counts an owner as silent whom the bot could not reach', () => {
    const digest = digestOf(rows({ owner: 'housing' }, { owner: 'police' }), {
      notReached: new Set(['police']),
    });
    expect(digest.participation).toMatchObject({
      noUpdate: ['Housing'],
      notReached: ['Police'],
      answered: 0,
    });
  });

  it('does not call an owner unreached who has answered everything', () => {
    const digest = digestOf([row({ answer: { status: 'on_track' } })], { notReached: new Set(['housing']) });
    expect(digest.participation).toMatchObject({ answered: 1, notReached: [] });
  });

  it('leaves out what was not asked about, and what a lead excused', () => {
    const digest = digestOf(
      rows({ owner: 'housing', last: 'completed' }, { owner: 'police', state: 'excused' }),
    );
    expect(digest.participation).toMatchObject({ asked: 0, answered: 0, noUpdate: [], requestsAsked: 0 });
  });

  it('counts all the actions without an owner as one, for which the lead answers', () => {
    const digest = digestOf(rows({ owner: '' }, { owner: '' }));
    expect(digest.participation).toMatchObject({
      asked: 1,
      noUpdate: ['Actions without an owner'],
    });
  });
});
