import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buttonsOf, wholeAnswers } from './answers.ts';
import { startCouncil, type Council } from './council.ts';
import { meetCrowd, type MetCrowd } from './met-crowd.ts';

let council: Council;
let crowd: MetCrowd;

beforeAll(async () => {
  council = await startCouncil({ limits: 'off' });
  crowd = await meetCrowd(council, { size: 3 });
}, 120_000);
afterAll(() => council.close());

describe('a chat whose history was removed', () => {
  it('is made again once, its message arrives once, and the new address is kept', async () => {
    const [ama] = crowd.people;
    const old = ama!.chatId;
    ama!.removesHistory();
    await council.tick(crowd.rungAt('request'));
    const asked = council.teams.requests.map(({ kind, target, status }) => ({ kind, target, status }));
    const hers = asked.filter(({ kind, target }) => kind === 'create' || [old, ama!.chatId].includes(target));
    expect(hers).toEqual([
      { kind: 'send', target: old, status: 404 },
      { kind: 'create', target: '', status: 201 },
      { kind: 'send', target: ama!.chatId, status: 201 },
    ]);
    expect(crowd.counts()).toEqual([1, 1, 1]);
    const known = await council.store().people.byEmail(council.teams.tenantId, ama!.email);
    expect(known?.value.address?.conversationId).toBe(ama!.chatId);
  }, 60_000);
});

describe('a card that cannot be redrawn', () => {
  it('stays as it is, and its buttons answer as they should', async () => {
    const [, ben] = crowd.people;
    const [old] = ben!.saw();
    council.teams.failNext(
      'update',
      { kind: 'status', status: 404, code: 'ActivityNotFoundInConversation' },
      3,
    );
    await council.tick(crowd.rungAt('reminder'));
    expect(crowd.counts()).toEqual([2, 2, 2]);
    expect(council.teams.report().faults).toEqual({ status: 3 });

    const server = await council.serve('off');
    const replyToId = old!.activityId;
    const [open] = buttonsOf(old!.card, 'update.open');
    const form = await ben!.presses('update.open', open, { replyToId });
    const [submit] = buttonsOf(form.card, 'update.submit');
    const receipt = await ben!.presses(
      'update.submit',
      { ...submit, ...wholeAnswers.onTrack },
      { replyToId },
    );
    expect(receipt.status).toBe(200);
    expect(JSON.stringify(receipt.card)).toContain('Sent by you');
    const updates = await council.store().cycles.updates(crowd.cycle);
    expect(updates).toMatchObject([{ version: 1, narrative: wholeAnswers.onTrack.narrative }]);
    await server.stop();
  }, 90_000);
});
