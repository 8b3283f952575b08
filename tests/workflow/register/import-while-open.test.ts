import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../../src/calendar/temporal.ts';
import type { View } from '../../../src/cards/views/view.ts';
import { manualClock } from '../../../src/clock.ts';
import { createLog } from '../../../src/log.ts';
import { createOutbox } from '../../../src/outbox/create-outbox.ts';
import { tick } from '../../../src/outbox/tick.ts';
import { workingCalendar } from '../../../src/calendar/working-days.ts';
import { memoryStore } from '../../../src/storage/memory-store.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import { addCycle } from '../../../src/workflow/rounds/add-cycle.ts';
import { contactIdOf } from '../../../src/workflow/people/contact-id.ts';
import { importRegister } from '../../../src/workflow/register/import-register.ts';
import { listSource } from '../../../src/workflow/updates/list-updates.ts';
import { listView } from '../../../src/workflow/updates/list-view.ts';
import { loadCycle } from '../../../src/workflow/rounds/load-cycle.ts';
import { leadLine } from '../../../src/workflow/messages/message-words.ts';
import { openCycle } from '../../../src/workflow/rounds/open-cycle.ts';
import { partFor } from '../../../src/workflow/people/resolve-actor.ts';
import { takeInImport } from '../../../src/workflow/register/take-in-import.ts';
import { ownersFile, registerFile, row } from '../../builders/register.ts';
import { drafted } from '../../contract/examples.ts';

const owners = ownersFile([
  { Owner: 'Housing Team', 'Lead contact': 'Ama Okoro', 'Lead email': 'ama@council.example' },
  { Owner: 'Parks Team', 'Lead contact': 'Sam Lee', 'Lead email': 'sam@council.example' },
  { Owner: 'Schools Team', 'Lead contact': 'Jo Park', 'Lead email': 'jo@council.example' },
]);
const settings = { title: 'A warm and green plan', leads: ['lead@council.example'] };
const first = [
  row({ Ref: '1.1', Action: 'Mend the roofs', Owner: 'Housing Team' }),
  row({ Ref: '1.2', Action: 'Sweep the flues', Owner: 'Housing Team' }),
  row({ Ref: '1.3', Action: 'Plant limes', Owner: 'Parks Team' }),
  ...['1.5', '1.6', '1.7', '1.8', '1.9'].map((Ref) =>
    row({ Ref, Action: `Paint hall ${Ref}`, Owner: 'Housing Team' }),
  ),
];
const key = { tenantId: 'local', programmeId: 'plan', cycleId: 'autumn' };

/** A cycle opened on 8 October for a meeting on 19 November; due 26 October. */
async function world() {
  const clock = manualClock('2026-10-08T08:30:00Z');
  const store = memoryStore({ clock });
  await store.prepare();
  const outbox = createOutbox({
    store,
    clock,
    shardOf,
    calendarOf: async () => workingCalendar((await store.programmes.find('plan'))!.value.settings.calendar),
  });
  const run = (rows: typeof first, dryRun = false) =>
    importRegister(store, {
      programmeId: 'plan',
      file: registerFile(rows),
      owners,
      settings,
      production: false,
      retire: true,
      now: clock.now(),
      ...(dryRun && { dryRun }),
    });
  await run(first);
  const meeting = Temporal.PlainDate.from('2026-11-19');
  await addCycle(store, clock, { programmeId: 'plan', cycleId: 'autumn', meeting, given: {} });
  await openCycle(store, (await store.programmes.find('plan'))!.value, 'autumn', clock.now());
  clock.set('2026-10-13T10:00:00Z');

  return {
    store,
    clock,
    outbox,
    run,
    async tick(at?: string) {
      if (at !== undefined) clock.set(at);
      await store.agenda.add({ ...key, due: clock.now() });
      await tick(
        {
          store,
          shardOf,
          log: createLog('silent'),
          publish: async () => undefined,
          takeIn: async (loaded, now) => {
            await takeInImport({ store, outbox }, loaded, now);
          },
        },
        clock.now(),
      );
    },
    async answer(ref: string) {
      const request = await store.cycles.request(key, ref);
      const by = { contactId: contactIdOf('local', 'ama@council.example'), name: 'Ama Okoro' };
      const said = { ref, version: 1, by, at: clock.now(), late: false, narrative: 'Half of it is done.' };
      const answer = { ...said, kind: 'answer' as const, status: 'on_track' };
      await store.cycles.submit(key, {
        request: { ...request!, value: { ...request!.value, state: 'submitted', answer } },
        update: answer,
        event: { id: `submitted-${ref}`, at: clock.now(), kind: 'submitted', ref, by },
      });
    },
    async messages(kind: string) {
      const rows = (await store.ledger.ofCycle(key)).map(({ value }) => value);
      return rows
        .filter(({ sections }) => sections.some((section) => section.kind === kind))
        .map(({ recipient, refs }) => [recipient.kind === 'contact' ? recipient.email : 'board', refs]);
    },
    async list(email: string): Promise<Extract<View, { kind: 'list' }>['view']> {
      const part = await partFor({ store }, 'plan', [contactIdOf('local', email)]);
      const cycle = part!.programme.cycles.find(({ id }) => id === 'autumn')!;
      return listView(await listSource({ store, clock }, part!, cycle));
    },
    loaded: async () => (await loadCycle(store, key))!,
  };
}

const added = row({ Ref: '2.1', Priority: 'Green streets', Action: 'Dig ponds', Owner: 'Housing Team' });

describe('an action that is added while the cycle is open', () => {
  it('is asked about, and joins the next message of whoever is to be written to anyhow', async () => {
    const on = await world();
    await on.tick();
    await on.run([...first, added]);
    await on.tick('2026-10-13T11:00:00Z');
    const { requests } = await on.loaded();
    expect(requests.find(({ ref }) => ref === '2.1')).toMatchObject({ state: 'requested', joined: true });
    expect(await on.messages('added')).toEqual([]);
    await on.tick('2026-10-21T08:30:00Z');
    const reminders = await on.messages('reminder');
    expect(reminders.find(([to]) => to === 'ama@council.example')?.[1]).toContain('2.1');
  });

  it('comes by one message to whoever had finished, and nothing else is made up to them', async () => {
    const on = await world();
    await on.tick();
    await on.run([...first.filter(({ Ref }) => Ref !== '1.3'), row({ Ref: '1.3', Owner: 'Schools Team' })]);
    await on.tick();
    const parks = row({ Ref: '2.2', Priority: 'Green streets', Action: 'Rake leaves', Owner: 'Parks Team' });
    await on.run([
      ...first.filter(({ Ref }) => Ref !== '1.3'),
      row({ Ref: '1.3', Owner: 'Schools Team' }),
      parks,
    ]);
    await on.tick('2026-10-22T11:00:00Z');
    expect(await on.messages('added')).toEqual([['sam@council.example', ['2.2']]]);
    await on.tick('2026-10-22T12:00:00Z');
    expect(await on.messages('added')).toHaveLength(1);
    expect((await on.messages('reminder')).map(([to]) => to)).not.toContain('sam@council.example');
    const loaded = await on.loaded();
    expect(
      leadLine(['added'], {
        reader: contactIdOf(key.tenantId, 'sam@council.example'),
        ...{ asDeputy: false, refs: ['2.2'], loaded, asker: undefined, insteadOf: [] },
      }),
    ).toBe('2.2 has been added to the plan, and an update on it is wanted in this round.');
  });

  it('comes by one message where nothing is left of the ladder', async () => {
    const on = await world();
    await on.tick('2026-10-28T10:00:00Z');
    await on.run([...first, added]);
    await on.tick('2026-10-28T11:00:00Z');
    expect(await on.messages('added')).toEqual([['ama@council.example', ['2.1']]]);
  });

  it('is told of once, also where a fault came between', async () => {
    const on = await world();
    await on.tick('2026-10-28T10:00:00Z');
    await on.run([...first, added]);
    const loaded = await on.loaded();
    const failing = { put: async () => Promise.reject(new Error('storage is down')) };
    await expect(takeInImport({ store: on.store, outbox: failing }, loaded, on.clock.now())).rejects.toThrow(
      'storage is down',
    );
    await on.tick('2026-10-28T11:00:00Z');
    await on.tick('2026-10-28T12:00:00Z');
    expect(await on.messages('added')).toEqual([['ama@council.example', ['2.1']]]);
    const events = await on.store.cycles.events(key);
    expect(events.filter(({ kind }) => kind === 'added').map(({ ref }) => ref)).toEqual(['2.1']);
  });
});

describe('an action that is retired while the cycle is open', () => {
  it('is withdrawn with a line on the card, and its answer and draft are kept', async () => {
    const on = await world();
    await on.answer('1.2');
    const by = { contactId: 'x', name: 'Ama Okoro' };
    const draft = { ref: '1.1', inputs: { narrative: 'So far so good.' }, by, at: on.clock.now() };
    await on.store.cycles.saveDraft(key, draft, undefined, drafted);
    await on.run(first.filter(({ Ref }) => Ref !== '1.1' && Ref !== '1.2'));
    await on.tick();
    const list = await on.list('ama@council.example');
    expect(list.notice).toBe('1.1 and 1.2 were taken out of the plan: no update on them is needed.');
    expect(list.rows.map(({ ref }) => ref)).not.toContain('1.1');
    expect((await on.list('sam@council.example')).notice).toBeUndefined();
    expect((await on.store.cycles.updates(key, '1.2')).map(({ narrative }) => narrative)).toEqual([
      'Half of it is done.',
    ]);
    expect((await on.store.cycles.draft(key, '1.1'))?.value.inputs).toEqual({ narrative: 'So far so good.' });
    const events = await on.store.cycles.events(key);
    expect(events.filter(({ kind }) => kind === 'retired').map(({ ref }) => ref)).toEqual(['1.1', '1.2']);
  });

  it('is back with its answer where a later import has it again', async () => {
    const on = await world();
    await on.answer('1.2');
    await on.run(first.filter(({ Ref }) => Ref !== '1.2'));
    await on.tick();
    await on.run(first);
    await on.tick();
    const list = await on.list('ama@council.example');
    expect(list.notice).toBeUndefined();
    expect(list.rows.find(({ ref }) => ref === '1.2')?.kind).toBe('done');
  });
});

describe('an action that is changed while the cycle is open', () => {
  it('shows with its new title, owner, place and due date', async () => {
    const on = await world();
    const [, ...others] = first;
    const changed = row({
      Ref: '1.1',
      Action: 'Mend the roofs',
      Owner: 'Parks Team',
      Due: '31/03/2027',
      Aim: 'Dry homes',
    });
    await on.run([changed, ...others]);
    await on.tick();
    expect((await on.list('sam@council.example')).rows.map(({ ref }) => ref)).toEqual(['1.1', '1.3']);
    const request = (await on.loaded()).requests.find(({ ref }) => ref === '1.1');
    expect(request).toMatchObject({ aim: 'Dry homes', due: { printed: '31/03/2027' } });
  });
});

describe('what an import says beforehand of a cycle that is open', () => {
  it('is who gets a message, and which answers and drafts are of retired actions; and it does nothing', async () => {
    const on = await world();
    await on.tick();
    await on.answer('1.3');
    const rows = [
      ...first.filter(({ Ref }) => Ref !== '1.3'),
      added,
      row({ Ref: '2.2', Priority: 'Green streets', Action: 'Rake leaves', Owner: 'Schools Team' }),
    ];
    const { warnings } = await on.run(rows, true);
    expect(warnings.map(({ message }) => message)).toEqual([
      'The cycle autumn is open: 2.1 joins it, and comes to Ama Okoro with the next message.',
      'The cycle autumn is open: 2.2 joins it, and Jo Park gets one message about that.',
      'The cycle autumn is open: 1.3 is taken out of it, and nobody is asked about it any more. It has an answer by Ama Okoro, which stays in the history.',
    ]);
    expect((await on.loaded()).cycle.takesIn).toBeUndefined();
    const result = await on.run(rows);
    expect(result.warnings).toEqual(warnings);
    await on.tick();
    expect(await on.messages('added')).toEqual([['jo@council.example', ['2.2']]]);
  });
});
