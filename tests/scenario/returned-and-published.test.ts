import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DigestJson } from '../../src/digest/digest-json.ts';
import type { FakePerson, FakeTeam, Seen } from '../fakes/teams-server.ts';
import { answers, buttonsOf, wholeAnswers, type Filled } from './answers.ts';
import { asks, atNewest, wordsOf } from './at-card.ts';
import { startCouncil, type AddedCycle, type Council } from './council.ts';
import { csv } from './crowd.ts';

let council: Council;
let cycle: AddedCycle;
let ama: FakePerson;
let ben: FakePerson;
let priya: FakePerson;
let chair: FakePerson;
let board: FakeTeam;
/** As it was published. */
let figures: Omit<DigestJson, 'card'>;
let posted: Seen;
let briefed: Seen;

const at = (rung: string) => cycle.rungs.find((one) => one.rung === rung)?.at ?? '';
const inChannel = () => council.teams.seen.filter(({ channelId }) => channelId === board.channelId('Papers'));
const withChair = () => chair.saw().filter(({ conversationId }) => conversationId === chair.chatId);
const messagesTo = (person: FakePerson) => person.saw().filter(({ kind }) => kind === 'message').length;
const historyOf = (ref: string) => council.ask('history', '--programme', 'strategy', '--action', ref);

async function figuresNow(): Promise<Omit<DigestJson, 'card'>> {
  const { card: _card, ...rest } = await council.digest('june');
  return rest;
}

/** Ama answers 1.1 from her newest card; returns what she reads then. */
async function answersAgain(filled: Filled): Promise<string> {
  const button = buttonsOf(ama.cards().at(-1), 'update.open').find(({ ref }) => ref === '1.1');
  return words(await answers(ama, button ?? {}, filled)).join('\n');
}

beforeAll(async () => {
  council = await startCouncil();
  const { teams } = council;
  ama = teams.person({ name: 'Ama Okoro' });
  ben = teams.person({ name: 'Ben Ash' });
  priya = teams.person({ name: 'Priya Raman' });
  chair = teams.person({ name: 'Dilys Hartnoll' });
  board = teams.team({ name: 'Board', channels: ['Papers'], members: [priya, chair] });
  await council.importFiles({
    register: csv(
      ['Ref', 'Priority no.', 'Priority', 'Action', 'Owner', 'Status'],
      [
        ['1.1', '1', 'Moving more', 'Mark a running route in each park', 'Parks', 'On track'],
        ['1.2', '1', 'Moving more', 'Open the school pools at weekends', 'Schools', 'On track'],
        ['2.1', '2', 'Eating well', 'Grow vegetables at every school', 'Schools', 'Minor slippage'],
      ],
    ),
    owners: csv(
      ['Owner', 'Lead contact', 'Lead email', 'Reached by'],
      [
        ['Parks', 'Ama Okoro', ama.email, 'teams'],
        ['Schools', 'Ben Ash', ben.email, 'teams'],
      ],
    ),
    settings: {
      title: 'Moving more',
      leads: [priya.email],
      chairs: [chair.email],
      board: { teamId: board.id, channelId: board.channelId('Papers') },
    },
  });
  cycle = await council.addCycle('june', '2026-06-25');
  await council.serve('off');
  await council.install([ama, ben, priya, chair]);
  await board.addsBot(priya);
  await council.tick(at('request'));
}, 180_000);
afterAll(() => council.close());

// One answer, told in order from when it was sent back to when what was published of it was corrected.
describe('an answer that was sent back', () => {
  it('counts nowhere any more, and its owner gets one message that says why', async () => {
    await answersAgain(wholeAnswers.delayed);
    expect((await figuresNow()).counts).toMatchObject({ significant_delay: 1 });
    const before = messagesTo(ama);
    await council.tick('2026-05-14T08:45:00Z');
    const review = await (await asks(priya, 'overdue')).press('lead.review');
    const form = await (await review.press('lead.review', {}, { ref: '1.1' })).press('lead.return');
    const done = await form.press('lead.return', { comment: 'Is it not the pool that is shut?' });
    expect(done.words).toContain('1.1 is sent back. Ama Okoro is asked to answer by Monday 18 May.');
    await council.tick();
    expect(messagesTo(ama)).toBe(before + 1);
    expect(atNewest(ama).words).toContain(
      'Priya Raman sent back your update on 1.1: please answer by Monday 18 May.',
    );
    expect((await figuresNow()).counts).toMatchObject({ significant_delay: 0, on_track: 2 });
  }, 120_000);

  it('is answered again, and accepted', async () => {
    const form = await atNewest(ama).press('update.open', {}, { ref: '1.1' });
    expect(form.words).toContain('Is it not the pool that is shut?');
    await answersAgain(wholeAnswers.slipping);
    const review = await (await asks(priya, 'overdue')).press('lead.review');
    const done = await review.press('lead.accept', {}, { ref: '1.1' });
    expect(done.words).toContain('Nothing waits for your sign-off');
    expect((await figuresNow()).counts).toMatchObject({ minor_slippage: 2, on_track: 1 });
  }, 120_000);

  it('is published as it was accepted, in the channel and in the chair’s briefing', async () => {
    await council.tick(at('close'));
    await council.tick(`${cycle.publish}T12:00:00Z`);
    await (await asks(priya, 'digest')).press('digest.publish', { foreword: 'A good spring.' });
    await council.tick();
    figures = await figuresNow();
    expect(figures.counts).toMatchObject({ minor_slippage: 2, on_track: 1, completed: 0 });
    expect(inChannel()).toMatchObject([{ kind: 'message' }]);
    [posted] = inChannel() as [Seen];
    const briefings = withChair().filter(({ card }) => words(card).includes('A good spring.'));
    expect(briefings).toMatchObject([{ kind: 'message' }]);
    [briefed] = briefings as [Seen];
    for (const { card } of [posted, briefed]) {
      expect(words(card).join()).toContain('The post is advertised again.');
      expect(words(card).join()).not.toContain('Since the papers');
    }
  }, 120_000);

  it('is answered once more when it is too late: that is for the lead, and nobody else sees it', async () => {
    const receipt = await answersAgain(wholeAnswers.completed);
    expect(receipt).toContain('It goes to the programme lead only.');
    expect(inChannel()).toHaveLength(1);
    expect(await figuresNow()).toEqual(figures);
  }, 120_000);

  it('stands beneath the figures once a lead has accepted that, in place, in the channel and with the chair', async () => {
    const form = await (await asks(priya, 'digest')).press('lead.decideLate');
    expect(form.words).toContain('Open six days a week.');
    const done = await form.press('lead.decideLate', { decision: 'A late note', lateNote: 'Good news.' });
    expect(done.words).toContain('1.1: it stands beneath the figures.');
    for (const [before, now] of whereItStands()) {
      const added = addedWords(before, now);
      expect(added).toContain('Since the papers: 1.1 Mark a running route in each park');
      expect(added).toContain('now completed; in the figures as minor slippage');
      expect(added).toContain('Outcome: Open six days a week.');
      expect(added).toContain('From the lead: Good news.');
      expect(added).toMatch(
        /Sent by Ama Okoro on Wednesday 17 June.*accepted by Priya Raman on Wednesday 17 June/,
      );
    }
    expect(await figuresNow()).toEqual(figures);
  }, 120_000);

  it('is corrected beneath what was published, which stays', async () => {
    const form = await (await asks(priya, 'digest')).press('lead.correct');
    const typed = { ref: '1.1', correction: 'The post is not advertised again until autumn.' };
    expect((await form.press('lead.correct', typed)).words).toContain('Corrected: it stands beneath');
    for (const [before, now] of whereItStands()) {
      const added = addedWords(before, now);
      expect(added).toContain('Correction: 1.1 Mark a running route in each park');
      expect(added).toContain('The post is not advertised again until autumn.');
      expect(added).toMatch(/By Priya Raman on Wednesday 17 June/);
      expect(added).toContain('Since the papers');
    }
    expect(await figuresNow()).toEqual(figures);
  }, 120_000);

  it('is in the history in every version, with who and when', async () => {
    const wednesday = expect.stringMatching(/^2026-05-13T/) as unknown;
    const thursday = expect.stringMatching(/^2026-05-14T/) as unknown;
    const june = expect.stringMatching(/^2026-06-17T/) as unknown;
    const said = ({ status, narrative }: Filled & { narrative: string }) => ({ status, narrative });
    const ours = { cycle: 'june', ref: '1.1', kind: 'answer', by: 'Ama Okoro', source: null };
    expect(await historyOf('1.1')).toMatchObject([
      { ...ours, ...said(wholeAnswers.delayed), version: 1, at: wednesday, late: false },
      { ...ours, ...said(wholeAnswers.slipping), version: 2, at: thursday, late: false },
      { ...ours, ...said(wholeAnswers.completed), version: 3, at: june, late: true },
    ]);
    expect(await historyOf('1.2')).toEqual([]);
  }, 120_000);

  it('brought nobody a message that was not theirs: after it was published, none at all', () => {
    const afterwards = council.teams.seen.slice(council.teams.seen.indexOf(posted));
    const published = [posted.activityId, briefed.activityId];
    const others = afterwards.filter(
      ({ kind, by, activityId }) =>
        kind === 'message' && !published.includes(activityId) && !by.includes(priya.aadObjectId),
    );
    expect(others).toEqual([]);
  });

  it('is sent anew with the next correction where it is not there any more; the old buttons still answer', async () => {
    council.teams.failNext(
      'update',
      { kind: 'status', status: 404, code: 'ActivityNotFoundInConversation' },
      2,
    );
    const form = await (await asks(priya, 'digest')).press('lead.correct');
    const done = await form.press('lead.correct', {
      ref: '1.2',
      correction: 'The pool opens on Sundays only.',
    });
    expect(done.words).toContain('Not there any more, so sent anew:');
    for (const all of [inChannel(), withChair()]) {
      expect(all.at(-1)).toMatchObject({ kind: 'message' });
      expect(words(all.at(-1)?.card).join()).toContain('The pool opens on Sundays only.');
    }
    const [full] = buttonsOf(briefed.card, 'digest.full');
    const answer = await chair.presses('digest.full', full, { replyToId: briefed.activityId });
    expect(words(answer.card).join()).toContain('The pool opens on Sundays only.');
  }, 120_000);
});

/** The published card and the one that stands in its place, in the channel and with the chair; all of it in place. */
function whereItStands(): [before: object, now: object][] {
  return [
    { all: inChannel(), first: posted },
    { all: withChair().slice(withChair().indexOf(briefed)), first: briefed },
  ].map(({ all, first }) => {
    expect(all.map(({ kind }) => kind)).toEqual(['message', ...all.slice(1).map(() => 'update')]);
    expect(new Set(all.map(({ activityId }) => activityId))).toEqual(new Set([first.activityId]));
    return [first.card ?? {}, all.at(-1)?.card ?? {}];
  });
}

/** What can be read on a card beyond what was there before, all of which is still there, in its order. */
function addedWords(before: object, now: object): string {
  const left = wordsOf(before);
  const added = wordsOf(now).filter((text) => {
    if (text !== left[0]) return true;
    left.shift();
    return false;
  });
  expect(left).toEqual([]);
  return added.join('\n').replaceAll('\n: ', ': ');
}

function words(card: object | undefined): string[] {
  return wordsOf(card ?? {});
}
