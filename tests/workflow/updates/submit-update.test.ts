import { describe, expect, it } from '@jest/globals';
import { contactId, cycleKey, setState, type CycleSpec } from '../../builders/open-cycle.ts';
import { deskWorld, theView } from '../../builders/desk-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee' } },
  actions: {
    '1.1': {
      owners: ['Housing', 'Parks'],
      imported: { status: 'on_track', narrative: 'Ten homes are warm.', asOf: 'March 2026' },
    },
    '1.2': { owners: ['Housing'] },
    '2.1': { owners: ['Parks'] },
  },
};

const onTrack = { status: 'on_track', narrative: 'Twenty homes are warm.', nextSteps: 'Ten more.' };
const first = { ref: '1.1', version: 0, ...onTrack };

describe('submitting an update', () => {
  it('stores a numbered version, settles the request, writes the event, and leads on to the next action', async () => {
    const world = await deskWorld(spec);
    const list = theView(await world.act('ama', 'update.submit', first), 'list');

    expect(list.receipt).toEqual({
      ref: '1.1',
      title: 'Action 1.1',
      line: 'Sent by you on Tuesday 20 October at 10:15 am: on track.',
      late: false,
    });
    expect(list.rows.map(({ ref, kind, version }) => [ref, kind, version])).toEqual([
      ['1.2', 'outstanding', 0],
      ['1.1', 'done', 1],
    ]);
    expect([list.done, list.total]).toEqual([1, 2]);
    const request = await world.store.cycles.request(cycleKey, '1.1');
    expect(request?.value).toMatchObject({
      state: 'submitted',
      answer: { version: 1, kind: 'answer', late: false, ...onTrack, by: { name: 'Ama' } },
    });
    expect(await world.store.cycles.updates(cycleKey)).toHaveLength(1);
    const events = await world.store.cycles.events(cycleKey);
    expect(events.at(-1)).toMatchObject({ kind: 'submitted', ref: '1.1', detail: 'version 1' });
  });

  it('gives everything typed back with what the status demands, and stores nothing', async () => {
    const world = await deskWorld(spec);
    const typed = { status: 'minor_slippage', narrative: 'Slow.', noteToLead: 'Call me.' };
    const form = theView(
      await world.act('ama', 'update.submit', { ...first, nextSteps: '', ...typed }),
      'form',
    );

    expect(form.values).toEqual(typed);
    expect(form.demanded).toEqual(['reason', 'recoveryAction', 'revisedDate', 'sayBy']);
    expect(form.problems.map(({ input }) => input)).toEqual(['reason', 'recoveryAction']);
    expect(await world.store.cycles.updates(cycleKey)).toEqual([]);
  });

  it('takes a changed answer as a new version until the close', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.submit', first);
    const form = theView(await world.act('ama', 'update.open', { ref: '1.1' }), 'form');
    expect(form).toMatchObject({ version: 1, values: onTrack });
    expect(form.conflict).toBeUndefined();

    await world.act('ama', 'update.submit', { ...first, version: 1, narrative: 'Thirty homes are warm.' });
    const updates = await world.store.cycles.updates(cycleKey, '1.1');
    expect(updates.map(({ version, narrative }) => [version, narrative])).toEqual([
      [1, 'Twenty homes are warm.'],
      [2, 'Thirty homes are warm.'],
    ]);
  });

  it('gives the receipt again when the same person sends the same thing twice, and stores nothing again', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.submit', first);
    await world.desk.settled();
    const drawnBefore = world.redrawn.length;
    world.clock.advance({ minutes: 5 });
    const again = theView(await world.act('ama', 'update.submit', first), 'list');
    const unchanged = theView(await world.act('ama', 'update.submit', { ...first, version: 1 }), 'list');

    expect(again.receipt?.line).toBe('Sent by you on Tuesday 20 October at 10:15 am: on track.');
    expect(unchanged.receipt).toEqual(again.receipt);
    expect(await world.store.cycles.updates(cycleKey)).toHaveLength(1);
    await world.desk.settled();
    expect(world.redrawn).toHaveLength(drawnBefore);
  });

  it('does not let a replay of an older answer undo a newer one', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.submit', first);
    await world.act('ama', 'update.submit', { ...first, version: 1, narrative: 'Thirty.' });
    await world.act('ama', 'update.submit', first);
    const request = await world.store.cycles.request(cycleKey, '1.1');
    expect(request?.value.answer).toMatchObject({ version: 2, narrative: 'Thirty.' });
  });

  it('shows the second person the first answer, and replaces it only when they submit again', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.submit', first);
    const theirs = { ...first, narrative: 'Parks planted trees.' };
    const form = theView(await world.act('lee', 'update.submit', theirs), 'form');

    expect(form.conflict).toEqual({
      line: 'Sent by Ama on Tuesday 20 October at 10:15 am: on track',
      status: { label: 'On track', tone: 'good' },
      narrative: 'Twenty homes are warm.\nWhat happens next: Ten more.',
    });
    expect(form.values['narrative']).toBe('Parks planted trees.');
    expect(form.version).toBe(1);
    expect(await world.store.cycles.updates(cycleKey)).toHaveLength(1);

    await world.act('lee', 'update.submit', { ...theirs, version: form.version });
    const request = await world.store.cycles.request(cycleKey, '1.1');
    expect(request?.value.answer).toMatchObject({ version: 2, narrative: 'Parks planted trees.' });
  });

  it('shows the second person all that the first said, but not their note to the lead', async () => {
    const world = await deskWorld(spec);
    const done = { status: 'completed', outcome: 'All homes are warm.', noteToLead: 'Parks were slow.' };
    await world.act('ama', 'update.submit', { ref: '1.1', version: 0, ...done });
    const opened = theView(await world.act('lee', 'update.open', { ref: '1.1' }), 'form');
    expect(opened.conflict?.narrative).toBe('The outcome: All homes are warm.');
    expect(opened.values).toEqual({ status: 'completed', outcome: 'All homes are warm.' });
    const own = theView(await world.act('ama', 'update.open', { ref: '1.1' }), 'form');
    expect(own.values).toEqual(done);
  });

  it('keeps both when two people submit at the same moment: one is stored, the other is asked', async () => {
    const world = await deskWorld(spec);
    const replies = await Promise.all([
      world.act('ama', 'update.submit', first),
      world.act('sam', 'update.submit', { ...first, narrative: 'Sam says so.' }),
    ]);
    const kinds = replies.map((reply) => (reply.kind === 'views' ? reply.views[0]?.kind : reply.kind));
    expect(kinds.sort()).toEqual(['form', 'list']);
    expect(await world.store.cycles.updates(cycleKey)).toHaveLength(1);
  });

  it('gives both taps of a double tap their receipt', async () => {
    const world = await deskWorld(spec);
    const replies = await Promise.all([1, 2, 3].map(() => world.act('ama', 'update.submit', first)));
    for (const reply of replies) expect(theView(reply, 'list').receipt?.line).toContain('Sent by you');
    expect(await world.store.cycles.updates(cycleKey)).toHaveLength(1);
  });

  it('takes an answer after the close as late: beside the answer that counts, and says so', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.submit', first);
    await setState(world.store, 'closed');
    const late = { ...first, version: 1, narrative: 'After the close.' };
    const list = theView(await world.act('ama', 'update.submit', late), 'list');

    expect(list.receipt).toMatchObject({ late: true });
    expect(list.receipt?.line).toContain('It goes to the programme lead only.');
    const { value } = (await world.store.cycles.request(cycleKey, '1.1'))!;
    expect(value.answer).toMatchObject({ version: 1, late: false });
    expect(value.late).toMatchObject({ version: 2, late: true, narrative: 'After the close.' });
  });

  it('goes by the stored state of the cycle, not by the clock', async () => {
    const world = await deskWorld(spec);
    world.clock.set('2026-12-01T09:00:00Z');
    expect(theView(await world.act('ama', 'update.submit', first), 'list').receipt?.late).toBe(false);
    await setState(world.store, 'published');
    world.clock.set('2026-10-21T09:00:00Z');
    const next = await world.act('ama', 'update.submit', { ...first, ref: '1.2' });
    expect(theView(next, 'list').receipt?.late).toBe(true);
    expect((await world.store.cycles.request(cycleKey, '1.2'))?.value.state).toBe('requested');
  });

  it('draws the card pressed, and the newest cards of all who may answer, with the state as it is now', async () => {
    const world = await deskWorld(spec);
    for (const name of ['ama', 'sam', 'lee', 'priya']) {
      await world.say(name, 'help');
      await world.store.ledger.keepNewestCard(cycleKey.tenantId, {
        conversationId: `chat-${name}`,
        activityId: `card-${name}`,
        serviceUrl: 'http://teams.example',
        contactId: contactId(name),
        programmeId: cycleKey.programmeId,
        cycleId: cycleKey.cycleId,
      });
    }
    const reply = await world.act('ama', 'update.submit', first, 'card-ama');
    await world.desk.settled();

    expect(world.redrawn.map(({ activityId }) => activityId).sort()).toEqual([
      'card-ama',
      'card-lee',
      'card-sam',
    ]);
    const own = world.redrawn.find(({ activityId }) => activityId === 'card-ama');
    expect(reply).toEqual({ kind: 'views', views: own?.views });
    const lees = world.redrawn.find(({ activityId }) => activityId === 'card-lee');
    expect(theView(lees!.views, 'list').rows.find(({ ref }) => ref === '1.1')?.state).toContain(
      'Sent by Ama',
    );
  });

  it('sends a new card where the one that was pressed is not there any more, and draws that one from then on', async () => {
    const sent: string[] = [];
    const redrawn: string[] = [];
    const world = await deskWorld(spec, {
      messenger: {
        redraw: async (_tenant, { activityId }) => {
          redrawn.push(activityId);
          return activityId === 'gone' ? 'gone' : 'redrawn';
        },
        sendToPerson: async ({ conversationId, serviceUrl }) => {
          sent.push(conversationId);
          return { kind: 'sent', activity: { conversationId, activityId: 'new', serviceUrl } };
        },
      },
    });
    const { ledger } = world.store;
    await ledger.keepNewestCard(cycleKey.tenantId, {
      ...{ conversationId: 'chat', activityId: 'gone', serviceUrl: 'http://teams.example' },
      ...{ contactId: contactId('ama'), programmeId: cycleKey.programmeId, cycleId: cycleKey.cycleId },
    });
    await world.act('ama', 'update.submit', first, 'gone');
    await world.desk.settled();
    expect(sent).toHaveLength(1);
    const newest = await ledger.newestCard(cycleKey.tenantId, contactId('ama'), cycleKey.programmeId);
    expect(newest?.activityId).toBe('new');
    await world.act('ama', 'update.submit', { ...first, ref: '1.2' }, 'other');
    await world.desk.settled();
    expect(redrawn).toContain('new');
    expect(sent).toHaveLength(1);
  });

  it('tells the outbox of a card that was pressed, where a message may or may not have arrived', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.open', { ref: '1.1', version: 0 }, 'card-1');
    await world.desk.settled();
    expect(world.confirmed).toEqual([]);
    const ama = { tenantId: cycleKey.tenantId, aadObjectId: 'aad-ama' };
    await world.store.people.upsert(ama, (person) => ({ ...person!, unconfirmed: ['any'] }));
    await world.act('ama', 'update.open', { ref: '1.1', version: 0 }, 'card-2');
    await world.desk.settled();
    expect(world.confirmed).toEqual(['card-2']);
  });

  it('answers even if no card can be drawn again', async () => {
    const world = await deskWorld(spec, {
      messenger: {
        redraw: () => Promise.reject(new Error('Teams is away')),
        sendToPerson: () => Promise.reject(new Error('Teams is away')),
      },
    });
    const reply = await world.act('ama', 'update.submit', first, 'card-ama');
    await world.desk.settled();
    expect(theView(reply, 'list').receipt).toBeDefined();
  });
});
