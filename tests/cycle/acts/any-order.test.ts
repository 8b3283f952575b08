import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { instantAt, localDate } from '../../../src/calendar/local-time.ts';
import { Temporal } from '../../../src/calendar/temporal.ts';
import { accept } from '../../../src/cycle/acts/accept.ts';
import { agree, keepTheirs } from '../../../src/cycle/acts/answer-suggestion.ts';
import { recordBoardAsked } from '../../../src/cycle/acts/board-asked.ts';
import { decideLate } from '../../../src/cycle/acts/decide-late.ts';
import { editForStyle } from '../../../src/cycle/acts/edit.ts';
import { askAgain, excuse } from '../../../src/cycle/acts/excuse.ts';
import { extend, extensionDays } from '../../../src/cycle/acts/extend.ts';
import { keepWithThem, sayNotMine } from '../../../src/cycle/acts/not-mine.ts';
import { answeredWith, record } from '../../../src/cycle/acts/record.ts';
import { isRefused, type Refused } from '../../../src/cycle/acts/refused.ts';
import { sendBack } from '../../../src/cycle/acts/send-back.ts';
import { whyNotHandOver } from '../../../src/cycle/acts/why-not-hand-over.ts';
import { withdraw } from '../../../src/cycle/acts/withdraw.ts';
import type { CycleState, Handover } from '../../../src/cycle/cycle.ts';
import { versionOf } from '../../../src/cycle/newest-update.ts';
import { plan } from '../../../src/cycle/plan.ts';
import type { Update } from '../../../src/cycle/answer.ts';
import { isOutstanding } from '../../../src/cycle/outstanding.ts';
import type { UpdateRequest } from '../../../src/cycle/request.ts';
import { ownLadders } from '../../../src/cycle/rungs.ts';
import { withStandingDoubt } from '../../../src/cycle/standing-doubt.ts';
import { wouldBeLate } from '../../../src/cycle/would-be-late.ts';
import { planState } from '../../builders/plan-state.ts';
import { programmeSettings } from '../../builders/settings.ts';

/** One request in its cycle, and every version of its answer that was ever stored. */
interface World {
  request: UpdateRequest;
  history: Update[];
  state: CycleState;
  now: Temporal.Instant;
}

/** What chance decides about an act: words, whether the card that it stands on is the newest, and one of a few. */
interface Chance {
  words: string;
  isStale: boolean;
  pick: number;
}

type Act = (world: World, chance: Chance) => UpdateRequest | Refused;

const base = planState({ actions: [{ ref: '1.1', owners: ['housing'] }] });
const { calendar } = base;
const owner = { contactId: 'housing-lead', name: 'Ama' };
const lead = { contactId: 'priya', name: 'Priya' };
const statuses = ['on_track', 'minor_slippage', 'significant_delay'] as const;

function statusBy({ pick }: Chance): string {
  return statuses[pick % statuses.length] ?? 'on_track';
}

/** The version on the lead's card: the one that counts, or the one before. */
function seen({ request }: World, { isStale }: Chance): number {
  return (request.answer?.version ?? 0) - (isStale ? 1 : 0);
}

/** The version that was sent back, as the owner's card shows it. */
function seenReturn({ request }: World, { isStale }: Chance): number {
  return (request.returned?.answer.version ?? 0) + (isStale ? 1 : 0);
}

function newUpdate({ request, state, now }: World, chance: Chance, kind: Update['kind'] = 'answer'): Update {
  return {
    ref: request.ref,
    version: versionOf(request) + 1,
    kind,
    by: owner,
    at: now,
    late: wouldBeLate(state, request),
    status: statusBy(chance),
    narrative: chance.words,
  };
}

/** Nobody gets as far as this with a request that is excused or gone: it is refused where it is looked up. */
function answer(world: World, chance: Chance): UpdateRequest | Refused {
  const { state } = world.request;
  if (state === 'excused' || state === 'retired') return { refused: 'nothing is wanted' };
  return answeredWith(world.request, newUpdate(world, chance, chance.isStale ? 'no-change' : 'answer'));
}

function returned(world: World, chance: Chance, suggested?: string): UpdateRequest | Refused {
  const { request, now } = world;
  const answerBy = localDate(now, calendar.timeZone).add({ days: 2 });
  return sendBack(request, {
    ...{ version: seen(world, chance), comment: chance.words, answerBy, by: lead, at: now },
    ...(suggested !== undefined && { suggested }),
  });
}

function extended({ request, now }: World, { pick }: Chance): UpdateRequest | Refused {
  const limits = { dates: base.cycle.dates, calendar, today: localDate(now, calendar.timeZone) };
  const to = extensionDays(limits).first.add({ days: pick });
  return extend(request, { to, by: lead, at: now }, limits);
}

/** It is written in the programme's row that somebody else answers; the request is read by that. */
function handedOver({ request, state, now }: World, { isStale }: Chance): UpdateRequest | Refused {
  const why = whyNotHandOver(request, { state }, isStale);
  if (why !== undefined) return { refused: why };
  const { ref } = request;
  const handover: Handover = { ref, contactId: 'parks-lead', why: 'reassigned', by: lead, at: now };
  return withStandingDoubt(request, { handovers: [handover] }, {});
}

/** Every act, a line each: a new one is tried in any order with all the others. */
const acts: Record<string, Act> = {
  answer,
  record: (w, c) => record(w.request, { ...newUpdate(w, c), by: lead, source: 'by phone' }),
  withdraw: (w) => withdraw(w.request, { contactIds: [owner.contactId], cycle: w.state, at: w.now }),
  accept: (w, c) => accept(w.request, { by: lead, at: w.now, version: seen(w, c) }),
  return: (w, c) => returned(w, c),
  suggest: (w, c) => returned(w, c, statusBy(c)),
  agree: (w, c) =>
    agree(w.request, {
      ...{ version: seenReturn(w, c), cycle: w.state },
      ...{ answer: { narrative: c.words }, by: owner, at: w.now },
    }),
  keep: (w, c) => keepTheirs(w.request, { version: seenReturn(w, c), cycle: w.state }),
  edit: (w, c) =>
    editForStyle(w.request, { version: seen(w, c), texts: { narrative: c.words }, by: lead, at: w.now }),
  excuse: (w, c) => excuse(w.request, { reason: c.words, by: lead, at: w.now }),
  askAgain: (w) => askAgain(w.request, { by: lead, at: w.now }),
  extend: extended,
  notMine: (w) => sayNotMine(w.request, { state: w.state }, { ...owner, by: owner, at: w.now }),
  keepWithThem: (w) => keepWithThem(w.request, { by: lead, at: w.now }),
  handOver: handedOver,
  countLate: (w) => decideLate(w.request, { kind: 'counted', by: lead, at: w.now }, w.state === 'published'),
  noteLate: (w) => decideLate(w.request, { kind: 'noted', by: lead, at: w.now }, w.state === 'published'),
  keepLate: (w) => decideLate(w.request, { kind: 'kept', by: lead, at: w.now }, w.state === 'published'),
  boardAsked: (w, c) =>
    recordBoardAsked(w.request, { text: c.words, by: lead, at: w.now, meeting: base.cycle.dates.meeting }),
};

/** Files beside the acts that make nothing of a request. */
const noActs = ['answer-by', 'away', 'hand-back', 'refused', 'reopen', 'waits-for-sign-off'];

/** Time, which only goes on: a day passes, the cycle closes, its digest is published. */
const turns: Record<string, (world: World) => World> = {
  day: (w) => ({ ...w, now: w.now.add({ hours: 24 }) }),
  close: (w) => (w.state === 'open' ? { ...w, state: 'closed' } : w),
  publish: (w) => (w.state === 'closed' ? { ...w, state: 'published' } : w),
};

/** Acts are far likelier than the end of the cycle, after which few of them can be done. */
const names = [
  ...Object.keys(acts),
  ...Object.keys(acts),
  'answer',
  'answer',
  'answer',
  ...Object.keys(turns),
];

const step = fc.record({
  name: fc.constantFrom(...names),
  words: fc.constantFrom('The doors are hung.', 'The windows, too.', 'Please say by when.'),
  isStale: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  pick: fc.nat({ max: 2 }),
});
type Step = Chance & { name: string };

const start: World = {
  request: base.requests[0]!,
  history: [],
  state: 'open',
  now: instantAt(base.cycle.dates.opens, Temporal.PlainTime.from('12:00'), calendar.timeZone),
};

/** Does one thing: a new version of the answer is stored with what becomes of the request, as one transaction does. */
function take(world: World, { name, ...chance }: Step, done: (name: string) => void): World {
  const turn = turns[name];
  if (turn) return turn(world);
  const result = acts[name]!(world, chance);
  if (isRefused(result)) return world;
  done(name);
  const known = new Set(world.history.map(({ version }) => version));
  const fresh = answersIn(result).filter(({ version }) => !known.has(version));
  return { ...world, request: result, history: [...world.history, ...fresh] };
}

function answersIn({ answer: current, late, returned: back }: UpdateRequest): Update[] {
  return [current, late, back?.answer].filter((one) => one !== undefined);
}

/** What is wrong with a request by itself, in words. */
function wrongIn(request: UpdateRequest): string[] {
  const { state, answer: current, returned: back, signedOff, excused, notMine } = request;
  const checks: [string, boolean][] = [
    [
      'an answer in a state that has none',
      ['submitted', 'accepted'].includes(state) !== (current !== undefined),
    ],
    ['a return that is not one', state === 'returned' && !back],
    ['a return that is over', back !== undefined && state !== 'returned' && state !== 'excused'],
    ['signed off, and not accepted', (state === 'accepted') !== (signedOff !== undefined)],
    ['another version signed off', signedOff !== undefined && signedOff.version !== current?.version],
    ['an excuse in another state', (state === 'excused') !== (excused !== undefined)],
    ['in doubt, and settled', notMine !== undefined && !isOutstanding(request)],
  ];
  return checks.flatMap(([wrong, isSo]) => (isSo ? [wrong] : []));
}

/** Every version has a number of its own, one after another, and says what it said when it was stored. */
function wordsLost({ request, history }: World): string[] {
  const numbers = history.map(({ version }) => version);
  const expected = history.map((_, n) => n + 1);
  const lost = answersIn(request).filter((one) => !history.includes(one));
  return [
    ...(numbers.join() === expected.join() ? [] : [`versions ${numbers.join()}`]),
    ...lost.map(({ version }) => `version ${version} is not as it was stored`),
    ...(versionOf(request) === history.length ? [] : [`the next version would be ${versionOf(request) + 1}`]),
  ];
}

/** Whom the ladder writes to about the request, now and on the day on which its last message would be due. */
function writtenTo({ request, state, now }: World): string[] {
  const cycle = { ...base.cycle, state };
  const { extended: own } = request;
  const ladders = own && ownLadders(programmeSettings(), calendar, cycle, own);
  const planned = {
    ...base,
    cycle,
    requests: [request],
    extended: new Map(ladders ? [['1.1', ladders]] : []),
  };
  return [0, 14].flatMap((days) =>
    plan(planned, now.add({ hours: 24 * days })).due.flatMap(({ refs, recipient }) =>
      refs.length > 0 && recipient.kind === 'contact' ? [recipient.contactId] : [],
    ),
  );
}

describe('any sequence of acts on a request', () => {
  it('leaves it in a legal state, keeps every word ever submitted, and writes to nobody about what is settled', () => {
    const done = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), (steps) => {
        let world = start;
        const commented: string[] = [];
        for (const one of steps) {
          const before = world;
          world = take(world, one, (name) => done.add(name));
          if (world.request === before.request) continue;
          expect(wrongIn(world.request)).toEqual([]);
          expect(wordsLost(world)).toEqual([]);
          // What the leads said stays as well.
          if (one.name === 'return' || one.name === 'suggest') commented.push(one.words);
          const { sentBack = [], returned: back } = world.request;
          expect([...sentBack, ...(back ? [back] : [])].map(({ comment }) => comment)).toEqual(commented);
          const { request } = world;
          const written = writtenTo(world);
          if (!isOutstanding(request) || request.state === 'returned') expect(written).toEqual([]);
          expect(written).not.toContain(request.notMine?.contactId);
        }
      }),
      { numRuns: 250 },
    );
    expect([...done].sort()).toEqual(Object.keys(acts).sort());
  });

  it('has the ladder write about what is still to be answered: the check above can fail', () => {
    expect(writtenTo(start)).toContain(owner.contactId);
  });

  it('tries every act that there is', () => {
    const files = readdirSync('src/cycle/acts').map((file) => file.replace('.ts', ''));
    const tried = [
      ...['accept', 'answer-suggestion', 'board-asked', 'decide-late', 'edit', 'excuse'],
      ...['extend', 'not-mine', 'record', 'send-back', 'why-not-hand-over', 'withdraw'],
    ];
    expect(files.sort()).toEqual([...tried, ...noActs].sort());
  });
});
