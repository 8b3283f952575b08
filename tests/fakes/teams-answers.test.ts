import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { ask, type Came } from './ask.ts';
import { everyFault, type FaultName } from './every-fault.ts';
import { seededRandom } from './seeded-random.ts';
import { startTeams, type FakePerson, type FakeTeams } from './teams-server.ts';

let teams: FakeTeams;
let ama: FakePerson;
beforeEach(async () => {
  teams = await startTeams();
  ama = teams.person({ name: 'Ama Okoro', installed: true });
});
afterEach(() => teams.close());

const message = { type: 'message', text: 'Good morning' };

function activities(conversationId: string, activityId?: string): string {
  const path = `${teams.serviceUrl}/v3/conversations/${encodeURIComponent(conversationId)}/activities`;
  return activityId === undefined ? path : `${path}/${activityId}`;
}

function send(body: object | string = message, conversationId = ama.chatId, waitMs?: number): Promise<Came> {
  return ask('POST', activities(conversationId), body, waitMs);
}

function create(member: string): Promise<Came> {
  return ask('POST', `${teams.serviceUrl}/v3/conversations`, { members: [{ id: member }] });
}

function update(activityId: string, body: object = message, conversationId = ama.chatId): Promise<Came> {
  return ask('PUT', activities(conversationId, activityId), body);
}

async function sent(): Promise<string> {
  const { text } = await send();
  return (JSON.parse(text) as { id: string }).id;
}

function errorOf({ text }: Came): { code: string; message: string } | undefined {
  return (JSON.parse(text) as { error?: { code: string; message: string } }).error;
}

describe('what Teams answers by itself', () => {
  it('takes a message, and says which it is', async () => {
    const came = await send();
    expect(came).toMatchObject({ ending: 'whole', status: 201 });
    expect(ama.saw()).toMatchObject([{ kind: 'message', text: 'Good morning' }]);
    expect(JSON.parse(came.text)).toEqual({ id: ama.saw()[0]?.activityId });
  });

  const refused: [string, () => Promise<Came>, number, string][] = [
    [
      'a message to somebody without the app',
      () => {
        ama.installed = false;
        return send();
      },
      403,
      'BotNotInConversationRoster',
    ],
    [
      'a new conversation with somebody without the app',
      () => create(teams.person({ name: 'Ben Ash' }).mri),
      403,
      'ForbiddenOperationException',
    ],
    ['a new conversation with a stranger', () => create('29:stranger'), 404, 'UserNotFound'],
    [
      'a message to a chat whose history was removed',
      () => {
        const old = ama.chatId;
        ama.removesHistory();
        return send(message, old);
      },
      404,
      'ConversationNotFound',
    ],
    [
      'an update in a chat whose history was removed',
      async () => {
        const old = ama.chatId;
        const id = await sent();
        ama.removesHistory();
        return update(id, message, old);
      },
      404,
      'ConversationNotFound',
    ],
    ['an update of what was never sent', () => update('404'), 404, 'ActivityNotFoundInConversation'],
    [
      'an update of what was deleted',
      async () => {
        const id = await sent();
        await ask('DELETE', activities(ama.chatId, id));
        return update(id);
      },
      404,
      'ActivityNotFoundInConversation',
    ],
    [
      'an update in one thread of what is in another',
      async () => {
        const papers = teams
          .team({ name: 'Board', channels: ['Papers'], members: [ama] })
          .channelId('Papers');
        const { text } = await send(message, `${papers};messageid=1`);
        return update((JSON.parse(text) as { id: string }).id, message, `${papers};messageid=2`);
      },
      404,
      'ActivityNotFoundInConversation',
    ],
    ['a message of more than 100 KB', () => send({ text: 'x'.repeat(102_400) }), 413, 'MessageSizeTooBig'],
    [
      'an update of more than 100 KB',
      async () => update(await sent(), { text: 'é'.repeat(51_200) }),
      413,
      'MessageSizeTooBig',
    ],
    ['a body that is no JSON', () => send('{"text":'), 400, 'BadSyntax'],
  ];

  it.each(refused)('refuses %s', async (_, act, status, code) => {
    const came = await act();
    expect({ ending: came.ending, status: came.status, code: errorOf(came)?.code }).toEqual({
      ending: 'whole',
      status,
      code,
    });
    expect(teams.requests.at(-1)).toMatchObject({ status });
    expect(teams.requests.at(-1)).not.toHaveProperty('stored');
  });

  it.each([
    ['told', '1'],
    ['untold', undefined],
  ] as const)('answers 429 to one too many, how long to wait being %s', async (retryAfter, seconds) => {
    teams.set({ retryAfter });
    const asked = await Promise.all(Array.from({ length: 9 }, () => send()));
    const last = asked.filter(({ status }) => status === 429);
    expect(last).toHaveLength(2);
    expect(last.map(({ headers }) => headers?.['retry-after'])).toEqual([seconds, seconds]);
    expect(last.map((came) => errorOf(came)?.code)).toEqual(['Throttled', 'Throttled']);
    expect(ama.saw()).toHaveLength(7);
    expect(teams.report()).toMatchObject({ requests: 9, throttled: 2, byKind: { send: 9 } });
    expect(teams.busiestSecond()).toBe(9);
  });

  it('lets everything through while its limits are off', async () => {
    teams.set({ limits: 'off' });
    const asked = await Promise.all(Array.from({ length: 20 }, () => send()));
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([201]));
  });

  it('survives a caller that hangs up in the middle of a request', async () => {
    const socket = connect(Number(new URL(teams.serviceUrl).port), '127.0.0.1');
    const half = 'POST /v3/conversations HTTP/1.1\r\nhost: teams\r\ncontent-length: 9\r\n\r\nhalf';
    socket.write(half, () => socket.destroy());
    await once(socket, 'close');
    expect(teams.requests).toEqual([]);
    expect(await send()).toMatchObject({ status: 201 });
  });

  it('answers late as a rule when it is told to, and all callers at once', async () => {
    teams.set({ latencyMs: 800 });
    const started = performance.now();
    await Promise.all([send(), send(), send()]);
    const took = performance.now() - started;
    expect(took).toBeGreaterThan(790);
    expect(took).toBeLessThan(2390);
  });
});

interface Expected extends Partial<Came> {
  code?: string;
  message?: string;
  retryAfter?: string | undefined;
  /** Whether the message is seen all the same. */
  arrives?: true;
  /** What is tried; a send unless told. */
  by?: 'update';
}

describe('faults', () => {
  const expected: Record<FaultName, Expected> = {
    throttled: { status: 429, code: 'Throttled', retryAfter: undefined },
    'throttled-with-retry-after': { status: 429, code: 'Throttled', retryAfter: '1' },
    'precondition-failed': { status: 412, code: 'PreconditionFailed' },
    'server-error': { status: 500, code: 'ServiceError' },
    'server-error-after-storing': { status: 500, code: 'ServiceError', arrives: true },
    'bad-gateway': { status: 502, code: 'ServiceError' },
    unavailable: { status: 503, text: '{}' },
    'gateway-timeout': { status: 504, text: '{}' },
    'bot-disabled': { status: 403, code: 'BotDisabledByAdmin' },
    blocked: { status: 403, code: 'ConversationBlockedByUser' },
    'writes-blocked': {
      status: 403,
      code: 'ForbiddenOperationException',
      message: '{"subCode":"MessageWritesBlocked","details":null}',
    },
    'not-in-roster': { status: 403, code: 'BotNotInConversationRoster' },
    'not-installed': { status: 403, code: 'ForbiddenOperationException' },
    'conversation-gone': { status: 404, code: 'ConversationNotFound' },
    'activity-gone': { status: 404, code: 'ActivityNotFoundInConversation', by: 'update' },
    'bad-argument': { status: 400, code: 'Bad Argument' },
    'too-big': { status: 413, code: 'MessageSizeTooBig' },
    'not-registered': { status: 401, code: 'BotNotRegistered' },
    'expired-token': {
      status: 401,
      text: '{"message":"Authorization has been denied for this request."}',
      headers: { 'www-authenticate': 'Bearer' },
    },
    late: { status: 201, arrives: true },
    'cut-before-reading': { ending: 'cut', text: '' },
    'cut-after-storing': { ending: 'cut', text: '', arrives: true },
    'half-answer': { ending: 'cut', status: 201, arrives: true },
    'stalled-answer': { ending: 'stalled', status: 201, arrives: true },
    silence: { ending: 'stalled', text: '', arrives: true },
  };

  it.each(Object.keys(expected) as FaultName[])('%s', async (name) => {
    const { matcher, fault } = everyFault[name];
    const { arrives = false, by = 'send', ...coming } = expected[name];
    const before = by === 'update' ? await sent() : '';
    teams.failNext(matcher, fault);
    const came = by === 'update' ? await update(before) : await send(message, ama.chatId, 1_500);
    const told = came.ending === 'whole' ? errorOf(came) : undefined;
    const retryAfter = came.headers?.['retry-after'];
    expect({ ...came, ...told, retryAfter }).toMatchObject({ ending: 'whole', ...coming });

    const request = teams.requests.at(-1);
    expect(request?.fault).toBe(fault.kind);
    expect(request?.status).toBe(came.ending === 'whole' ? came.status : undefined);
    const stored = ama.saw().at(arrives ? -1 : 1)?.activityId;
    expect({ stored: request?.stored, seen: ama.saw().length }).toEqual(
      arrives ? { stored, seen: 1 } : { stored: undefined, seen: by === 'update' ? 1 : 0 },
    );
    expect(await send()).toMatchObject({ ending: 'whole', status: 201 });
  });

  it('name what each stored, so that the log tells which request showed whom what', async () => {
    teams.set({ limits: 'off' });
    const ben = teams.person({ name: 'Ben Ash', installed: true });
    teams.failAtRandom(
      (
        ['server-error', 'server-error-after-storing', 'cut-after-storing', 'cut-before-reading'] as const
      ).map((name) => ({ ...everyFault[name], share: 0.2 })),
      seededRandom(3),
    );
    for (let n = 0; n < 40; n += 1) await send(message, [ama, ben][n % 2]?.chatId);

    for (const person of [ama, ben]) {
      const stored = teams.requests.filter(
        ({ target, stored: id }) => target === person.chatId && id !== undefined,
      );
      expect(person.saw().map(({ activityId }) => activityId)).toEqual(stored.map((one) => one.stored));
    }
    const kinds = new Set(teams.requests.map(({ fault }) => fault));
    expect(kinds).toEqual(new Set([undefined, 'status', 'cut-after-storing', 'cut-before-reading']));
    teams.stopFailing();
    expect(await send()).toMatchObject({ status: 201 });
  });
});

describe('starting over', () => {
  it('forgets what was seen and counted, and frees the limits, and knows everybody still', async () => {
    await Promise.all(Array.from({ length: 7 }, () => send()));
    teams.reset();
    expect([teams.seen, teams.requests, ama.saw(), ama.cards()]).toEqual([[], [], [], []]);
    expect(teams.report()).toMatchObject({ requests: 0, seenBy: {} });
    expect(await send()).toMatchObject({ status: 201 });
    expect(teams.report().seenBy).toEqual({ [ama.aadObjectId]: 1 });
  });

  it('where only counts are kept, knows what can be updated and who saw how much', async () => {
    const counting = await startTeams({ keep: 'counts' });
    const dev = counting.person({ name: 'Dev Nair', installed: true });
    const place = `${counting.serviceUrl}/v3/conversations/${encodeURIComponent(dev.chatId)}/activities`;
    const { text } = await ask('POST', place, message);
    const { id } = JSON.parse(text) as { id: string };
    expect(await ask('PUT', `${place}/${id}`, message)).toMatchObject({ status: 200 });
    expect(await ask('PUT', `${place}/404`, message)).toMatchObject({ status: 404 });
    expect(counting.report()).toMatchObject({ requests: 3, seenBy: { [dev.aadObjectId]: 1 } });
    expect([counting.requests, counting.seen]).toEqual([[], []]);
    await counting.close();
  });
});
