import { beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from '../../src/calendar/temporal.ts';
import { createDispatch, type Dispatch, type DispatchDeps } from '../../src/outbox/dispatch.ts';
import type { Delivery } from '../../src/outbox/ledger.ts';
import type { SendOutcome } from '../../src/outbox/ports.ts';
import { memoryStore } from '../../src/storage/memory-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { emailOf, storePerson } from '../builders/stored-programme.ts';

const now = Temporal.Instant.from('2026-05-13T08:30:00Z');

let store: Store;
let sent: number;
let redrawn: string[];
let backedOff: number[];
/** What Teams answers; by default that it has come. */
let answer: SendOutcome | undefined;

function dispatch(over: Partial<DispatchDeps> = {}): Dispatch {
  const send = async (): Promise<SendOutcome> => {
    sent += 1;
    const activity = { conversationId: 'a:ama', activityId: String(sent), serviceUrl: 'http://127.0.0.1:9/' };
    return answer ?? { kind: 'sent', activity };
  };
  return createDispatch({
    people: store.people,
    channels: store.channels,
    messenger: {
      sendToPerson: send,
      postToChannel: send,
      redraw: async ({ activityId }) => {
        redrawn.push(activityId);
        return true;
      },
    },
    pace: {
      turn: async () => undefined,
      backOff: async (_tenant, seconds) => {
        backedOff.push(seconds);
      },
    },
    boardOf: async () => undefined,
    shrunk: async () => ({ card: {}, summary: 'There is a newer card' }),
    ...over,
  });
}

function delivery(over: Partial<Delivery> = {}): Delivery {
  return {
    key: 'strategy,june,abc,2026-05-13',
    recipient: { kind: 'contact', contactId: 'abc', email: emailOf('ama'), by: 'teams' },
    date: Temporal.PlainDate.from('2026-05-13'),
    at: now,
    sections: [{ rung: 'request', kind: 'request' }],
    refs: ['1.1'],
    tenantId: 'local',
    programmeId: 'strategy',
    cycleId: 'june',
    state: 'claimed',
    attempts: [],
    ...over,
  };
}

const list = { kind: 'message', message: { card: {}, summary: 'Your updates' }, showsList: true } as const;
const other = { ...list, showsList: false };

beforeEach(async () => {
  store = memoryStore();
  await store.prepare();
  sent = 0;
  redrawn = [];
  backedOff = [];
  answer = undefined;
  await storePerson(store, 'ama');
});

describe('dispatch', () => {
  it('shrinks the older card of the same programme when a newer one has come, and no other', async () => {
    const send = dispatch();
    await send(delivery(), list);
    await send(delivery({ programmeId: 'housing-plan', cycleId: 'summer' }), list);
    expect(redrawn).toEqual([]);
    await send(delivery({ key: 'strategy,june,abc,2026-05-27' }), list);
    expect(redrawn).toEqual(['1']);
    const person = await store.people.byEmail('local', emailOf('ama'));
    expect(
      person?.value.newestCards?.map(({ programmeId, activityId }) => [programmeId, activityId]),
    ).toEqual([
      ['housing-plan', '2'],
      ['strategy', '3'],
    ]);
  });

  it('leaves the list where it is when a message without one has come', async () => {
    const send = dispatch();
    await send(delivery(), list);
    await send(delivery(), other);
    expect(redrawn).toEqual([]);
  });

  it.each([
    ['somebody whom the bot has not met', { email: emailOf('ben'), by: 'teams' as const }, 'not installed'],
    [
      'somebody who is reached by e-mail',
      { email: emailOf('ama'), by: 'email' as const },
      'no e-mail configured',
    ],
  ])('does not try to reach %s', async (_who, recipient, why) => {
    const outcome = await dispatch()(
      delivery({ recipient: { kind: 'contact', contactId: 'abc', ...recipient } }),
      list,
    );
    expect(outcome).toMatchObject({ kind: 'unreachable', why });
    expect(sent).toBe(0);
  });

  it('does not try again somebody who blocked the bot, until they come back', async () => {
    answer = { kind: 'unreachable', why: 'blocked the bot', detail: '403' };
    const send = dispatch();
    await send(delivery(), list);
    answer = undefined;
    expect(await send(delivery(), list)).toMatchObject({ kind: 'unreachable', why: 'blocked the bot' });
    expect(sent).toBe(1);
  });

  it('slows the whole tenant when the server says 429', async () => {
    answer = { kind: 'retry', detail: '429', afterSeconds: 7, throttled: true };
    expect(await dispatch()(delivery(), list)).toMatchObject({ kind: 'retry' });
    expect(backedOff).toEqual([7]);
  });

  it('says what is missing where the digest has no channel to go to', async () => {
    const board = delivery({ recipient: { kind: 'board' } });
    expect(await dispatch()(board, other)).toMatchObject({ kind: 'unreachable', why: 'no channel is set' });
  });
});
