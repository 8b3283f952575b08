import { describe, expect, it } from '@jest/globals';
import { importRegister } from '../../../src/workflow/register/import-register.ts';
import { contactId, cycleKey, emailOf, type CycleSpec } from '../../builders/open-cycle.ts';
import { ownersFile, registerFile } from '../../builders/register.ts';
import { formOf, theView } from '../../builders/desk-world.ts';
import { handoverWorld, noticeOf, type HandoverWorld } from './handover-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee', deputy: 'ama' } },
  actions: {
    '1.1': { owners: ['Housing'] },
    '1.2': { owners: ['Housing'] },
    '1.3': { owners: ['Parks'] },
  },
};
const answer = { status: 'on_track', narrative: 'The roof is on.', nextSteps: 'The windows.' };

function replace(world: HandoverWorld, leaver: string, more: Record<string, unknown>) {
  return world.act('priya', 'lead.replace', { filled: 'yes', leaver: contactId(leaver), ...more });
}
const ben = { contactName: 'Ben Ode', contactEmail: 'Ben@council.example' };

describe('replacing a contact', () => {
  it('proposes whoever is asked about what was chosen, and asks for a colleague or somebody new', async () => {
    const world = await handoverWorld(spec);
    const form = formOf(await world.act('priya', 'lead.replace', { owners: 'Housing' }));
    expect(form.inputs.map(({ id, value }) => [id, value])).toEqual([
      ['leaver', contactId('ama')],
      ['to', ''],
      ['picked', ''],
      ['contactName', ''],
      ['contactEmail', ''],
    ]);
  });

  it('moves requests and drafts to somebody new, who gets one card with the history', async () => {
    const world = await handoverWorld(spec);
    await world.act('ama', 'update.submit', { ref: '1.1', ...answer });
    await world.act('ama', 'update.saveDraft', { ref: '1.2', narrative: 'Half a wall.' });
    const reply = await replace(world, 'ama', ben);
    expect(noticeOf(reply)).toBe(
      'Ben Ode has taken the place of ama, from now on and after every import. ' +
        '1.1 and 1.2 moved with the drafts. Ben Ode gets one message about it.',
    );
    expect(await world.messages()).toEqual([[emailOf('ben'), ['passed-on'], ['1.2']]]);
    expect(await world.drawn('ben')).toMatchObject({
      lead: 'You take over from ama: 1.2. Sent already: 1.1. A draft is kept for 1.2.',
      done: 1,
      total: 2,
    });
    const form = theView(await world.act('ben', 'update.open', { ref: '1.2' }), 'form');
    expect(form.values['narrative']).toBe('Half a wall.');
  });

  it('leaves the leaver with nothing, and refuses what they press', async () => {
    const world = await handoverWorld(spec);
    await world.act('ama', 'updates.list');
    await replace(world, 'ama', ben);
    const { contacts, routes } = await world.loaded();
    expect(contacts.has(contactId('ama'))).toBe(false);
    expect([...routes.values()].filter(({ mayAnswer }) => mayAnswer.includes(contactId('ama')))).toEqual([]);
    const reply = await world.act('ama', 'update.submit', { ref: '1.1', ...answer });
    expect(theView(reply, 'refusal').typed?.map(({ text }) => text)).toContain('The roof is on.');
    expect(await world.store.cycles.updates(cycleKey)).toEqual([]);
  });

  it('by a colleague gives them both their own and the leaver’s', async () => {
    const world = await handoverWorld(spec);
    await replace(world, 'ama', { to: contactId('lee') });
    expect([await world.asked('1.1'), await world.asked('1.3')]).toEqual(['lee', 'lee']);
    expect(await world.messages()).toEqual([[emailOf('lee'), ['passed-on'], ['1.1', '1.2']]]);
  });

  it('survives an import that names the leaver still', async () => {
    const world = await handoverWorld(spec);
    await replace(world, 'ama', ben);
    const action = (ref: string) => ({
      Ref: ref,
      Priority: 'Start well',
      Action: `Action ${ref}`,
      Owner: 'Housing',
    });
    const { warnings } = await importRegister(world.store, {
      programmeId: cycleKey.programmeId,
      file: registerFile([action('1.1'), action('1.2'), action('1.3')]),
      owners: ownersFile([
        { Owner: 'Housing', 'Lead contact': 'ama', 'Lead email': emailOf('ama'), 'Reached by': 'teams' },
        { Owner: 'Parks', 'Lead contact': 'lee', 'Lead email': emailOf('lee'), 'Reached by': 'teams' },
      ]),
      production: false,
    });
    expect(await world.asked('1.1')).toBe('Ben Ode');
    expect(warnings.map(({ message }) => message)).toContain(
      'Ben Ode has taken the place of ama, as Priya decided on Tuesday 20 October 2026. That stays, whatever the file says.',
    );
  });

  it('never loses a request to somebody whom a later register does not know', async () => {
    const world = await handoverWorld(spec);
    await replace(world, 'ama', ben);
    const action = (ref: string) => ({
      Ref: ref,
      Priority: 'Start well',
      Action: `Action ${ref}`,
      Owner: 'Housing',
    });
    await importRegister(world.store, {
      programmeId: cycleKey.programmeId,
      file: registerFile([action('1.1'), action('1.2'), action('1.3')]),
      owners: ownersFile([
        { Owner: 'Housing', 'Lead contact': 'joy', 'Lead email': emailOf('joy') },
        {
          ...{ Owner: 'Parks', 'Lead contact': 'lee', 'Lead email': emailOf('lee') },
          ...{ 'Deputy contact': 'joy', 'Deputy email': emailOf('joy') },
        },
      ]),
      production: false,
    });
    expect(await world.asked('1.1')).toBe('joy');
  });

  it('takes doubts along: a lead has still to decide, and the successor is not asked before that', async () => {
    const world = await handoverWorld(spec);
    await world.act('ama', 'update.notMine', { ref: '1.1' });
    await replace(world, 'ama', ben);
    const { requests } = await world.loaded();
    expect(requests[0]?.notMine?.contactId).toBe(contactId('ben'));
    expect(await world.messages()).toEqual([[emailOf('ben'), ['passed-on'], ['1.2']]]);
  });

  it('takes over what was passed on to the leaver, and can hand it back', async () => {
    const world = await handoverWorld(spec);
    await world.act('lee', 'update.passOn', { ref: '1.3', go: 'yes', to: contactId('sam') });
    world.clock.advance({ minutes: 5 });
    await replace(world, 'sam', ben);
    expect(await world.asked('1.3')).toBe('Ben Ode');
    world.clock.advance({ minutes: 5 });
    await world.act('ben', 'update.handBack', { ref: '1.3' });
    expect(await world.asked('1.3')).toBe('lee');
  });

  it('is in the trail also where nothing was with them', async () => {
    const world = await handoverWorld(spec);
    await replace(world, 'sam', ben);
    expect(await world.trail()).toEqual([['replaced', undefined, 'Priya', contactId('ben')]]);
    expect(await world.messages()).toEqual([]);
  });

  it('by a second lead finds that it is done', async () => {
    const world = await handoverWorld(spec);
    await replace(world, 'ama', ben);
    expect(noticeOf(await replace(world, 'ama', ben))).toBe(
      'Nothing was changed: Priya has put Ben Ode in their place already.',
    );
    expect((await world.programme()).amendments?.length).toBe(1);
  });

  it.each([
    ['nobody', {}, 'to', 'Please choose somebody, or name somebody new.'],
    ['somebody and somebody new', { to: contactId('lee'), ...ben }, 'to', 'not both'],
    [
      'no address',
      { contactName: 'Ben Ode', contactEmail: 'ben' },
      'contactEmail',
      'such as ben@council.example',
    ],
    ['no name', { contactEmail: emailOf('ben') }, 'contactName', 'Please give their name.'],
    ['the leaver themselves', { contactName: 'Ama', contactEmail: emailOf('ama') }, 'to', 'somebody else'],
  ])('by %s is refused at the input, with what was typed', async (_whom, given, input, words) => {
    const world = await handoverWorld(spec);
    const form = formOf(await replace(world, 'ama', given));
    expect(form.inputs.find(({ id }) => id === input)?.problem).toContain(words);
    const typed = Object.fromEntries(form.inputs.map(({ id, value }) => [id, value]));
    expect(typed).toMatchObject(given);
    expect((await world.programme()).amendments).toBeUndefined();
  });

  it('is not for a lead or a chair, whom the settings name', async () => {
    const world = await handoverWorld({ ...spec, leads: ['priya', 'ama'] });
    const form = formOf(await replace(world, 'ama', ben));
    expect(form.inputs[0]?.problem).toContain('a lead or a chair by the programme’s settings');
  });
});
