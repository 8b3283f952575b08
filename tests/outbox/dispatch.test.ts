import { beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from '../../src/calendar/temporal.ts';
import { createLog } from '../../src/log.ts';
import { createDispatch, type Dispatch, type DispatchDeps } from '../../src/outbox/dispatch.ts';
import type { Delivery } from '../../src/outbox/ledger.ts';
import type { Drawn, SendOutcome, TurnToSend } from '../../src/outbox/ports.ts';
import type { Programme } from '../../src/programme/programme.ts';
import { memoryStore } from '../../src/storage/memory-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { emailOf, storePerson, storeProgramme } from '../builders/stored-programme.ts';

const now = Temporal.Instant.from('2026-05-13T08:30:00Z');

let store: Store;
let sent: number;
let redrawn: string[];
/** Tenants, for each turn that was taken. */
let turns: string[];
let programme: Programme;
let backedOff: number[];
/** What Teams answers; by default that it has come. */
let answer: SendOutcome | undefined;

async function takeTurn(tenant: string, signal?: AbortSignal): Promise<TurnToSend> {
  signal?.throwIfAborted();
  turns.push(tenant);
  return { leaves: () => undefined, next: () => takeTurn(tenant, signal) };
}

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
        return 'redrawn';
      },
    },
    pace: {
      turn: takeTurn,
      pausedFor: () => 0,
      backOff: async (_tenant, seconds) => {
        backedOff.push(seconds);
      },
    },
    shrunk: () => ({ card: {}, summary: 'There is a newer card' }),
    log: createLog('silent'),
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
  turns = [];
  backedOff = [];
  answer = undefined;
  await storePerson(store, 'ama');
  await storeProgramme(store, { owners: { health: { actions: ['1.1'], lead: 'ama' } } });
  programme = (await store.programmes.find('strategy'))!.value;
});

/** Sends to somebody of whom nothing is known but what is stored. */
async function sending(
  from: Dispatch,
  to: Delivery = delivery(),
  drawn: Extract<Drawn, { kind: 'message' }> = list,
): Promise<SendOutcome> {
  return from.send(to, drawn, { person: undefined, programme, signal: new AbortController().signal });
}

describe('dispatch', () => {
  it('shrinks an older card at the pace of everything else', async () => {
    const older = { conversationId: 'a:ama', activityId: '7', serviceUrl: 'http://127.0.0.1:9/' };
    await dispatch().shrink(older, delivery(), programme);
    expect(redrawn).toEqual(['7']);
    expect(turns).toEqual(['local']);
  });

  it('takes a turn for each request that a message takes', async () => {
    const twice = dispatch({
      messenger: {
        sendToPerson: async (_address, _message, turn) => {
          await turn?.next();
          return { kind: 'retry', detail: '502' };
        },
        postToChannel: async () => ({ kind: 'retry', detail: '502' }),
        redraw: async () => 'redrawn',
      },
    });
    await sending(twice);
    expect(turns).toHaveLength(2);
  });

  it('sends nothing once the process is to stop', async () => {
    const signal = AbortSignal.abort(new Error('stopping'));
    const stopped = dispatch().send(delivery(), list, { person: undefined, programme, signal });
    await expect(stopped).rejects.toThrow('stopping');
    expect(sent).toBe(0);
  });

  it('does not believe that somebody is out of reach without looking again', async () => {
    const away = { ...(await storePerson(store, 'ama')), unreachable: 'blocked the bot' };
    const signal = new AbortController().signal;
    expect(await dispatch().send(delivery(), list, { person: away, programme, signal })).toMatchObject({
      kind: 'sent',
    });
  });

  it.each([
    ['somebody whom the bot has not met', { email: emailOf('ben'), by: 'teams' as const }, 'not installed'],
    [
      'somebody who is reached by e-mail',
      { email: emailOf('ama'), by: 'email' as const },
      'no e-mail configured',
    ],
  ])('does not try to reach %s', async (_who, recipient, why) => {
    const outcome = await sending(
      dispatch(),
      delivery({ recipient: { kind: 'contact', contactId: 'abc', ...recipient } }),
    );
    expect(outcome).toMatchObject({ kind: 'unreachable', why });
    expect(sent).toBe(0);
  });

  it('does not try again somebody who blocked the bot, until they come back', async () => {
    answer = { kind: 'unreachable', why: 'blocked the bot', detail: '403' };
    const from = dispatch();
    await sending(from);
    answer = undefined;
    expect(await sending(from)).toMatchObject({ kind: 'unreachable', why: 'blocked the bot' });
    expect(sent).toBe(1);
  });

  it('slows the whole tenant when the server says 429', async () => {
    answer = { kind: 'retry', detail: '429', afterSeconds: 7, throttled: true };
    expect(await sending(dispatch())).toMatchObject({ kind: 'retry' });
    expect(backedOff).toEqual([7]);
  });

  it('is not taken for unsent, and so sent again, where what it taught cannot be kept', async () => {
    const person = await storePerson(store, 'ama');
    const address = { ...person.address!, conversationId: 'a:made-again' };
    const activity = { conversationId: 'a:made-again', activityId: '7', serviceUrl: address.serviceUrl };
    answer = { kind: 'sent', activity, address };
    const away = () => Promise.reject(new Error('The store is away.'));
    const people = { ...store.people, upsert: away };
    const { signal } = new AbortController();
    const outcome = await dispatch({ people }).send(delivery(), list, { person, programme, signal });
    expect(outcome).toMatchObject({ kind: 'sent', activity });
  });

  it('says what is missing where the digest has no channel to go to', async () => {
    const board = delivery({ recipient: { kind: 'board' } });
    const settings = { ...programme.settings, board: { name: 'Wellbeing Board' } };
    const to = {
      person: undefined,
      programme: { ...programme, settings },
      signal: new AbortController().signal,
    };
    expect(await dispatch().send(board, other, to)).toMatchObject({
      kind: 'unreachable',
      why: 'no channel is set',
    });
  });
});
