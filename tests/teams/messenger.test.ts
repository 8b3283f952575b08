import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TurnToSend } from '../../src/outbox/ports.ts';
import type { ConversationAddress } from '../../src/workflow/people/person.ts';
import { manualClock } from '../../src/clock.ts';
import type { Fault, FakePerson } from '../fakes/teams-server.ts';
import { startBot, type BotUnderTest } from './bot-under-test.ts';

const card = { type: 'AdaptiveCard', version: '1.5', body: [] };
const message = { card, summary: 'Two updates are due by Monday' };
const clock = manualClock('2026-11-02T09:30:00Z');

let bot: BotUnderTest;
let ama: FakePerson;
beforeEach(async () => {
  bot = await startBot({ clock, timeoutMs: 400 });
  ama = bot.teams.person({ name: 'Ama Okoro', installed: true });
});
afterEach(() => bot.close());

function chatWith(person: FakePerson, conversationId = person.chatId): ConversationAddress {
  const { aadObjectId, mri } = person;
  const { serviceUrl, tenantId, botId } = bot.teams;
  return { kind: 'personal', conversationId, serviceUrl, tenantId, botId, aadObjectId, userMri: mri };
}

function kinds(): string[] {
  return bot.teams.requests.map(({ kind }) => kind);
}

describe('sending to a person', () => {
  it('sends one card, with the line that the notification shows', async () => {
    const outcome = await bot.messenger.sendToPerson(chatWith(ama), message);

    expect(ama.saw()).toMatchObject([{ kind: 'message', summary: message.summary, card }]);
    expect(outcome).toEqual({
      kind: 'sent',
      activity: {
        conversationId: ama.chatId,
        activityId: ama.saw()[0]?.activityId,
        serviceUrl: bot.teams.serviceUrl,
      },
    });
    expect(kinds()).toEqual(['send']);
  });

  it('makes the conversation empty where there is none, and says which it is', async () => {
    const outcome = await bot.messenger.sendToPerson(chatWith(ama, ''), message);

    expect(kinds()).toEqual(['create', 'send']);
    expect(bot.teams.requests[0]?.body).not.toHaveProperty('activity');
    expect(outcome).toMatchObject({ kind: 'sent', address: { conversationId: ama.chatId } });
    expect(ama.saw()).toHaveLength(1);
  });

  it('knows a person of the roster by the directory id alone', async () => {
    const { userMri: _, ...address } = chatWith(ama, '');
    expect(await bot.messenger.sendToPerson(address, message)).toMatchObject({ kind: 'sent' });
  });

  it('makes the conversation again, once, when its history was removed', async () => {
    const old = chatWith(ama);
    ama.removesHistory();
    const outcome = await bot.messenger.sendToPerson(old, message);

    expect(outcome).toMatchObject({ kind: 'sent', address: { conversationId: ama.chatId } });
    expect(kinds()).toEqual(['send', 'create', 'send']);
  });

  it('makes each request in a turn of its own, and tells it when the request leaves', async () => {
    const told: string[] = [];
    const turn = (n: number): TurnToSend => ({
      leaves: () => void told.push(`${n} leaves, ${kinds().length} came`),
      next: () => Promise.resolve(turn(n + 1)),
    });
    const old = chatWith(ama);
    ama.removesHistory();
    await bot.messenger.sendToPerson(old, message, turn(1));

    expect(told).toEqual(['1 leaves, 0 came', '2 leaves, 1 came', '3 leaves, 2 came']);
  });

  it('does not go on making conversations that are gone', async () => {
    bot.teams.failNext('send', { kind: 'status', status: 404, code: 'ConversationNotFound' }, Infinity);
    expect(await bot.messenger.sendToPerson(chatWith(ama), message)).toMatchObject({ kind: 'unreachable' });
    expect(kinds()).toEqual(['send', 'create', 'send']);
  });

  it('says that somebody without the app has not installed it', async () => {
    const ben = bot.teams.person({ name: 'Ben Achebe' });
    const outcome = { kind: 'unreachable', why: 'not installed' };
    expect(await bot.messenger.sendToPerson(chatWith(ben), message)).toMatchObject(outcome);
    expect(await bot.messenger.sendToPerson(chatWith(ben, ''), message)).toMatchObject(outcome);
    expect(ben.saw()).toEqual([]);
  });

  it('takes a lost answer to making the conversation as not sent, for nothing was said yet', async () => {
    bot.teams.failNext('create', { kind: 'cut-after-storing' });
    expect(await bot.messenger.sendToPerson(chatWith(ama, ''), message)).toMatchObject({ kind: 'retry' });
    expect(ama.saw()).toEqual([]);
  });
});

describe('when a send goes wrong', () => {
  const faults: [string, Fault, object][] = [
    ['429', { kind: 'status', status: 429 }, { kind: 'retry', throttled: true }],
    [
      '429 with Retry-After',
      { kind: 'status', status: 429, retryAfter: 2 },
      { kind: 'retry', afterSeconds: 2 },
    ],
    [
      '429 with Retry-After as a date',
      { kind: 'status', status: 429, retryAfter: 'Mon, 02 Nov 2026 09:30:42 GMT' },
      { kind: 'retry', afterSeconds: 42 },
    ],
    ['412', { kind: 'status', status: 412 }, { kind: 'retry' }],
    ['500', { kind: 'status', status: 500 }, { kind: 'unknown', detail: '500' }],
    ['502', { kind: 'status', status: 502 }, { kind: 'retry' }],
    ['503', { kind: 'status', status: 503 }, { kind: 'retry' }],
    [
      '503 with Retry-After',
      { kind: 'status', status: 503, retryAfter: 0 },
      { kind: 'retry', afterSeconds: 0 },
    ],
    ['504', { kind: 'status', status: 504 }, { kind: 'retry' }],
    [
      'messages switched off, told in the sub-code',
      { kind: 'status', status: 403, code: 'ForbiddenOperationException', subCode: 'MessageWritesBlocked' },
      { kind: 'unreachable', why: 'messages from the bot are switched off' },
    ],
    ['413', { kind: 'status', status: 413, code: 'MessageSizeTooBig' }, { kind: 'failed' }],
    ['400', { kind: 'status', status: 400, code: 'BadSyntax' }, { kind: 'failed', detail: '400 BadSyntax' }],
    ['a reset before it was read', { kind: 'cut-before-reading' }, { kind: 'unknown' }],
    ['a reset after it arrived', { kind: 'cut-after-storing' }, { kind: 'unknown' }],
    ['half an answer', { kind: 'half-answer' }, { kind: 'unknown' }],
    ['an answer that stalls halfway', { kind: 'stalled-answer' }, { kind: 'unknown' }],
    ['no answer in time', { kind: 'silence' }, { kind: 'unknown', detail: 'TIMEOUT after the request' }],
  ];

  it.each(faults)('%s: one request is made, and the outcome says so', async (_, fault, outcome) => {
    bot.teams.failNext('any', fault);
    expect(await bot.messenger.sendToPerson(chatWith(ama), message)).toMatchObject(outcome);
    expect(kinds()).toEqual(['send']);
  });

  it.each(['', '{}', 'null', '{"id":""}', '{"id":7}'])(
    'a success that says %j and no id: nobody knows what arrived, and no half a place is kept',
    async (body) => {
      const teams = createServer((request, response) => {
        request.resume();
        response.writeHead(201, { 'content-type': 'application/json' }).end(body);
      });
      await new Promise<void>((resolve) => teams.listen(0, '127.0.0.1', resolve));
      const serviceUrl = `http://127.0.0.1:${(teams.address() as AddressInfo).port}/`;
      const chat = { ...chatWith(ama), serviceUrl };
      const { messenger } = bot;
      expect(await messenger.sendToPerson(chat, message)).toMatchObject({ kind: 'unknown' });
      expect(await messenger.sendToPerson({ ...chat, conversationId: '' }, message)).toMatchObject({
        kind: 'retry',
      });
      expect(await messenger.postToChannel(chat, message)).toMatchObject({ kind: 'unknown' });
      await new Promise((resolve) => teams.close(resolve));
    },
  );

  it('waits for an answer that is only slow', async () => {
    bot.teams.failNext('send', { kind: 'latency', ms: 100 });
    expect(await bot.messenger.sendToPerson(chatWith(ama), message)).toMatchObject({ kind: 'sent' });
  });

  it('knows that nothing arrived where nobody listened', async () => {
    const address = chatWith(ama);
    await bot.teams.close();
    expect(await bot.messenger.sendToPerson(address, message)).toMatchObject({
      kind: 'retry',
      detail: 'ECONNREFUSED before the request',
    });
  });

  it('keeps to one request where Teams itself throttles', async () => {
    for (let sent = 0; sent < 7; sent += 1) await bot.messenger.sendToPerson(chatWith(ama), message);
    expect(await bot.messenger.sendToPerson(chatWith(ama), message)).toMatchObject({
      kind: 'retry',
      throttled: true,
      afterSeconds: 1,
    });
    expect(ama.saw()).toHaveLength(7);
  });
});

describe('posting to a channel', () => {
  it('starts a new thread with the card, also from an address that was learnt in a thread', async () => {
    const team = bot.teams.team({ name: 'The board', channels: ['Papers'], members: [ama] });
    const channelId = team.channelId('Papers');
    const { serviceUrl, tenantId, botId } = bot.teams;
    const conversationId = `${channelId};messageid=1699999999999`;
    const outcome = await bot.messenger.postToChannel(
      { kind: 'channel', conversationId, serviceUrl, tenantId, botId },
      message,
    );

    const [post] = ama.saw();
    expect(post).toMatchObject({ channelId, summary: message.summary, card });
    expect(outcome).toEqual({
      kind: 'sent',
      activity: {
        conversationId: `${channelId};messageid=${post?.activityId}`,
        activityId: post?.activityId,
        serviceUrl,
      },
    });
    expect(bot.teams.requests).toMatchObject([
      { kind: 'create', body: { isGroup: true, channelData: { channel: { id: channelId } } } },
    ]);
  });

  it('says so when the channel is gone', async () => {
    const { serviceUrl, tenantId, botId } = bot.teams;
    const address = {
      kind: 'channel',
      conversationId: '19:none@thread.tacv2',
      serviceUrl,
      tenantId,
      botId,
    } as const;
    expect(await bot.messenger.postToChannel(address, message)).toMatchObject({ kind: 'unreachable' });
  });
});

describe('redrawing', () => {
  it('changes the card where it stands', async () => {
    const sent = await bot.messenger.sendToPerson(chatWith(ama), message);
    if (sent.kind !== 'sent') throw new Error('not sent');
    const redrawn = { card: { ...card, speak: 'new' }, summary: 'One update is due' };

    expect(await bot.messenger.redraw(sent.activity, redrawn)).toBe('redrawn');
    expect(ama.cards()).toEqual([redrawn.card]);
    expect(ama.saw().map(({ kind }) => kind)).toEqual(['message', 'update']);
  });

  it('tells a message that is gone, and logs a code and nothing more', async () => {
    const { serviceUrl } = bot.teams;
    const gone = { conversationId: ama.chatId, activityId: '1', serviceUrl };
    expect(await bot.messenger.redraw(gone, message)).toBe('gone');
    expect(bot.logged.join()).toContain('404 ActivityNotFoundInConversation');
    expect(bot.logged.join()).not.toContain(message.summary);
  });
});
