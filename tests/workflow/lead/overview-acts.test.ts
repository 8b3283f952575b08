import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../../src/calendar/temporal.ts';
import { plan } from '../../../src/cycle/plan.ts';
import { lead, leadWorld, secondLead, type LeadWorld } from '../lead-world.ts';
import { press, viewOf } from './lead-press.ts';
import { drafted } from '../../contract/examples.ts';

const actions = [
  { ref: '1.1', owner: 'sam' },
  { ref: '1.2', owner: 'ama' },
  { ref: '1.3', owner: 'ama' },
  { ref: '1.4', owner: 'jo' },
];

/** Sam, Ama and the leads have met the bot; Jo has not. */
async function world(some: Parameters<typeof leadWorld>[0] = {}) {
  const made = await leadWorld({ actions, ...some });
  for (const email of ['sam@council.example', 'ama@council.example', lead, secondLead])
    await made.actor(email);
  return made;
}

async function sent(on: LeadWorld) {
  return (await on.store.ledger.ofCycle(on.key))
    .map(({ value }) => ({
      to: value.recipient.kind === 'contact' ? value.recipient.email : 'board',
      rungs: value.sections.map(({ rung }) => rung),
      refs: value.refs,
    }))
    .sort((a, b) => (a.to < b.to ? -1 : 1));
}

async function request(on: LeadWorld, ref: string) {
  return (await on.store.cycles.request(on.key, ref))!.value;
}

describe('nudging', () => {
  it('asks each of the chosen once, about all that they have outstanding', async () => {
    const on = await world();
    await on.answer('1.2', { status: 'on_track' });
    const { notice } = viewOf(await press(on, 'lead.chase', { owners: 'sam,ama' }), 'overdue');
    expect(notice).toBe('Nudged Contact sam and Contact ama.');
    expect(await sent(on)).toEqual([
      { to: 'ama@council.example', rungs: ['nudge,2026-10-08'], refs: ['1.3'] },
      { to: 'sam@council.example', rungs: ['nudge,2026-10-08'], refs: ['1.1'] },
    ]);
  });

  it('reads the ledger no more often for many than for one', async () => {
    const readsFor = async (owners: string) => {
      const on = await world();
      const { ledger } = on.store;
      const ofCycle = ledger.ofCycle.bind(ledger);
      let reads = 0;
      ledger.ofCycle = (...about) => {
        reads += 1;
        return ofCycle(...about);
      };
      await press(on, 'lead.chase', { owners });
      return reads;
    };
    expect(await readsFor('sam,ama')).toBe(await readsFor('sam'));
  });

  it('names who was nudged by another lead, and when, and sends nothing more', async () => {
    const on = await world();
    await press(on, 'lead.chase', { owners: 'sam' });
    on.clock.set('2026-10-08T09:15:00Z');
    const { notice } = viewOf(await press(on, 'lead.chase', { owners: 'sam' }, secondLead), 'overdue');
    expect(notice).toBe(
      'Nobody was nudged.\npriya nudged Contact sam at 10 am: nobody gets two messages a day.',
    );
    expect(await sent(on)).toHaveLength(1);
  });

  it('refuses by name whoever has had a message today, of whatever programme', async () => {
    const on = await world();
    await on.delivered('sam@council.example', ['1.1'], 'request', { state: 'planned' });
    const [row] = await on.store.ledger.ofCycle(on.key);
    await on.store.ledger.claim(row!, row!.value.date);
    const { notice } = viewOf(await press(on, 'lead.chase', { owners: 'sam' }), 'overdue');
    expect(notice).toContain('Contact sam has had a message today already');
    expect((await sent(on)).flatMap(({ rungs }) => rungs)).toEqual(['request']);
  });

  it('is in the trail also where it went out and a fault came before that was written', async () => {
    const on = await world();
    const { cycles, ledger } = on.store;
    const addEvent = cycles.addEvent.bind(cycles);
    cycles.addEvent = async () => Promise.reject(new Error('storage is down'));
    await expect(press(on, 'lead.chase', { owners: 'sam' })).rejects.toThrow('storage is down');
    cycles.addEvent = addEvent;
    const [row] = await ledger.ofCycle(on.key);
    await ledger.claim(row!, row!.value.date);
    const { notice } = viewOf(await press(on, 'lead.chase', { owners: 'sam' }), 'overdue');
    expect(notice).toBe('Nudged Contact sam.');
    const nudged = (await cycles.events(on.key)).filter(({ kind }) => kind === 'nudged');
    expect(nudged.map(({ by }) => by?.name)).toEqual(['priya']);
    expect(await sent(on)).toEqual([
      { to: 'sam@council.example', rungs: ['nudge,2026-10-08'], refs: ['1.1'] },
    ]);
  });

  it('says who cannot be reached, and why', async () => {
    const on = await world();
    const { notice } = viewOf(await press(on, 'lead.chase', { owners: 'jo' }), 'overdue');
    expect(notice).toBe(
      'Nobody was nudged.\nContact jo cannot be reached: the app is not installed for them (1.4).',
    );
    expect(await sent(on)).toEqual([]);
  });

  it('leaves alone whoever has said that it is not theirs', async () => {
    const on = await world();
    const stored = (await on.store.cycles.request(on.key, '1.1'))!;
    const sam = (await on.actor('sam@council.example')).contactIds[0]!;
    const by = { contactId: sam, name: 'Sam' };
    const notMine = { contactId: sam, by, at: on.clock.now() };
    await on.store.cycles.replaceRequests(on.key, [{ ...stored, value: { ...stored.value, notMine } }]);
    const { notice } = viewOf(await press(on, 'lead.chase', { owners: 'sam' }), 'overdue');
    expect(notice).toContain('says that it is not theirs');
    expect(await sent(on)).toEqual([]);
  });

  it('does not follow anybody into their days away, but asks whoever stands in', async () => {
    const on = await world();
    const idOf = async (name: string) => (await on.actor(`${name}@council.example`)).contactIds[0]!;
    const day = on.clock.now().toZonedDateTimeISO('UTC').toPlainDate();
    const saidAt = on.clock.now().subtract({ hours: 48 });
    const programme = (await on.store.programmes.find('hws'))!;
    const away = { from: day, to: day.add({ days: 5 }), saidAt };
    const absences = [
      { ...away, contactId: await idOf('sam'), standIn: await idOf('ama') },
      { ...away, contactId: await idOf('jo') },
    ];
    await on.store.programmes.replace({ ...programme, value: { ...programme.value, absences } });
    const { notice, owners } = viewOf(await press(on, 'lead.chase', { owners: 'sam,jo' }), 'overdue');
    expect(notice).toContain('Nudged Contact ama.');
    expect(notice).toContain('Contact jo is away until Tuesday 13 October, and nobody covers (1.4).');
    expect((await sent(on)).map(({ to }) => to)).toEqual(['ama@council.example']);
    expect(owners.find(({ id }) => id === 'sam')?.remarks).toEqual([
      'Contact sam is away until Tuesday 13 October; Contact ama covers',
    ]);
  });

  it('waits for the hours of sending', async () => {
    const on = await world();
    on.clock.set('2026-10-09T21:00:00Z');
    const { notice } = viewOf(await press(on, 'lead.chase', { owners: 'sam' }), 'overdue');
    expect(notice).toContain('Nudged Contact sam: it goes on Monday 12 October at 9:30 am');
    const [row] = await on.store.ledger.ofCycle(on.key);
    expect(row?.value.notBefore?.toString()).toBe('2026-10-12T08:30:00Z');
  });

  it('asks for a choice first, and says so after the close', async () => {
    const on = await world();
    expect(viewOf(await press(on, 'lead.chase'), 'overdue').notice).toMatch(/^Please choose/);
    await on.close();
    expect(viewOf(await press(on, 'lead.chase', { owners: 'sam' }), 'overdue').notice).toContain(
      'The round has closed',
    );
    expect((await sent(on)).flatMap(({ rungs }) => rungs)).not.toContainEqual(expect.stringMatching(/nudge/));
  });
});

describe('more time', () => {
  it('is asked for on a form, and given to all of an owner’s requests, whose cards change', async () => {
    const on = await world();
    const form = viewOf(await press(on, 'lead.extend', { owners: 'ama' }), 'act-form');
    expect(form.inputs).toMatchObject([{ id: 'to', min: '2026-10-27', max: '2026-10-28' }]);
    const [give] = form.buttons;
    const result = await press(on, give!.verb, { ...give!.data, to: '2026-10-28' });
    expect(result.changed?.refs).toEqual(['1.2', '1.3']);
    const view = viewOf(result, 'overdue');
    expect(view.notice).toBe('1.2 and 1.3 may be answered until Wednesday 28 October.');
    expect(view.owners.find(({ id }) => id === 'ama')).toMatchObject({
      need: 'later',
      remarks: ['1.2 and 1.3: has until Wednesday 28 October'],
    });
    expect((await request(on, '1.2')).extended?.to.toString()).toBe('2026-10-28');
    expect((await request(on, '1.1')).extended).toBeUndefined();
  });

  it.each([
    ['', 'Please choose a day.'],
    ['2026-02-30', 'Please choose a day.'],
    ['2026-10-08', 'Please choose a day after today.'],
    ['2026-10-20', 'The deadline is Monday 26 October for everybody: please choose a later day.'],
    ['2026-10-29', 'The round closes on Thursday 29 October: please choose an earlier day.'],
  ])('is not given until "%s"', async (to, problem) => {
    const on = await world();
    const form = viewOf(await press(on, 'lead.extend', { owners: 'ama', filled: 'yes', to }), 'act-form');
    expect(form.inputs[0]?.problem).toBe(problem);
    expect((await request(on, '1.2')).extended).toBeUndefined();
  });

  it('is refused for what was answered meanwhile', async () => {
    const on = await world();
    await on.answer('1.2', { status: 'on_track' });
    const data = { refs: '1.2,1.3', filled: 'yes', to: '2026-10-28' };
    const { notice } = viewOf(await press(on, 'lead.extend', data), 'overdue');
    expect(notice).toBe(
      '1.3 may be answered until Wednesday 28 October.\nNot done for 1.2: nothing is outstanding on it.',
    );
  });

  it('tells the second of two leads what the first did', async () => {
    const on = await world();
    const { seen } = viewOf(await press(on, 'lead.overview', {}, secondLead), 'overdue');
    on.clock.set('2026-10-08T09:15:00Z');
    await press(on, 'lead.extend', { refs: '1.2,1.3', filled: 'yes', to: '2026-10-28' });
    on.clock.set('2026-10-08T09:20:00Z');
    const { notice } = viewOf(await press(on, 'lead.chase', { owners: 'sam', seen }, secondLead), 'overdue');
    expect(notice).toBe(
      'Nudged Contact sam.\npriya gave 1.2 and 1.3 until Wednesday 28 October at 10:15 am.',
    );
  });
});

describe('excusing', () => {
  it('demands a reason, and gives back what was typed', async () => {
    const on = await world();
    const first = viewOf(await press(on, 'lead.excuse', { refs: '1.4' }), 'act-form');
    expect(first.inputs).toMatchObject([{ id: 'whyExcused', value: '' }]);
    expect(first.inputs[0]?.problem).toBeUndefined();
    const again = viewOf(
      await press(on, 'lead.excuse', { refs: '1.4', filled: 'yes', whyExcused: '  ' }),
      'act-form',
    );
    expect(again.inputs[0]?.problem).toBe('Please say why no update is needed.');
    const long = 'x'.repeat(2001);
    const kept = viewOf(
      await press(on, 'lead.excuse', { refs: '1.4', filled: 'yes', whyExcused: long }),
      'act-form',
    );
    expect(kept.inputs[0]?.value).toBe(long);
    expect((await request(on, '1.4')).state).toBe('requested');
  });

  it('counts the request as excused, with who, when and why, until it is asked for again', async () => {
    const on = await world();
    const result = await press(on, 'lead.excuse', { refs: '1.4', filled: 'yes', whyExcused: 'On hold.' });
    expect(result.changed?.refs).toEqual(['1.4']);
    const view = viewOf(result, 'overdue');
    expect(view.headline).toBe('0 of 3 updates are in (0%)');
    expect(view.quiet).toMatchObject([{ text: 'Excused this time: 1.4.', button: { title: 'Ask again' } }]);
    expect(await request(on, '1.4')).toMatchObject({
      state: 'excused',
      excused: { reason: 'On hold.', by: { name: 'priya' } },
    });
    const form = viewOf(await press(on, 'lead.excuse', view.quiet[0]!.button!.data), 'act-form');
    const [ask] = form.buttons;
    await press(on, ask!.verb, { ...ask!.data, refs: '1.4' });
    const back = await request(on, '1.4');
    expect(back.state).toBe('requested');
    expect(back.excused).toBeUndefined();
    const kinds = (await on.store.cycles.events(on.key)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['excused', 'asked-again']));
  });

  it('says who was first', async () => {
    const on = await world();
    const data = { refs: '1.4', filled: 'yes', whyExcused: 'On hold.' };
    await press(on, 'lead.excuse', data);
    const { notice } = viewOf(await press(on, 'lead.excuse', data, secondLead), 'overdue');
    expect(notice).toBe('Not done for 1.4: priya excused it at 10 am.');
  });
});

describe('an e-mail to copy', () => {
  async function emailText(on: LeadWorld, data: object): Promise<string> {
    const { inputs } = viewOf(await press(on, 'lead.copyEmail', data), 'act-form');
    return inputs.find(({ id }) => id === 'emailText')!.value;
  }

  it('says what is wanted, by when, and how to answer, and names nobody else', async () => {
    const on = await world();
    const text = await emailText(on, { owners: 'ama' });
    expect(text).toContain('Dear Contact ama,');
    expect(text).toContain('1.2 Action 1.2');
    expect(text).toContain('1.3 Action 1.3');
    expect(text).toContain('Monday 26 October 2026');
    expect(text).toContain('its status: Completed, On track');
    expect(text).toContain('my updates');
    expect(text).not.toMatch(/sam|jo\b/i);
    expect(text).not.toContain('1.1');
  });

  it('is for one person only', async () => {
    const on = await world();
    const { notice } = viewOf(await press(on, 'lead.copyEmail', { owners: 'ama,jo' }), 'overdue');
    expect(notice).toContain('please choose one owner');
  });
});

describe("an owner's own page", () => {
  it('shows each outstanding request with its state, and acts on all of them without a choice', async () => {
    const on = await world();
    const data = { owner: 'ama', filled: 'yes', to: '2026-10-28' };
    await press(on, 'lead.extend', { ...data, refs: '1.2' });
    const page = viewOf(await press(on, 'lead.overview', { owner: 'ama', page: 1 }), 'owner-page');
    expect(page.requests).toEqual([
      { ref: '1.2', title: 'Action 1.2', state: 'has until Wednesday 28 October' },
      { ref: '1.3', title: 'Action 1.3', state: 'no update yet' },
    ]);
    on.clock.set('2026-10-08T09:15:00Z');
    const after = viewOf(await press(on, 'lead.extend', data), 'owner-page');
    expect(after.notice).toContain('1.2 and 1.3 may be answered');
  });

  it('gives way to the overview once nothing of theirs is outstanding', async () => {
    const on = await world();
    await on.answer('1.1', { status: 'on_track' });
    viewOf(await press(on, 'lead.overview', { owner: 'sam' }), 'overdue');
  });
});

describe('recording for an owner', () => {
  const answer = { status: 'on_track', narrative: 'The desk opened in May.', nextSteps: 'Two more.' };

  async function form(on: LeadWorld, data: object) {
    return viewOf(await press(on, 'lead.record', data), 'form');
  }

  it('asks which request it is, where there are several, and then for the owner’s own form', async () => {
    const on = await world();
    const choice = viewOf(await press(on, 'lead.record', { owners: 'ama' }), 'act-form');
    expect(choice.inputs).toMatchObject([{ id: 'ref', choices: [{ value: '1.2' }, { value: '1.3' }] }]);
    const chosen = await form(on, { ...choice.buttons[0]!.data, ref: '1.3' });
    expect(chosen).toMatchObject({ ref: '1.3', problems: [], canStartFromLast: false });
    expect(chosen.audience).toMatch(/^Counts at once, and waits for sign-off as theirs would; published/);
    expect(chosen.noChange).toBeUndefined();
    expect((await form(on, { owners: 'sam' })).ref).toBe('1.1');
  });

  it('demands what an owner’s answer demands, and how it came; and gives everything back', async () => {
    const on = await world();
    const { behalf } = await form(on, { refs: '1.1' });
    const again = await form(on, {
      ...behalf!.record,
      status: 'on_track',
      narrative: '',
      nextSteps: 'Two more.',
    });
    expect(again.problems.map(({ input }) => input)).toEqual(['source', 'narrative']);
    expect(again.values).toMatchObject({ status: 'on_track', nextSteps: 'Two more.' });
    expect((await request(on, '1.1')).state).toBe('requested');
    const onlySource = await form(on, { ...behalf!.record, ...answer, source: ' ' });
    expect(onlySource.problems.map(({ input }) => input)).toEqual(['source']);
  });

  it('keeps it with the lead’s name and how it came, and the owner’s list says so', async () => {
    const on = await world();
    const { behalf } = await form(on, { refs: '1.1' });
    const result = await press(on, 'lead.record', { ...behalf!.record, ...answer, source: 'by phone' });
    expect(viewOf(result, 'overdue').notice).toBe("Recorded for Sam's team on 1.1: on track, by phone.");
    expect(result.changed?.refs).toEqual(['1.1']);
    const stored = await request(on, '1.1');
    expect(stored).toMatchObject({
      state: 'submitted',
      answer: { ...answer, version: 1, source: 'by phone', by: { name: 'priya' } },
    });
    expect(await on.store.cycles.updates(on.key, '1.1')).toMatchObject([{ source: 'by phone' }]);
    const [line] = await on.store.cycles.lines(on.key, 'sam');
    expect(line?.answer).toMatchObject({ source: 'by phone' });
    const { planState } = await on.loaded();
    const later = plan(planState, Temporal.Instant.from('2026-10-21T09:30:00Z'));
    expect(later.due.filter(({ refs }) => refs.includes('1.1'))).toEqual([]);
  });

  it('is stored once, however often the button is pressed', async () => {
    const on = await world();
    const { behalf } = await form(on, { refs: '1.1' });
    const data = { ...behalf!.record, ...answer, source: 'by phone' };
    await press(on, 'lead.record', data);
    viewOf(await press(on, 'lead.record', data), 'overdue');
    expect(await on.store.cycles.updates(on.key, '1.1')).toHaveLength(1);
  });

  it('leaves the owner’s draft where it is', async () => {
    const on = await world();
    const by = { contactId: (await on.actor('sam@council.example')).contactIds[0]!, name: 'Sam Lee' };
    const draft = { ref: '1.1', inputs: { narrative: 'So far' }, by, at: on.clock.now() };
    await on.store.cycles.saveDraft(on.key, draft, undefined, drafted);
    on.clock.set('2026-10-08T09:15:00Z');
    const { behalf } = await form(on, { refs: '1.1' });
    await press(on, 'lead.record', { ...behalf!.record, ...answer, source: 'by phone' });
    expect((await on.store.cycles.draft(on.key, '1.1'))?.value.inputs).toEqual({ narrative: 'So far' });
    expect((await request(on, '1.1')).draft).toMatchObject({ by });
  });

  it('shows first what the owner has sent meanwhile', async () => {
    const on = await world();
    const { behalf } = await form(on, { refs: '1.1' });
    await on.answer('1.1', { status: 'completed', narrative: 'All done.', outcome: 'Open.' });
    const again = await form(on, { ...behalf!.record, ...answer, source: 'by phone' });
    expect(again.conflict?.narrative).toContain('All done.');
    expect(again.values).toMatchObject({ ...answer, source: 'by phone' });
    await press(on, 'lead.record', { ...again.behalf!.record, ...answer, source: 'by phone' });
    expect((await request(on, '1.1')).answer).toMatchObject({ version: 2, source: 'by phone' });
  });

  it('is not for what is excused', async () => {
    const on = await world();
    await press(on, 'lead.excuse', { refs: '1.1', filled: 'yes', whyExcused: 'On hold.' });
    const { notice } = viewOf(await press(on, 'lead.record', { ref: '1.1' }), 'overdue');
    expect(notice).toBe('Not done for 1.1: it is excused; ask for it again first.');
  });
});
