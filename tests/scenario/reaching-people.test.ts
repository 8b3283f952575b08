import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FakePerson } from '../fakes/teams-server.ts';
import { answersAll, buttonsOf, wholeAnswers } from './answers.ts';
import { startCouncil, type AddedCycle, type Council } from './council.ts';
import { csv, requestsTo } from './crowd.ts';
import { until } from './until.ts';

let council: Council;
let cycle: AddedCycle;
let ama: FakePerson;
let ben: FakePerson;
let dev: FakePerson;
let eve: FakePerson;
let fay: FakePerson;
let priya: FakePerson;

/** Moves everybody to a rung of the ladder, and ticks. */
async function tickAt(rung: string) {
  return council.tick(cycle.rungs.find((one) => one.rung === rung)?.at);
}

async function whyNot(person: { email: string }) {
  const rows = await council.deliveries('june');
  return rows.filter(({ to }) => to === person.email).map(({ kind, state, why }) => ({ kind, state, why }));
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
        ['1.4', 'Moving more', 'Prescribe exercise classes', 'Hospital'],
        ['1.5', 'Moving more', 'Plant shade along the river path', 'Parks'],
      ],
    ),
    owners: csv(
      ['Owner', 'Lead contact', 'Lead email', 'Deputy contact', 'Deputy email', 'Reached by'],
      [
        ['Parks', 'Ama Okoro', 'ama.okoro@council.example', 'Dev Nair', 'dev.nair@council.example', 'teams'],
        ['Schools', 'Ben Ash', 'ben.ash@council.example', '', '', 'teams'],
        ['Transport', 'Eve Lund', 'eve.lund@council.example', '', '', 'teams'],
        ['Hospital', 'Fay Reid', 'fay.reid@nhs.example', '', '', 'email'],
      ],
    ),
    settings: { title: 'Moving more', leads: ['priya.raman@council.example'] },
  });
  cycle = await council.addCycle('june', '2026-06-25');
  ama = council.teams.person({ name: 'Ama Okoro' });
  ben = council.teams.person({ name: 'Ben Ash' });
  dev = council.teams.person({ name: 'Dev Nair' });
  eve = council.teams.person({ name: 'Eve Lund' });
  fay = council.teams.person({ name: 'Fay Reid', email: 'fay.reid@nhs.example' });
  priya = council.teams.person({ name: 'Priya Raman' });
  const server = await council.serve('off');
  await council.install([ama, dev, priya]);
  await server.stop();
}, 120_000);
afterAll(() => council.close());

// One cycle, told from its opening to its close.
describe('a cycle whose people are not all reached at first', () => {
  it('says of each why they were not reached', async () => {
    expect(await tickAt('request')).toMatchObject({ planned: 4, sent: 1, unreachable: 3 });
    expect(await whyNot(ben)).toEqual([{ kind: 'request', state: 'unreachable', why: 'not installed' }]);
    expect(await whyNot(eve)).toEqual([{ kind: 'request', state: 'unreachable', why: 'not installed' }]);
    expect(await whyNot(fay)).toEqual([
      { kind: 'request', state: 'unreachable', why: 'no e-mail configured' },
    ]);
    expect(await council.status('june')).toMatchObject({ requests: 5, outstanding: 5, unreachable: 3 });
  });

  it('has the request of somebody who installs wait for the next tick, with the scheduler off; then it comes once', async () => {
    const server = await council.serve('off');
    await council.install([ben]);
    await server.stop();
    expect(requestsTo(ben)).toBe(0);
    expect(await council.tick()).toMatchObject({ planned: 0, sent: 1 });
    expect(await council.tick()).toMatchObject({ planned: 0, sent: 0 });
    expect(requestsTo(ben)).toBe(1);
  });

  it('sends the request of somebody who installs at once, with the scheduler on, and once', async () => {
    const server = await council.serve('on');
    await council.install([eve]);
    await until('her request has come', () => requestsTo(eve) === 1);
    await eve.install();
    await server.stop();
    expect(await council.tick()).toMatchObject({ sent: 0 });
    expect(requestsTo(eve)).toBe(1);
  });

  it('reminds those who have not answered, and tells the lead who could not be reached', async () => {
    expect(await tickAt('reminder')).toMatchObject({ sent: 4, unreachable: 1 });
    expect([requestsTo(ama), requestsTo(ben), requestsTo(eve)]).toEqual([2, 2, 2]);
    expect(JSON.stringify(priya.cards().at(-1))).toContain('Fay Reid could not be reached about 1.4');
  });

  it('leaves somebody alone as soon as they have answered', async () => {
    const server = await council.serve('off');
    await answersAll(ben, ['1.2'], () => wholeAnswers.onTrack);
    await server.stop();
    const before = ben.saw().filter(({ kind }) => kind === 'message').length;
    await tickAt('due');
    await tickAt('overdue');
    expect(ben.saw().filter(({ kind }) => kind === 'message')).toHaveLength(before);
    expect(requestsTo(eve)).toBe(4);
  });

  it('writes to a deputy once it is overdue, and not before', () => {
    expect(requestsTo(dev)).toBe(1);
    const [card] = dev.cards().slice(-1);
    expect(buttonsOf(card, 'update.open').map(({ ref }) => ref)).toEqual(['1.1', '1.5']);
  });

  it('tells the lead at the close, and owners nothing', async () => {
    const before = [ama, ben, dev, eve].map((person) => person.saw().length);
    expect(await tickAt('close')).toMatchObject({ planned: 1, sent: 1 });
    expect([ama, ben, dev, eve].map((person) => person.saw().length)).toEqual(before);
    expect(buttonsOf(priya.cards().at(-1), 'digest.publish')).not.toHaveLength(0);
  });

  it('had sent the lead a summary before the deadline and one after it', async () => {
    const rows = await council.deliveries('june');
    const toLead = rows.filter(({ to }) => to === priya.email);
    expect(toLead.map(({ kind, state }) => `${kind} ${state}`)).toContain('summary sent');
    expect(toLead.at(-1)).toMatchObject({ kind: 'close', state: 'sent' });
  });

  it('sent nobody more than four messages, and no two on a day', async () => {
    const rows = (await council.deliveries('june')).filter(({ state }) => state === 'sent');
    for (const { to } of rows) {
      const days = rows.filter((row) => row.to === to).map(({ sentAt }) => sentAt?.slice(0, 10));
      expect(days.length).toBeLessThanOrEqual(4);
      expect(new Set(days).size).toBe(days.length);
    }
  });

  it('takes an answer after the close as late, and counts it nowhere', async () => {
    const server = await council.serve('off');
    const [button] = buttonsOf(eve.cards().at(-1), 'update.open');
    expect(button?.['ref']).toBe('1.3');
    const form = await eve.presses('update.open', button);
    const [submit] = buttonsOf(form.card, 'update.submit');
    await eve.presses('update.submit', { ...submit, ...wholeAnswers.delayed });
    await server.stop();
    const history = await council.ask('history', '--programme', 'strategy', '--action', '1.3');
    expect(history).toMatchObject([{ ref: '1.3', status: 'significant_delay', late: true }]);
    expect((await council.digest('june')).counts).toMatchObject({
      significant_delay: 0,
      on_track: 1,
      none: 4,
    });
  });
});
