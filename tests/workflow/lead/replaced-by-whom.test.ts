import { describe, expect, it } from '@jest/globals';
import { contactId, cycleKey, emailOf, type CycleSpec } from '../../builders/open-cycle.ts';
import { theView } from '../../builders/desk-world.ts';
import { handoverWorld, noticeOf, type HandoverWorld } from './handover-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee' } },
  actions: { '1.1': { owners: ['Housing'] }, '1.2': { owners: ['Housing'] }, '1.3': { owners: ['Parks'] } },
};
const typed = { status: 'on_track', narrative: 'The roof is on.', nextSteps: 'The windows.' };

function replace(world: HandoverWorld, successor: string) {
  return world.act('priya', 'lead.replace', {
    ...{ filled: 'yes', leaver: contactId('ama'), to: contactId(successor) },
  });
}

describe('a successor', () => {
  it('who was the deputy gets one card, and one message a day until the close', async () => {
    const world = await handoverWorld(spec);
    await world.say('sam', 'hello');
    await replace(world, 'sam');
    world.clock.advance({ minutes: 1 });
    const days = [
      '2026-10-20',
      '2026-10-21',
      '2026-10-22',
      '2026-10-23',
      '2026-10-26',
      '2026-10-27',
      '2026-10-28',
    ];
    for (const day of days) {
      if (day !== days[0]) world.clock.set(`${day}T09:35:00Z`);
      const written = await world.deliver();
      expect(written.filter((chat) => chat === 'chat-sam').length).toBeLessThanOrEqual(1);
      expect(written).not.toContain('chat-ama');
    }
    const rows = (await world.store.ledger.ofCycle(cycleKey)).map(({ value }) => value);
    const own = rows.filter(
      ({ recipient }) => 'contactId' in recipient && recipient.contactId === contactId('sam'),
    );
    expect(own.filter(({ sections }) => sections.some(({ kind }) => kind === 'passed-on')).length).toBe(1);
    expect(new Set(own.map(({ date }) => date.toString())).size).toBe(own.length);
  });

  it('who is away has it come to whoever stands in for them', async () => {
    const world = await handoverWorld(spec);
    await world.act('lee', 'me.away.save', {
      ...{ awayFrom: '2026-10-20', awayTo: '2026-10-23', to: contactId('sam') },
    });
    await replace(world, 'lee');
    expect(await world.messages()).toEqual([[emailOf('sam'), ['passed-on'], ['1.1', '1.2']]]);
  });

  it('who has never met the bot has it the working day after they come', async () => {
    const world = await handoverWorld(spec);
    await replace(world, 'lee');
    world.clock.advance({ minutes: 1 });
    expect(await world.deliver()).toEqual([]);
    await world.say('lee', 'hello');
    await world.desk.settled();
    world.clock.set('2026-10-21T08:31:00Z');
    expect(await world.deliver()).toEqual(['chat-lee']);
  });
});

describe('a leaver who presses an old card', () => {
  it.each([
    ['update.submit', { version: 0, ...typed }],
    ['update.saveDraft', { version: 0, ...typed }],
    ['update.passOn', { ...typed, go: 'yes', to: contactId('sam') }],
    ['update.notMine', typed],
    ['update.handBack', typed],
  ])('%s is refused with their words, and nobody and nothing is named', async (verb, data) => {
    const world = await handoverWorld(spec);
    await world.act('ama', 'updates.list');
    await replace(world, 'lee');
    const before = JSON.stringify([await world.programme(), await world.store.cycles.requests(cycleKey)]);
    const refusal = theView(await world.act('ama', verb, { ref: '1.1', ...data }), 'refusal');
    expect(refusal.typed?.map(({ text }) => text)).toEqual(['The roof is on.', 'The windows.']);
    const { typed: _words, ...said } = refusal;
    expect(JSON.stringify(said)).not.toMatch(/lee|sam|Housing|1\.1/i);
    expect(JSON.stringify([await world.programme(), await world.store.cycles.requests(cycleKey)])).toBe(
      before,
    );
    expect(await world.store.cycles.drafts(cycleKey)).toEqual([]);
  });
});

describe('somebody who is reached by e-mail only', () => {
  it.each([
    ['lead.replace', { leaver: contactId('ama') }, '1.1 and 1.2 moved with the drafts.'],
    ['lead.reassign', { refs: '1.1,1.2' }, '1.1 and 1.2 are with lee now, for this cycle.'],
  ])('is promised no message by %s, since none can be sent yet', async (verb, data, moved) => {
    const world = await handoverWorld(spec);
    const { registers, programmes } = world.store;
    const { value, etag } = (await programmes.find(cycleKey.programmeId))!;
    const register = await registers.read(value.tenantId, value.id, value.registerVersion!);
    const contacts = register.contacts.map((one) =>
      one.id === contactId('lee') ? { ...one, reachedBy: 'email' as const } : one,
    );
    await registers.write(value.tenantId, value.id, { ...register, version: '2', contacts });
    await programmes.replace({ etag, value: { ...value, registerVersion: '2' } });
    const notice = noticeOf(await world.act('priya', verb, { filled: 'yes', ...data, to: contactId('lee') }));
    expect(notice).toContain(moved);
    expect(notice).not.toContain('one message');
  });
});
