import { describe, expect, it } from '@jest/globals';
import { contactId, emailOf, tenantId, type CycleSpec } from '../../builders/open-cycle.ts';
import { channelTurnOf, deskWorld, theView, turnOf } from '../../builders/desk-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama' } },
  actions: { '1.1': { owners: ['Housing'] }, '2.1': {} },
  chairs: ['cleo'],
};

describe('meeting a person', () => {
  it('remembers who they are and where to write to, and has what could not reach them planned again', async () => {
    const world = await deskWorld(spec);
    const hello = await world.desk.installed(turnOf('ama'));
    expect(theView(hello, 'notice').title).toBe('Hello Ama');
    expect((await world.store.people.byEmail(tenantId, emailOf('ama')))?.value).toMatchObject({
      aadObjectId: 'aad-ama',
      address: { conversationId: 'chat-ama' },
    });
    expect(world.met).toContain(contactId('ama'));
  });

  it('says hello once, however often it is told of the installation', async () => {
    const world = await deskWorld(spec);
    await world.desk.installed(turnOf('ama'));
    expect(await world.desk.installed(turnOf('ama'))).toEqual([]);
  });

  it('asks the roster once, and again only while it does not know the address', async () => {
    const world = await deskWorld(spec);
    let asked = 0;
    const turn = {
      ...turnOf('ama'),
      profile: async () => {
        asked += 1;
        if (asked === 1) throw new Error('the roster is away');
        return { email: emailOf('ama') };
      },
    };
    expect(theView(await world.desk.said(turn, 'my updates'), 'notice').paragraphs.join()).toContain(
      'not on my list',
    );
    expect(theView(await world.desk.said(turn, 'my updates'), 'list').rows).toHaveLength(1);
    await world.desk.said(turn, 'my updates');
    expect(asked).toBe(2);
    expect(world.met).toEqual([contactId('ama')]);
  });

  it('knows somebody by their user principal name too, whatever its case', async () => {
    const world = await deskWorld(spec);
    const turn = {
      ...turnOf('ama'),
      profile: async () => ({ email: 'a.okoro@elsewhere.example', upn: 'AMA@Council.example' }),
    };
    expect(theView(await world.desk.said(turn, 'my updates'), 'list').rows).toHaveLength(1);
  });

  it('does not know the same address in another tenant', async () => {
    const world = await deskWorld(spec);
    const turn = turnOf('ama');
    const elsewhere = { ...turn, who: { ...turn.who, tenantId: 'tenant-2' } };
    expect(theView(await world.desk.said(elsewhere, 'my updates'), 'notice').title).toBe('Hello');
  });

  it('remembers somebody who comes before the register does', async () => {
    const world = await deskWorld(spec);
    await world.desk.installed(turnOf('newcomer'));
    expect((await world.store.people.byEmail(tenantId, emailOf('newcomer')))?.value.address).toBeDefined();
  });

  it('marks who removed the app, and welcomes them when they come back', async () => {
    const world = await deskWorld(spec);
    await world.desk.installed(turnOf('ama'));
    await world.desk.uninstalled(turnOf('ama'));
    const gone = (await world.store.people.byEmail(tenantId, emailOf('ama')))?.value;
    expect(gone).toMatchObject({ unreachable: 'removed the app' });
    expect(gone?.address).toBeUndefined();
    expect(await world.desk.installed(turnOf('ama'))).not.toEqual([]);
    const back = (await world.store.people.byEmail(tenantId, emailOf('ama')))?.value;
    expect(back?.unreachable).toBeUndefined();
  });

  it('takes any word from somebody who could not be reached as a sign that they can be', async () => {
    const world = await deskWorld(spec);
    await world.say('ama', 'help');
    await world.store.people.upsert({ tenantId, aadObjectId: 'aad-ama' }, (person) => ({
      ...person!,
      unreachable: 'blocked the bot',
    }));
    world.met.length = 0;
    await world.say('ama', 'help');
    expect(world.met).toEqual([contactId('ama')]);
    await world.say('ama', 'help');
    expect(world.met).toHaveLength(1);
  });

  it('remembers a channel that it was added to, and says nothing there', async () => {
    const world = await deskWorld(spec);
    expect(await world.desk.installed(channelTurnOf('ama'))).toEqual([]);
    const saved = await world.store.channels.find(tenantId, '19:board@thread.tacv2');
    expect(saved?.serviceUrl).toBe('http://teams.example');
  });
});

describe('meeting a team by its roster', () => {
  const member = (name: string, tenant = tenantId) => ({
    who: { tenantId: tenant, aadObjectId: `aad-${name}`, name },
    profile: { email: emailOf(name) },
    userMri: `29:${name}`,
  });
  const channel = channelTurnOf('priya').where;

  it('remembers each with an address whose conversation is still to be made, and plans again for contacts', async () => {
    const world = await deskWorld(spec);
    await world.desk.roster([member('ama'), member('visitor')], channel);
    const ama = (await world.store.people.byEmail(tenantId, emailOf('ama')))?.value;
    expect(ama?.address).toMatchObject({
      kind: 'personal',
      conversationId: '',
      userMri: '29:ama',
      botId: 'bot',
    });
    expect(world.met).toEqual([contactId('ama'), 'board']);
    await world.desk.roster([member('ama')], channel);
    expect(world.met).toHaveLength(2);
    expect(await world.desk.installed(turnOf('ama'))).not.toEqual([]);
  });

  it('keeps the conversation of those it knows, and leaves alone who removed the app or is from elsewhere', async () => {
    const world = await deskWorld(spec);
    await world.desk.installed(turnOf('ama'));
    await world.desk.installed(turnOf('priya'));
    await world.desk.uninstalled(turnOf('priya'));
    await world.desk.roster([member('ama'), member('priya'), member('guest', 'tenant-2')], channel);
    const find = async (name: string, tenant = tenantId) =>
      (await world.store.people.byEmail(tenant, emailOf(name)))?.value;
    expect((await find('ama'))?.address?.conversationId).toBe('chat-ama');
    expect((await find('priya'))?.address).toBeUndefined();
    expect(await find('guest', 'tenant-2')).toBeUndefined();
  });
});

describe('chat', () => {
  it('explains itself by what the person is here', async () => {
    const world = await deskWorld(spec);
    const commands = async (name: string) =>
      theView(await world.say(name, 'Help'), 'notice').commands.map(({ text }) => text);
    expect(await commands('ama')).toEqual(['my updates', 'my history', 'help']);
    expect(await commands('priya')).toEqual(['my updates', 'my history', 'overdue', 'digest', 'help']);
    expect(await commands('cleo')).toEqual(['help']);
  });

  it('answers words that it does not know with those that it does', async () => {
    const world = await deskWorld(spec);
    const answer = theView(await world.say('ama', 'what is the weather?'), 'notice');
    expect(answer.commands.map(({ text }) => text)).toContain('my updates');
  });

  it('hands a lead’s commands on, and local mode’s only to a lead', async () => {
    const notice = (title: string) => [
      { kind: 'notice' as const, view: { title, paragraphs: [], commands: [] } },
    ];
    const world = await deskWorld(spec, {
      lead: {
        said: async (_actor, text) => (text === 'overdue' ? notice('The overdue list') : undefined),
        acted: async (_actor, _turn, verb) =>
          verb === 'digest.publish' ? { reply: { kind: 'views', views: notice('Published') } } : undefined,
        mentioned: async () => notice('Mentioned'),
      },
      commands: () => [
        { matches: (text) => text.startsWith('skip'), run: async () => ({ views: notice('Skipped') }) },
      ],
    });
    expect(theView(await world.say('priya', ' Overdue '), 'notice').title).toBe('The overdue list');
    expect(theView(await world.act('priya', 'digest.publish'), 'notice').title).toBe('Published');
    expect(theView(await world.desk.mentioned(channelTurnOf('priya'), 'x'), 'notice').title).toBe(
      'Mentioned',
    );
    expect(theView(await world.say('priya', 'skip 3 days'), 'notice').title).toBe('Skipped');
    expect(theView(await world.say('ama', 'skip 3 days'), 'notice').title).toBe('I did not understand that');
  });
});
