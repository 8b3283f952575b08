import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FakePerson } from '../fakes/teams-server.ts';
import { buttonsOf } from './answers.ts';
import { startCouncil, type AddedCycle, type Council } from './council.ts';
import { csv, requestsTo } from './crowd.ts';

interface Resent {
  resent: number;
  messages: { to: string; state: string; mayArriveTwice: boolean }[];
  left: { to: string; state: string; why: string }[];
}

interface Stopped {
  stopped: number;
  inFlight: number;
  sent: number;
  already?: boolean;
  messages: { to: string }[];
}

const june = ['--programme', 'strategy', '--cycle', 'june'];

let council: Council;
let cycle: AddedCycle;
let ama: FakePerson;
let ben: FakePerson;
let dev: FakePerson;
let eve: FakePerson;
let priya: FakePerson;

async function tickAt(rung: string) {
  return council.tick(cycle.rungs.find((one) => one.rung === rung)?.at);
}

async function explained(person: { email: string }): Promise<string[]> {
  const rows = await council.ask<{ explanation: string }[]>('deliveries', ...june, '--to', person.email);
  return rows.map(({ explanation }) => explanation);
}

beforeAll(async () => {
  council = await startCouncil();
  await council.importFiles({
    register: csv(
      ['Ref', 'Priority', 'Action', 'Owner'],
      [
        ['1.1', 'Moving more', 'Mark a running route in each park', 'Parks'],
        ['1.2', 'Moving more', 'Open the school pools at weekends', 'Schools'],
        ['1.3', 'Moving more', 'Lend bicycles by the week', 'Transport'],
      ],
    ),
    owners: csv(
      ['Owner', 'Lead contact', 'Lead email', 'Deputy contact', 'Deputy email', 'Reached by'],
      [
        ['Parks', 'Ama Okoro', 'ama.okoro@council.example', 'Dev Nair', 'dev.nair@council.example', 'teams'],
        ['Schools', 'Ben Ash', 'ben.ash@council.example', '', '', 'teams'],
        ['Transport', 'Eve Lund', 'eve.lund@council.example', '', '', 'teams'],
      ],
    ),
    settings: { title: 'Moving more', leads: ['priya.raman@council.example'] },
  });
  cycle = await council.addCycle('june', '2026-06-25');
  ama = council.teams.person({ name: 'Ama Okoro' });
  ben = council.teams.person({ name: 'Ben Ash' });
  dev = council.teams.person({ name: 'Dev Nair' });
  eve = council.teams.person({ name: 'Eve Lund' });
  priya = council.teams.person({ name: 'Priya Raman' });
  const server = await council.serve('off');
  await council.install([ben, dev, eve, priya]);
  await server.stop();
}, 120_000);
afterAll(() => council.close());

// One cycle, told in order: Ama has not got the app, and the first message to Ben is refused by a fault of ours.
describe('an operator', () => {
  it('is told of a message that failed, and of one that nobody could get', async () => {
    const toBen = ({ kind, target }: { kind: string; target: string }) =>
      kind === 'send' && target === ben.chatId;
    council.teams.failNext(toBen, { kind: 'status', status: 400, code: 'BadSyntax' });
    expect(await tickAt('request')).toMatchObject({ planned: 3, sent: 1, unreachable: 2 });
    expect(await explained(ben)).toEqual([
      expect.stringMatching(/^Not delivered: .*400 BadSyntax.*“resend” sends it again\.$/),
    ]);
    expect(await explained(ama)).toEqual([expect.stringMatching(/^Not delivered: the app is not installed/)]);
    expect(await council.status('june')).toMatchObject({ state: 'open', failed: 1 });
  }, 120_000);

  it('sends again what failed, and never what arrived', async () => {
    const resent = await council.ask<Resent>('resend', ...june, '--to', 'Ben.Ash@council.example');
    expect(resent).toMatchObject({
      resent: 1,
      messages: [{ to: ben.email, mayArriveTwice: false }],
      left: [],
    });
    expect(await council.ask<Resent>('resend', ...june, '--to', ben.email)).toMatchObject({
      resent: 0,
      left: [{ state: 'planned', why: 'it is still to be sent' }],
    });
    expect(await council.tick()).toMatchObject({ sent: expect.any(Number) as unknown });
    expect([requestsTo(ben), requestsTo(eve)]).toEqual([1, 1]);
    expect(await council.ask<Resent>('resend', ...june, '--to', eve.email)).toMatchObject({
      resent: 0,
      left: [{ state: 'sent', why: 'it has arrived' }],
    });
  }, 120_000);

  it('sees that the deputy was asked instead of whoever could not be reached, and so does the lead', async () => {
    await council.tick();
    expect(requestsTo(dev)).toBe(1);
    expect(JSON.stringify(dev.cards().at(-1))).toMatch(/could not reach Ama Okoro/);
    expect(await explained(dev)).toEqual([
      expect.stringMatching(/^Sent on .* Asked as the deputy, in place of Ama Okoro\.$/),
    ]);
    expect((await explained(ama)).at(-1)).toMatch(/The deputy, Dev Nair, was asked in their place\.$/);
    const server = await council.serve('off');
    await priya.says('overdue');
    await server.stop();
    expect(JSON.stringify(priya.cards().at(-1))).toMatch(/Sent to the deputy, Dev Nair, instead: asked on/);
  }, 120_000);

  it('stops one person’s message that has not gone, and later ones still go', async () => {
    // At night what is due waits for the morning.
    expect(await council.tick('2026-05-27T20:30:00Z')).toMatchObject({ sent: 0 });
    const stopped = await council.ask<Stopped>('cancel', ...june, '--to', eve.email);
    expect(stopped).toMatchObject({ stopped: 1, inFlight: 0, sent: 1, messages: [{ to: eve.email }] });
    expect(await council.ask<Stopped>('cancel', ...june, '--to', eve.email)).toMatchObject({ stopped: 0 });
    await council.tick('2026-05-28T08:30:00Z');
    expect([requestsTo(ben), requestsTo(dev), requestsTo(eve)]).toEqual([2, 2, 1]);
    expect((await explained(eve)).at(-1)).toBe('Not sent: stopped by the operator.');
    expect(await council.ask<Resent>('resend', ...june, '--to', eve.email)).toMatchObject({ resent: 0 });
    await tickAt('due');
    expect([requestsTo(ben), requestsTo(dev), requestsTo(eve)]).toEqual([3, 3, 2]);
  }, 120_000);

  it('cancels the cycle: nothing more is sent, and it shows', async () => {
    await council.tick('2026-06-02T20:30:00Z');
    const before = council.teams.seen.length;
    const cancelled = await council.ask<Stopped>('cycle', 'cancel', ...june);
    expect(cancelled.already).toBe(false);
    expect(cancelled.stopped).toBeGreaterThan(0);
    expect(await council.ask<Stopped>('cycle', 'cancel', ...june)).toMatchObject({
      already: true,
      stopped: 0,
    });
    expect(await council.tick('2026-06-03T08:30:00Z')).toMatchObject({ planned: 0, sent: 0 });
    await council.tick(cycle.closes.slice(0, 10) + 'T18:00:00Z');
    expect(council.teams.seen).toHaveLength(before);
    expect(await council.ask('cycle', 'list', '--programme', 'strategy')).toMatchObject([
      { state: 'cancelled' },
    ]);
    expect(await council.status('june')).toMatchObject({ state: 'cancelled' });
    expect(await council.plan('june')).toEqual([]);
    expect((await council.cli('resend', ...june, '--json')).code).toBe(1);
  }, 120_000);

  it('has whoever opens an old card told so', async () => {
    const server = await council.serve('off');
    const [button] = buttonsOf(eve.cards().at(-1), 'update.open');
    const { card } = await eve.presses('update.open', button);
    await server.stop();
    expect(JSON.stringify(card)).toMatch(/This round was cancelled/);
  }, 120_000);
});
