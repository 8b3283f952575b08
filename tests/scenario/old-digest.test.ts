import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FakePerson, FakeTeam } from '../fakes/teams-server.ts';
import { answersAll, buttonsOf, wholeAnswers, type Filled } from './answers.ts';
import { startCouncil, type Council } from './council.ts';
import { csv } from './crowd.ts';

const headings = ['Ref', 'Priority no.', 'Priority', 'Action', 'Owner', 'Status'];
const rows = [
  ['1.1', '1', 'Moving more', 'Mark a running route in each park', 'Parks', 'On track'],
  ['1.2', '1', 'Moving more', 'Open the school pools at weekends', 'Schools', 'On track'],
  ['1.3', '1', 'Moving more', 'Lend bicycles by the week', 'Parks', 'Completed'],
  ['2.1', '2', 'Eating well', 'Grow vegetables at every school', 'Schools', 'Minor slippage'],
  ['2.2', '2', 'Eating well', 'Put a water fountain in each park', 'Parks', 'On track'],
  ['2.3', '2', 'Eating well', 'Serve breakfast before lessons', 'Schools', 'On track'],
];
/** A year later: one action gone, one new, one moved to another priority and retitled. */
const rowsLater = [
  ['1.1', '1', 'Moving more', 'Mark a running route in each park', 'Parks', 'Completed'],
  ['1.3', '2', 'Eating well', 'Lend bicycles by the month', 'Schools', 'On track'],
  ...rows.slice(3),
  ['2.4', '2', 'Eating well', 'Bring a market to the estate', 'Parks', 'On track'],
];

let council: Council;
let ama: FakePerson;
let ben: FakePerson;
let priya: FakePerson;
let board: FakeTeam;
let published: unknown;

/** A cycle from its opening to its published digest. */
async function runCycle(id: string, meeting: string, given: Record<string, Filled>): Promise<void> {
  const { rungs, publish } = await council.addCycle(id, meeting);
  const at = (kind: string) => rungs.find((rung) => rung.kind === kind)?.at;
  await council.tick(at('request'));
  for (const person of [ama, ben]) {
    const refs = buttonsOf(person.cards().at(-1), 'update.open').map(({ ref }) => String(ref));
    const answered = refs.filter((ref) => given[ref] !== undefined);
    await answersAll(person, answered, (ref) => given[ref] ?? wholeAnswers.onTrack);
  }
  await council.tick(at('close'));
  await council.tick(`${publish}T12:00:00Z`);
  const [publishing] = buttonsOf(priya.cards().at(-1), 'digest.publish');
  await priya.presses('digest.publish', publishing);
  await council.tick();
}

function importRows(these: string[][]): Promise<{ added: number; changed: number; retired: number }> {
  return council.importFiles({
    register: csv(headings, these),
    owners: csv(
      ['Owner', 'Lead contact', 'Lead email', 'Reached by'],
      [
        ['Parks', 'Ama Okoro', 'ama.okoro@council.example', 'teams'],
        ['Schools', 'Ben Ash', 'ben.ash@council.example', 'teams'],
      ],
    ),
    settings: {
      title: 'Moving more',
      leads: [priya.email],
      board: { teamId: board.id, channelId: board.channelId('Papers') },
    },
  });
}

beforeAll(async () => {
  council = await startCouncil();
  const { teams } = council;
  ama = teams.person({ name: 'Ama Okoro' });
  ben = teams.person({ name: 'Ben Ash' });
  priya = teams.person({ name: 'Priya Raman' });
  board = teams.team({ name: 'Board', channels: ['Papers'], members: [priya] });
  await importRows(rows);
  await council.serve('off');
  await council.install([ama, ben, priya]);
  await board.addsBot(priya);
  await runCycle('june', '2026-06-25', { '1.1': wholeAnswers.completed, '1.2': wholeAnswers.delayed });
  published = await council.digest('june');
}, 180_000);
afterAll(() => council.close());

// Told in order: a published digest, then all that could change it.
describe('a published digest', () => {
  it('says what was answered, and what nobody confirmed', () => {
    expect(published).toMatchObject({
      total: 6,
      counts: { completed: 2, on_track: 2, minor_slippage: 1, significant_delay: 1 },
      unconfirmed: { on_track: 2, minor_slippage: 1 },
    });
  });

  it('is posted in the channel that the settings name, of a team that the bot was added to', () => {
    const posts = council.teams.seen.filter(({ channelId }) => channelId === board.channelId('Papers'));
    expect(posts).toHaveLength(1);
  });

  it('still says so after another cycle', async () => {
    await runCycle('autumn', '2026-11-19', { '1.2': wholeAnswers.onTrack, '2.1': wholeAnswers.closed });
    expect(await council.digest('june')).toEqual(published);
    expect(await council.digest('autumn')).toMatchObject({
      total: 6,
      counts: { completed: 2, on_track: 3, minor_slippage: 0, significant_delay: 0, closed: 1 },
      movement: [
        { ref: '1.2', from: 'significant_delay', to: 'on_track' },
        { ref: '2.1', from: 'minor_slippage', to: 'closed' },
      ],
    });
  }, 120_000);

  it('still says so after an import that retires, adds and renames', async () => {
    expect(await importRows(rowsLater)).toMatchObject({ added: 1, changed: 2, retired: 1 });
    expect(await council.digest('june')).toEqual(published);
  });

  it('of an action that was retired since keeps its history', async () => {
    const history = await council.ask('history', '--programme', 'strategy', '--action', '1.2');
    expect(history).toMatchObject([
      { cycle: 'june', status: 'significant_delay' },
      { cycle: 'autumn', status: 'on_track' },
    ]);
  });
});
