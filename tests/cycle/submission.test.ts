import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from '../../src/calendar/temporal.ts';
import { checkSubmission, demandedInputs, inputsOf, saysTheSame } from '../../src/cycle/submission.ts';
import { fiveCategory, noStatus, rag, StatusScheme } from '../../src/programme/status-scheme.ts';

const today = Temporal.PlainDate.from('2026-10-20');
const check = (inputs: Record<string, string>, scheme: StatusScheme = fiveCategory) =>
  checkSubmission(scheme, inputs, today);

function problemsOf(inputs: Record<string, string>, scheme?: StatusScheme): string[] {
  const checked = check(inputs, scheme);
  return checked.kind === 'accepted' ? [] : checked.problems.map((problem) => problem.input);
}

const narrative = 'The clinic has moved to the library.';

describe('what is not for publication', () => {
  const whole = { status: 'on_track', narrative, nextSteps: 'Open it.' };
  const why = 'It is about one family.';

  it.each<[string, Record<string, string>, string[]]>([
    ['a tick that says why', { notForPublication: 'true', whyNotPublished: why }, []],
    ['a tick without a why', { notForPublication: 'true' }, ['whyNotPublished']],
    ['a why without a tick', { whyNotPublished: why }, ['notForPublication']],
    ['neither', { notForPublication: 'false', whyNotPublished: ' ' }, []],
  ])('takes %s', (_what, ticked, problems) => {
    expect(problemsOf({ ...whole, ...ticked })).toEqual(problems);
  });

  it('says so with the answer, and comes back as it was typed', () => {
    const checked = check({ ...whole, notForPublication: 'true', whyNotPublished: why });
    if (checked.kind !== 'accepted') throw new Error('refused');
    expect(checked.answer.notForPublication).toBe(why);
    expect(check(inputsOf(checked.answer))).toEqual(checked);
    expect(saysTheSame(checked.answer, { ...whole })).toBe(false);
  });
});

describe('what each status demands', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['nothing typed', {}, ['status', 'narrative']],
    ['on track alone', { status: 'on_track', narrative }, ['nextSteps']],
    ['on track with next steps', { status: 'on_track', narrative, nextSteps: 'Open it.' }, []],
    ['slippage alone', { status: 'minor_slippage', narrative }, ['reason', 'recoveryAction']],
    [
      'slippage with a recovery action',
      { status: 'minor_slippage', narrative, reason: 'r', recoveryAction: 'a' },
      [],
    ],
    [
      'slippage with a new date',
      { status: 'minor_slippage', narrative, reason: 'r', revisedDate: '2027-01-15' },
      [],
    ],
    [
      'slippage with a promised date',
      { status: 'minor_slippage', narrative, reason: 'r', sayBy: '2027-01-15' },
      [],
    ],
    ['delay alone', { status: 'significant_delay', narrative }, ['reason', 'recoveryAction', 'revisedDate']],
    [
      'delay with all',
      { status: 'significant_delay', narrative, reason: 'r', recoveryAction: 'a', revisedDate: '2027-01-15' },
      [],
    ],
    ['completed alone', { status: 'completed' }, ['outcome']],
    ['completed with its outcome and no narrative', { status: 'completed', outcome: 'Open to all.' }, []],
    ['closed alone', { status: 'closed' }, ['reason']],
    ['closed with its reason and no narrative', { status: 'closed', reason: 'The board stopped it.' }, []],
    [
      'white space only',
      { status: 'on_track', narrative: ' \n\t ', nextSteps: '  ' },
      ['narrative', 'nextSteps'],
    ],
    ['a status of another scheme', { status: 'amber', narrative }, ['status']],
    ['a status named as a prototype key', { status: '__proto__', narrative }, ['status']],
  ])('%s', (_what, inputs, missing) => {
    expect(problemsOf(inputs)).toEqual(missing);
  });

  it('asks a programme without statuses for the narrative and nothing else', () => {
    expect(problemsOf({}, noStatus)).toEqual(['narrative']);
    expect(check({ narrative, status: 'on_track' }, noStatus)).toEqual({
      kind: 'accepted',
      answer: { narrative },
    });
  });

  it('follows a scheme that the programme wrote out', () => {
    const own = StatusScheme.parse({
      id: 'own',
      statuses: [
        { id: 'fine', label: 'Fine', definition: 'Fine.', tone: 'good' },
        { id: 'stuck', label: 'Stuck', definition: 'Stuck.', tone: 'bad', demands: ['recoveryAction'] },
      ],
    });
    expect(problemsOf({ status: 'fine', narrative }, own)).toEqual([]);
    expect(problemsOf({ status: 'stuck', narrative }, own)).toEqual(['recoveryAction']);
    expect(problemsOf({ status: 'red', narrative }, rag)).toEqual([
      'reason',
      'recoveryAction',
      'revisedDate',
    ]);
  });

  it('names every input that the status demands, the filled ones too, and any other in which something is typed', () => {
    const checked = check({ status: 'significant_delay', narrative, reason: 'r', outcome: 'typed earlier' });
    expect(checked).toMatchObject({
      demanded: ['reason', 'recoveryAction', 'revisedDate', 'sayBy', 'outcome'],
    });
    expect(demandedInputs(fiveCategory, { status: 'on_track' })).toEqual([]);
  });
});

describe('what is kept', () => {
  it('keeps words typed where the status does not demand them', () => {
    const checked = check({
      status: 'on_track',
      narrative,
      nextSteps: 'n',
      reason: 'kept',
      noteToLead: 'kept too',
    });
    expect(checked).toMatchObject({ answer: { reason: 'kept', noteToLead: 'kept too' } });
  });

  it('ignores inputs that it does not know, and keys that are inherited', () => {
    const inputs = Object.assign(Object.create({ outcome: 'inherited' }) as Record<string, string>, {
      status: 'on_track',
      narrative,
      nextSteps: 'n',
      colour: 'blue',
      constructor: 'x',
    });
    expect(check(inputs)).toEqual({
      kind: 'accepted',
      answer: { status: 'on_track', narrative, nextSteps: 'n' },
    });
  });

  it('keeps line breaks and tabs, makes line ends alike, and takes out what no document can hold', () => {
    const checked = check({ narrative: ' One\r\ntwo\u0000\tthree \uD800 four\u0007 ' }, noStatus);
    expect(checked).toEqual({ kind: 'accepted', answer: { narrative: 'One\ntwo\tthree \uFFFD four' } });
  });

  it('takes 4,000 characters of narrative and 2,000 of anything else, and says by how much more is too much', () => {
    const full = { status: 'on_track', narrative: 'n'.repeat(4000), nextSteps: 's'.repeat(2000) };
    expect(problemsOf(full)).toEqual([]);
    expect(check({ ...full, narrative: 'n'.repeat(4001), noteToLead: 'x'.repeat(3500) })).toMatchObject({
      problems: [
        { input: 'narrative', message: expect.stringContaining('by 1 character.') },
        { input: 'noteToLead', message: expect.stringContaining('by 1,500 characters.') },
      ],
    });
  });
});

describe('the revised date', () => {
  const delay = { status: 'significant_delay', narrative, reason: 'r', recoveryAction: 'a' };
  const date = (day: string) => ({ kind: 'date', date: Temporal.PlainDate.from(day) });
  const promised = (day: string) => ({ kind: 'promised', sayBy: Temporal.PlainDate.from(day) });

  it.each([
    ['a date', { revisedDate: '2027-01-15' }, date('2027-01-15')],
    ['today', { revisedDate: '2026-10-20' }, date('2026-10-20')],
    ['a day by which it is known', { sayBy: '2027-01-15' }, promised('2027-01-15')],
    ['a promise in words', { revisedDate: 'Not yet known; will say by 2027-01-15.' }, promised('2027-01-15')],
    [
      'words, and the day beside them',
      { revisedDate: 'not yet known', sayBy: '2027-01-15' },
      promised('2027-01-15'),
    ],
    ['both: the date wins', { revisedDate: '2027-02-01', sayBy: '2027-01-15' }, date('2027-02-01')],
  ])('takes %s', (_what, inputs, revisedDate) => {
    expect(check({ ...delay, ...inputs })).toMatchObject({ kind: 'accepted', answer: { revisedDate } });
  });

  it.each([
    ['a date that has passed', { revisedDate: '2026-10-19' }, 'revisedDate'],
    ['a promise for a day that has passed', { sayBy: '2026-10-19' }, 'sayBy'],
    ['a day that does not exist', { revisedDate: '2027-02-30' }, 'revisedDate'],
    ['other words', { revisedDate: 'in spring' }, 'revisedDate'],
    ['"not yet known" and no day', { revisedDate: 'not yet known' }, 'sayBy'],
    ['a promise without a date', { revisedDate: 'not yet known; will say by Easter' }, 'revisedDate'],
  ])('asks again for %s', (_what, inputs, input) => {
    expect(problemsOf({ ...delay, ...inputs })).toEqual([input]);
  });

  it('asks again for a date that cannot be read, though the status does not demand one', () => {
    expect(problemsOf({ status: 'on_track', narrative, nextSteps: 'n', revisedDate: 'soon' })).toEqual([
      'revisedDate',
    ]);
  });
});

describe('for anything typed', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constant('2027-01-15'),
    fc.constant(''),
  );
  const inputs = fc.record(
    {
      status: fc.constantFrom('', ...fiveCategory.statuses.map((status) => status.id), 'other'),
      narrative: text,
      nextSteps: text,
      reason: text,
      recoveryAction: text,
      revisedDate: fc.oneof(text, fc.constant('2027-03-01')),
      sayBy: fc.constantFrom('', '2027-01-15', '2020-01-01'),
      outcome: text,
      noteToLead: text,
    },
    { requiredKeys: [] },
  );

  it('reads an accepted answer back from its inputs as the same answer', () => {
    fc.assert(
      fc.property(inputs, (typed) => {
        const checked = check(typed);
        if (checked.kind !== 'accepted') return;
        const again = check(inputsOf(checked.answer));
        expect(again).toEqual(checked);
        expect(saysTheSame(checked.answer, checked.answer)).toBe(true);
        expect(
          saysTheSame(checked.answer, { ...checked.answer, narrative: `${checked.answer.narrative}!` }),
        ).toBe(false);
      }),
    );
  });

  it('shows every input that has something to put right', () => {
    fc.assert(
      fc.property(inputs, (typed) => {
        const checked = check(typed);
        if (checked.kind === 'accepted') return;
        const shown = ['status', 'narrative', 'nextSteps', 'noteToLead', ...checked.demanded];
        for (const problem of checked.problems) expect(shown).toContain(problem.input);
      }),
    );
  });
});
