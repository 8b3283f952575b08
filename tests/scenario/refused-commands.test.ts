import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCouncil, type Council, type Ended } from './council.ts';
import { csv } from './crowd.ts';

let council: Council;
let register: string;

beforeAll(async () => {
  council = await startCouncil();
  const rows = [['1.1', 'Moving more', 'Lend bicycles by the week', 'Transport', 'On track']];
  const headings = ['Ref', 'Priority', 'Action', 'Owner', 'Status'];
  await council.importFiles({
    register: csv(headings, rows),
    owners: csv(
      ['Owner', 'Lead contact', 'Lead email', 'Reached by'],
      [['Transport', 'Eve Lund', 'eve.lund@council.example', 'teams']],
    ),
    settings: { title: 'Moving more' },
  });
  await council.addCycle('june', '2026-06-25');
  register = await council.file(
    'wrong.csv',
    csv(
      headings,
      rows.map((row) => [...row.slice(0, -1), 'Wobbly']),
    ),
  );
}, 120_000);
afterAll(() => council.close());

const strategy = ['--programme', 'strategy'];
const june = [...strategy, '--cycle', 'june'];

/** What is refused, the command, and what its errors speak of. */
const refused: [string, () => string[], RegExp][] = [
  ['a status that the scheme does not have', () => ['import', register, ...strategy], /Wobbly/],
  ['a file that is not there', () => ['import', '/no/such.csv', ...strategy], /no\/such\.csv/],
  ['settings that are no JSON', () => ['import', register, ...strategy, '--settings', register], /not JSON/],
  ['a cycle that exists', () => ['cycle', 'add', ...june, '--meeting', '2026-06-25'], /june/],
  ['a day that there is not', () => ['cycle', 'add', ...june, '--meeting', '2026-02-30'], /2026-02-30/],
  [
    'a close after publication',
    () => ['cycle', 'add', ...strategy, '--cycle', 'x', '--meeting', '2026-09-24', '--closes', '2026-09-18'],
    /clos/i,
  ],
  ['a plan of no programme', () => ['plan', '--programme', 'other', '--cycle', 'june'], /"other"/],
  ['the status of no cycle', () => ['status', ...strategy, '--cycle', 'may'], /"may"/],
  ['deliveries of no cycle', () => ['deliveries', ...strategy, '--cycle', 'may'], /"may"/],
  ['sending again of no cycle', () => ['resend', ...strategy, '--cycle', 'may'], /"may"/],
  ['stopping messages of no cycle', () => ['cancel', ...strategy, '--cycle', 'may'], /"may"/],
  ['moving no cycle', () => ['cycle', 'move', ...strategy, '--cycle', 'may'], /"may"/],
  ['moving to a day off', () => ['cycle', 'move', ...june, '--meeting', '2026-06-27'], /not a working day/],
  ['pausing what has not opened', () => ['cycle', 'pause', ...june], /scheduled/],
  ['going on with what is not paused', () => ['cycle', 'resume', ...june], /not paused/],
  ['the schedule of no cycle', () => ['schedule', ...strategy, '--cycle', 'may'], /"may"/],
  ['cancelling no cycle', () => ['cycle', 'cancel', ...strategy, '--cycle', 'may'], /"may"/],
  ['a digest of no cycle', () => ['digest', ...strategy, '--cycle', 'may'], /"may"/],
  ['the history of no action', () => ['history', ...strategy, '--action', '9.9'], /"9\.9"/],
  ['the cycles of no programme', () => ['cycle', 'list', '--programme', 'other'], /"other"/],
  ['a moment that is none', () => ['tick', '--now', 'noon'], /noon/],
  ['a command that there is not', () => ['tock'], /tock/],
  ['an option that there is not', () => ['tick', '--then', 'x'], /--then/],
  ['an option left out', () => ['plan', ...strategy], /--cycle/],
];

describe('the command line refuses', () => {
  let ended: Map<string, Ended>;

  beforeAll(async () => {
    const runs = refused.map(async ([what, args]) => [what, await council.cli(...args(), '--json')] as const);
    ended = new Map(await Promise.all(runs));
  }, 120_000);

  it.each(refused)('%s: JSON with its errors, words on standard error, exit code 1', (what, _, words) => {
    const { code, out, err } = ended.get(what)!;
    const { errors } = JSON.parse(out) as { errors: { message: string }[] };
    expect(errors.map(({ message }) => message).join(' ')).toMatch(words);
    expect(err).toMatch(words);
    expect(code).toBe(1);
  });

  it('nothing to somebody who asks for help, which is one document too', async () => {
    const { code, out } = await council.cli('import', '--help', '--json');
    expect(JSON.parse(out)).toEqual({ help: expect.stringContaining('--owners <file>') as unknown });
    expect(code).toBe(0);
  });

  it('and has changed nothing', async () => {
    expect(await council.ask('cycle', 'list', ...strategy)).toMatchObject([
      { cycle: 'june', state: 'scheduled' },
    ]);
    expect(await council.status('june')).toMatchObject({ requests: 0 });
  });
});
