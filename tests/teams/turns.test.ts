import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CardElement } from '../../src/cards/card.ts';
import { all, buttons, input, words } from '../cards/read-card.ts';
import type { FakePerson } from '../fakes/teams-server.ts';
import type { Turn } from '../../src/workflow/desk.ts';
import { renderTitle, startBot, type BotUnderTest } from './bot-under-test.ts';

let bot: BotUnderTest;
let ama: FakePerson;
beforeEach(async () => {
  bot = await startBot();
  ama = bot.teams.person({ name: 'Ama Okoro', upn: 'ama@upn.example', installed: true });
});
afterEach(() => bot.close());

function doors(): string[] {
  return bot.desk.came.map(({ door }) => door);
}

describe('a personal chat', () => {
  it('answers what was said with a card and its summary', async () => {
    const { status, meanwhile } = await ama.says('my updates');
    expect(status).toBe(200);
    expect(meanwhile).toMatchObject([{ by: [ama.aadObjectId], summary: 'You said my updates' }]);
    expect(meanwhile[0]?.card).toMatchObject({ type: 'AdaptiveCard' });
  });

  it('tells the desk who and where in plain data', async () => {
    await ama.says('help');
    const turn = bot.desk.came[0]!.turn;
    expect(turn.who).toEqual({
      tenantId: bot.teams.tenantId,
      aadObjectId: ama.aadObjectId,
      name: 'Ama Okoro',
    });
    expect(turn.where).toEqual({
      kind: 'personal',
      conversationId: ama.chatId,
      serviceUrl: bot.teams.serviceUrl,
      tenantId: bot.teams.tenantId,
      botId: bot.teams.botId,
      aadObjectId: ama.aadObjectId,
      userMri: ama.mri,
    });
    expect(JSON.parse(JSON.stringify(turn.where))).toEqual(turn.where);
  });

  it('looks a person up in the roster only when asked', async () => {
    await ama.says('help');
    expect(bot.teams.requests.map(({ kind }) => kind)).toEqual(['send']);
    expect(await bot.desk.came[0]!.turn.profile()).toEqual({
      email: 'ama.okoro@council.example',
      upn: 'ama@upn.example',
    });
  });

  it('says nothing where the desk has nothing to say', async () => {
    bot.desk.said = async () => [];
    expect((await ama.says('hm')).meanwhile).toEqual([]);
  });

  it('reads a message without words as empty', async () => {
    await ama.sends({ value: { anything: 1 } });
    expect(bot.desk.came[0]?.text).toBe('');
  });

  it.each([{ text: null }, { entities: null }])('takes a message with %j', async (fields) => {
    expect((await ama.sends({ text: 'help', ...fields })).status).toBe(200);
    expect(doors()).toEqual(['said']);
  });

  it('ignores reactions and the like', async () => {
    const { status } = await ama.sends({ type: 'messageReaction', reactionsAdded: [{ type: 'like' }] });
    expect(status).toBe(200);
    expect(bot.desk.came).toEqual([]);
  });

  it('gives the words back when they could not be dealt with', async () => {
    bot.desk.said = async () => {
      throw new Error('the store is away: my secret words');
    };
    const { status, meanwhile } = await ama.says('my secret words');
    expect(status).toBe(200);
    expect(meanwhile).toMatchObject([{ summary: 'Something went wrong on our side' }]);
    expect(JSON.stringify(meanwhile[0]?.card)).toContain('my secret words');
    expect(bot.logged.join()).toContain('a message could not be answered');
    expect(bot.logged.join()).not.toContain('secret');
  });

  it('is told in time that an answer takes too long, and what comes later is not said', async () => {
    const slow = await startBot({ turnTimeoutMs: 50 });
    const ben = slow.teams.person({ name: 'Ben Hall', installed: true });
    const signals: (AbortSignal | undefined)[] = [];
    const never = (turn: Turn): Promise<never> => {
      signals.push(turn.signal);
      return new Promise<never>((_, reject) => {
        turn.signal?.addEventListener('abort', () => setImmediate(reject, new Error('too late')));
      });
    };
    slow.desk.said = never;
    slow.desk.acted = never;
    expect((await ben.says('my updates')).meanwhile).toMatchObject([
      { summary: expect.stringMatching(/went wrong/) },
    ]);
    const { card } = await ben.presses('update.submit', { ref: '1.4', narrative: 'My words.' });
    expect(input(card as CardElement, 'narrative')?.['value']).toBe('My words.');
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
    expect(slow.logged.join()).toContain('TurnTooLong');
    await slow.close();
  });

  it('deals with many turns at once', async () => {
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => ama.says(text)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(
      ama
        .saw()
        .map(({ summary }) => summary)
        .sort(),
    ).toEqual(['a', 'b', 'c', 'd', 'e'].map((text) => `You said ${text}`));
  });
});

describe('arriving and leaving', () => {
  it('is welcomed once, though Teams announces it twice', async () => {
    await ama.install();
    expect(doors()).toEqual(['installed']);
    expect(bot.desk.came[0]?.turn.who.name).toBe('Ama Okoro');
    expect(ama.saw()).toMatchObject([{ summary: 'Hello' }]);
  });

  it('is remembered and welcomed, though Teams says to slow down at every step', async () => {
    bot.teams.failNext('member', { kind: 'status', status: 429, retryAfter: 1 }, 1);
    bot.teams.failNext('send', { kind: 'status', status: 429, retryAfter: 1 }, 1);
    expect((await ama.install()).status).toBe(200);
    expect(bot.desk.came.map(({ door, turn }) => [door, turn.who.name])).toEqual([
      ['installed', 'Ama Okoro'],
    ]);
    expect(await bot.desk.came[0]?.turn.profile()).toMatchObject({ email: ama.email });
    expect(ama.saw()).toMatchObject([{ summary: 'Hello' }]);
    expect(bot.teams.requests.filter(({ kind }) => kind === 'member')).toHaveLength(2);
  });

  it('is remembered where neither the roster nor the greeting can be had', async () => {
    bot.teams.failNext('any', { kind: 'status', status: 429, retryAfter: 60 }, 10);
    expect((await ama.install()).status).toBe(200);
    expect(doors()).toEqual(['installed']);
    expect(ama.saw()).toEqual([]);
  });

  it('is told to the desk again when it happens again', async () => {
    await ama.install();
    await ama.uninstall();
    await ama.install();
    expect(doors()).toEqual(['installed', 'uninstalled', 'installed']);
  });

  it('is no arrival when somebody else joins', async () => {
    await ama.sends({ type: 'conversationUpdate', membersAdded: [{ id: '29:other' }] });
    expect(bot.desk.came).toEqual([]);
  });
});

describe('a channel', () => {
  let ben: FakePerson;
  let channelId: string;
  beforeEach(() => {
    ben = bot.teams.person({ name: 'Ben Achebe' });
    const visitor = bot.teams.person({ name: 'Vi Sitor', guest: true });
    const outsider = bot.teams.person({ name: 'Out Sider', upn: 'out_other.example#EXT#@council.example' });
    const team = bot.teams.team({
      name: 'Health Board',
      channels: ['Papers'],
      members: [ama, ben, visitor, outsider],
    });
    channelId = team.channelId('Papers');
  });

  it('is answered when the bot is mentioned, without the mention', async () => {
    const { meanwhile } = await ama.mentionsBot(channelId, ' use this&nbsp;channel ');
    expect(bot.desk.came).toMatchObject([{ door: 'mentioned', text: 'use this channel' }]);
    expect(bot.desk.came[0]?.turn.where).toMatchObject({ kind: 'channel', conversationId: channelId });
    expect(meanwhile).toMatchObject([{ channelId, summary: 'In the channel: use this channel' }]);
  });

  it('is left alone otherwise', async () => {
    await ama.writesIn(channelId, 'my updates');
    expect(bot.desk.came).toEqual([]);
    expect(bot.teams.seen).toEqual([]);
  });

  it('counts who could read it, guests apart', async () => {
    await ama.mentionsBot(channelId, 'use this channel');
    expect(bot.desk.came[0]?.audience).toEqual({
      name: 'Papers (Health Board)',
      teamId: expect.stringMatching(/^19:team/),
      channelId,
      members: 4,
      guests: 2,
    });
  });

  it('gives its buttons an audience too', async () => {
    await ama.mentionsBot(channelId, 'hello');
    await ama.presses('channel.use', {}, { channelId });
    expect(bot.desk.came[1]?.audience).toMatchObject({ members: 4 });
  });

  it('is answered in a group chat only when the bot is mentioned', async () => {
    const { id } = bot.teams.team({ name: 'Chat', channels: [], members: [ama, ben] });
    const conversation = { id, conversationType: 'groupChat', tenantId: bot.teams.tenantId };
    await ama.sends({ conversation, text: 'my updates' });
    expect(bot.desk.came).toEqual([]);
    const entities = [{ type: 'mention', mentioned: { id: bot.teams.botId }, text: '<at>Board</at>' }];
    await ama.sends({ conversation, text: '<at>Board</at> my updates', entities });
    expect(bot.desk.came).toMatchObject([{ door: 'mentioned', text: 'my updates' }]);
  });
});

describe('being added to a team', () => {
  it('meets everybody on its roster, page by page, once, and says nothing', async () => {
    const others = Array.from({ length: 600 }, (_, n) => bot.teams.person({ name: `Person ${n}` }));
    const team = bot.teams.team({ name: 'Health Board', channels: [], members: [ama, ...others] });
    await team.addsBot(ama);

    expect(bot.desk.met).toHaveLength(1);
    expect(bot.desk.met[0]?.members).toHaveLength(601);
    expect(bot.desk.met[0]?.members[0]).toEqual({
      who: { tenantId: bot.teams.tenantId, aadObjectId: ama.aadObjectId, name: 'Ama Okoro' },
      profile: { email: 'ama.okoro@council.example', upn: 'ama@upn.example' },
      userMri: ama.mri,
    });
    expect(bot.desk.met[0]?.where).toMatchObject({ kind: 'channel', conversationId: team.id });
    expect(bot.desk.came).toEqual([]);
    expect(bot.teams.seen).toEqual([]);
  });
});

describe('a button', () => {
  it('is answered with the card that takes its place', async () => {
    const { status, body, card } = await ama.presses('update.open', { ref: '1.4' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(JSON.stringify(card)).toContain('Done: update.open');
    expect(bot.desk.came).toMatchObject([{ verb: 'update.open', data: { ref: '1.4' } }]);
  });

  it('tells which message it stands on', async () => {
    await ama.says('my updates');
    await ama.presses('update.open');
    expect(bot.desk.came[1]?.turn.card).toEqual({
      conversationId: ama.chatId,
      activityId: ama.saw()[0]?.activityId,
      serviceUrl: bot.teams.serviceUrl,
    });
  });

  it('changes the card for the presser alone, also after a card that refreshes itself', async () => {
    const refresh = { action: { type: 'Action.Execute', verb: 'updates.list' }, userIds: [ama.mri] };
    const refreshing = await startBot({
      render: (views) => ({ summary: 'x', card: { ...renderTitle(views).card, refresh } }),
    });
    const ben = refreshing.teams.person({ name: 'Ben Achebe', installed: true });
    await ben.says('my updates');
    const [first, second] = [await ben.presses('updates.list'), await ben.presses('updates.list')];
    await refreshing.close();

    expect(first.card).toHaveProperty('refresh');
    expect(second.card).toEqual(first.card);
    expect(refreshing.teams.requests.map(({ kind }) => kind)).toEqual(['send']);
  });

  it('that nobody knows is the desk to answer, never "not implemented"', async () => {
    const { status, card } = await ama.presses('update.fromAnotherVersion');
    expect(status).toBe(200);
    expect(card).toBeDefined();
  });

  it('pressed many times at once is answered each time', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((page) => ama.presses('updates.list', { page })),
    );
    expect(answers.map(({ status, card }) => [status, card === undefined])).toEqual(
      answers.map(() => [200, false]),
    );
  });

  it('whose turn fails says that it may not be stored, and gives the words back in a form', async () => {
    bot.desk.acted = async () => {
      throw new TypeError('away', { cause: new RangeError('deep') });
    };
    const { status, card } = await ama.presses('update.submit', {
      ...{ programme: 'strategy', cycle: 'autumn', ref: '1.4', version: 2 },
      status: 'minor_slippage',
      narrative: 'We opened the second clinic.',
      revisedDate: '2027-01-15',
      foreword: 42,
    });
    const drawn = card as CardElement;
    expect(status).toBe(200);
    expect(words(drawn)).toContain('This may not be stored yet');
    expect(words(drawn)).toContain('Status: minor slippage');
    expect(input(drawn, 'narrative')).toMatchObject({
      type: 'Input.Text',
      isMultiline: true,
      value: 'We opened the second clinic.',
    });
    expect(input(drawn, 'revisedDate')).toMatchObject({ type: 'Input.Date', value: '2027-01-15' });
    expect(input(drawn, 'foreword')).toBeUndefined();
    const data = { programme: 'strategy', cycle: 'autumn', ref: '1.4', version: 2, status: 'minor_slippage' };
    expect(buttons(drawn)).toMatchObject([
      { title: 'Submit', verb: 'update.submit', style: 'positive', data },
      { title: 'Save draft', verb: 'update.saveDraft', data },
      { title: 'Back', verb: 'updates.list', data },
    ]);
    expect(bot.logged.join()).toContain('"fault":"TypeError"');
    expect(bot.logged.join()).toContain('"cause":"RangeError"');
    expect(bot.logged.join()).not.toContain('clinic');
  });

  const retries: [string, object, object, string[]][] = [
    ['update.open', { ref: '1.4' }, { title: 'Try again', data: { ref: '1.4' } }, []],
    [
      'update.noChange',
      { ref: '1.4', confirm: 'yes', why: 'All holds.' },
      { title: 'No change', data: { ref: '1.4', confirm: 'yes' } },
      ['why'],
    ],
    [
      'digest.publish',
      { cycle: 'autumn', early: 'yes', foreword: 'Well done.' },
      { title: 'Publish', data: { cycle: 'autumn', early: 'yes' } },
      ['foreword'],
    ],
    [
      'lead.overview',
      { page: 2, narrative: ' ', ref: { a: 1 }, extra: 'x' },
      { title: 'Try again', data: { page: 2 } },
      [],
    ],
  ];
  it.each(retries)(
    '%s that fails can be pressed again, with its words in their inputs',
    async (verb, data, button, ids) => {
      bot.desk.acted = async () => Promise.reject(new Error('away'));
      const drawn = (await ama.presses(verb, data)).card as CardElement;
      expect(buttons(drawn)).toEqual([{ type: 'Action.Execute', style: 'positive', verb, ...button }]);
      expect(all(drawn, 'Input.Text').map(({ id }) => id)).toEqual(ids);
    },
  );

  const malformed: [string, object][] = [
    ['no value', {}],
    ['no action', { value: {} }],
    ['an action that is not an object', { value: { action: 'update.submit' } }],
    ['a verb that is not a string', { value: { action: { type: 'Action.Execute', verb: 7 } } }],
    ['no verb', { value: { action: { type: 'Action.Execute', data: {} } } }],
    ['data that is a string', { value: { action: { type: 'Action.Execute', verb: 'a', data: 'x' } } }],
    ['data that is a list', { value: { action: { type: 'Action.Execute', verb: 'a', data: [] } } }],
    ['another kind of action', { value: { action: { type: 'Action.Submit', verb: 'a', data: {} } } }],
  ];
  it.each(malformed)('that is malformed (%s) is refused as such and reaches nobody', async (_, fields) => {
    const { status, body, error } = await ama.sends({
      type: 'invoke',
      name: 'adaptiveCard/action',
      ...fields,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 400, type: 'application/vnd.microsoft.error' });
    expect(error).toMatchObject({ code: 'BadRequest', message: expect.any(String) });
    expect(bot.desk.came).toEqual([]);
  });

  it('that the desk calls malformed is refused as such', async () => {
    bot.desk.acted = async () => ({ kind: 'malformed', message: 'The action has no reference.' });
    expect((await ama.presses('update.open')).error).toEqual({
      code: 'BadRequest',
      message: 'The action has no reference.',
    });
  });

  it('of another kind of invoke is refused, never "not implemented"', async () => {
    const { status, error } = await ama.sends({ type: 'invoke', name: 'task/fetch', value: {} });
    expect([status, error?.code]).toEqual([200, 'NotSupported']);
  });

  it('cannot reach an object of ours through its data', async () => {
    const value = JSON.parse(
      '{"action":{"type":"Action.Execute","verb":"a","data":{"__proto__":{"isLead":true},"ref":"1.4"}}}',
    ) as object;
    await ama.sends({ type: 'invoke', name: 'adaptiveCard/action', value });
    const [came] = bot.desk.came;
    expect(Object.keys(came?.data as object)).toEqual(['ref']);
    expect((came?.data as { isLead?: boolean }).isLead).toBeUndefined();
    expect(({} as { isLead?: boolean }).isLead).toBeUndefined();
  });
});

describe('who is acting', () => {
  it('is nobody without a directory id, whatever else is claimed', async () => {
    const from = { id: ama.mri, name: 'Ama Okoro' };
    const { meanwhile } = await ama.sends({ from, text: 'my updates' });
    const invoke = { type: 'invoke', name: 'adaptiveCard/action' };
    const value = { action: { type: 'Action.Execute', verb: 'a', data: { aadObjectId: ama.aadObjectId } } };
    const { error } = await ama.sends({ ...invoke, from, value });

    expect(meanwhile).toMatchObject([{ text: 'This bot answers people of its own organisation only.' }]);
    expect(error?.code).toBe('Forbidden');
    expect(bot.desk.came).toEqual([]);
  });

  it('is nobody where the two tenants of an activity differ', async () => {
    await ama.sends({ channelData: { tenant: { id: 'another' } } });
    expect(bot.desk.came).toEqual([]);
  });

  it('comes from no card: a body that is no activity is refused', async () => {
    expect((await bot.teams.post({ type: 'message', text: 'hello' })).status).toBe(400);
    expect((await bot.teams.post([])).status).toBe(400);
    expect(bot.desk.came).toEqual([]);
  });

  const wrongParts: [string, object][] = [
    ['a text that is none', { text: false }],
    ['entities that are no list', { entities: 'x' }],
    ['an entity that is none', { entities: [null] }],
    ['a mention of nobody', { entities: [{ type: 'mention' }] }],
    ['members that are no list', { type: 'conversationUpdate', membersAdded: {} }],
    ['a name that is none', { type: 'invoke', name: 7 }],
  ];
  it.each(wrongParts)('with %s is refused as such', async (_, fields) => {
    expect((await ama.sends(fields)).status).toBe(400);
    expect(bot.desk.came).toEqual([]);
  });
});
