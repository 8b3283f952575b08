import { beforeEach, describe, expect, it } from '@jest/globals';
import { changeProgramme } from '../../../src/workflow/change-programme.ts';
import { contactId, cycleKey, setState, tenantId } from '../../builders/open-cycle.ts';
import { instant } from '../../builders/dates.ts';
import { only, onTrack, reviewWorld, type ReviewWorld } from './review-world.ts';

let world: ReviewWorld;

/** Priya sends the first version of Ama's answer on 1.1 back. */
const back = { ref: '1.1', version: 1, send: 'yes', comment: 'Which doors?', answerBy: '2026-10-22' };

/** The messages about returns; a tick puts in those of the ladder, too. */
async function aboutReturns() {
  return (await world.messages()).filter((line) => line.includes('returned'));
}

beforeEach(async () => {
  world = await reviewWorld();
  await world.submit('ama', '1.1');
});

describe('sending an answer back', () => {
  it('asks for a comment, another status if they like, and a day two working days ahead', async () => {
    const form = only(await world.press('priya', 'lead.return', { ref: '1.1', version: 1 }), 'act-form');
    expect(form.inputs).toMatchObject([
      { id: 'comment', value: '' },
      { id: 'suggested', value: 'none' },
      { id: 'answerBy', value: '2026-10-22', min: '2026-10-20', max: '2026-11-11' },
    ]);
    expect(form.inputs.map(({ problem }) => problem)).toEqual([undefined, undefined, undefined]);
  });

  it('demands a comment and a day in time, and keeps what was typed', async () => {
    const data = { ...back, comment: ' ', answerBy: '2026-11-12', suggested: 'on_track' };
    const form = only(await world.press('priya', 'lead.return', data), 'act-form');
    expect(form.inputs).toMatchObject([
      { id: 'comment', problem: 'Please say what you would like to be different.' },
      { id: 'suggested', value: 'on_track', problem: expect.stringContaining('status that it has') },
      { id: 'answerBy', value: '2026-11-12', problem: expect.stringContaining('too late for the papers') },
    ]);
    expect((await world.request('1.1')).state).toBe('submitted');
  });

  it('takes the answer out of what counts, with the comment and its words kept', async () => {
    const views = await world.press('priya', 'lead.return', back);
    expect(only(views, 'review')).toMatchObject({
      notice: '1.1 is sent back. ama is asked to answer by Thursday 22 October.',
      withOwners: ['1.1: sent back by Priya; an answer is wanted by Thursday 22 October'],
    });
    const request = await world.request('1.1');
    expect(request.answer).toBeUndefined();
    expect(request).toMatchObject({ state: 'returned', versions: 1, returned: { comment: 'Which doors?' } });
    expect(await world.trail('1.1')).toContain('Priya returned: version 1, answer by 2026-10-22');
  });

  it('sends its owner one message now, and one reminder on the day', async () => {
    await world.press('priya', 'lead.return', back);
    expect(await world.messages()).toEqual(['ama 2026-10-20T09:16:00Z returned planned']);
    await world.planAt('2026-10-22T08:29:00Z');
    await world.planAt('2026-10-22T08:30:00Z');
    await world.planAt('2026-10-22T08:45:00Z');
    expect(await aboutReturns()).toEqual([
      'ama 2026-10-20T09:16:00Z returned planned',
      'ama 2026-10-22T08:30:00Z returned-due planned',
    ]);
    expect(await world.said('ama')).toBe(
      'A reminder: Priya sent back your update on 1.1, and asked for an answer by Thursday 22 October.',
    );
  });

  it('waits for the hours of sending, and says so', async () => {
    world.clock.set('2026-10-22T20:15:00Z');
    const late = { ...back, answerBy: '2026-10-27' };
    const { notice } = only(await world.press('priya', 'lead.return', late), 'review');
    expect(notice).toBe(
      '1.1 is sent back. ama is asked to answer by Tuesday 27 October. The message goes on Friday 23 October at 9:30 am, as nothing is sent between 8 pm and 9:30 am, or on days off.',
    );
    expect(await world.messages()).toEqual([]);
    await world.planAt('2026-10-22T20:18:00Z');
    await world.planAt('2026-10-23T08:30:00Z');
    expect(await aboutReturns()).toEqual(['ama 2026-10-23T08:30:00Z returned planned']);
  });

  it('sends no second message about the same day', async () => {
    await world.press('priya', 'lead.return', { ...back, answerBy: '2026-10-20' });
    expect(await world.messages()).toEqual(['ama 2026-10-20T09:16:00Z returned planned']);
    expect(await world.said('ama')).toBe(
      'Priya sent back your update on 1.1: please answer by Tuesday 20 October.',
    );
  });

  it('has nothing to say of what was answered before the message went, though other things are outstanding', async () => {
    await world.press('priya', 'lead.return', back);
    await world.submit('ama', '1.1', { narrative: 'The front doors.' }, 1);
    expect((await world.request('1.2')).state).toBe('requested');
    expect(await world.said('ama')).toBe('nothing is outstanding any more');
  });

  it('tells of a second return of the same request anew', async () => {
    await world.press('priya', 'lead.return', { ...back, answerBy: '2026-10-20' });
    await world.submit('ama', '1.1', { narrative: 'The front doors.' }, 1);
    await world.press('priya', 'lead.return', { ...back, version: 2, answerBy: '2026-10-20' });
    expect(await world.messages()).toEqual(['ama 2026-10-20T09:16:00Z returned+returned planned']);
    expect(await world.said('ama')).toMatch(/^Priya sent back your update on 1\.1/);
  });

  it('shows the owner the comment on their list and above their own words', async () => {
    await world.press('priya', 'lead.return', back);
    const { rows } = only(await world.press('ama', 'updates.list'), 'list');
    expect(rows[0]).toMatchObject({
      ref: '1.1',
      kind: 'outstanding',
      state: 'Sent back by Priya: Which doors?; by Thursday 22 October',
    });
    const form = only(await world.press('ama', 'update.open', { ref: '1.1' }), 'form');
    expect(form.returned).toMatchObject({
      line: 'Priya sent this back on Tuesday 20 October. Please answer by Thursday 22 October.',
      comment: 'Which doors?',
    });
    expect(form.values).toMatchObject(onTrack);
    expect(form.noChange).toBeUndefined();
  });

  it('redraws the card that the owner has at once', async () => {
    await world.store.ledger.keepNewestCard(tenantId, {
      ...{ contactId: contactId('ama'), programmeId: cycleKey.programmeId, cycleId: cycleKey.cycleId },
      ...{ conversationId: 'chat-ama', activityId: 'list-of-ama', serviceUrl: 'http://teams.example' },
    });
    await world.press('priya', 'lead.return', back);
    await world.desk.desk.settled();
    const redrawn = world.desk.redrawn.filter(({ activityId }) => activityId === 'list-of-ama').at(-1);
    expect(only(redrawn?.views ?? [], 'list').rows[0]?.state).toMatch(/^Sent back by Priya/);
  });

  it('leads back to the form where somebody confirms that nothing has changed', async () => {
    await world.press('priya', 'lead.return', back);
    only(await world.press('ama', 'update.noChange', { ref: '1.1', confirm: 'yes', version: 1 }), 'form');
    expect((await world.request('1.1')).state).toBe('returned');
  });

  it('saves no draft of words that were not changed', async () => {
    await world.press('priya', 'lead.return', back);
    await world.press('ama', 'updates.list', { ref: '1.1', version: 1, ...onTrack });
    expect((await world.request('1.1')).draft).toBeUndefined();
  });

  it('shows the lead both versions once the owner has answered again', async () => {
    await world.press('priya', 'lead.return', back);
    await world.submit('ama', '1.1', { narrative: 'The front doors.' }, 1);
    const data = { ref: '1.1', one: 'yes' };
    const view = only(await world.press('priya', 'lead.review', data), 'review-one');
    expect(view.narrative).toBe('The front doors.');
    expect(view.earlier[0]?.heading).toBe('Sent back: version 1');
    expect(view.earlier[0]?.narrative).toMatch(/Which doors\?\nThe doors are hung\./);
  });

  it('is refused for what was answered anew, and gives the comment back', async () => {
    await world.submit('ama', '1.1', { narrative: 'The front doors.' }, 1);
    const { typed, message } = only(await world.press('priya', 'lead.return', back), 'refusal');
    expect(message).toContain('answered anew');
    expect(typed).toEqual([{ label: 'Comment', text: 'Which doors?' }]);
    expect(await world.messages()).toEqual([]);
  });

  it('is refused while the round is paused, since nobody would be told', async () => {
    await changeProgramme(world.store.programmes, cycleKey.programmeId, (programme) => ({
      ...programme,
      cycles: programme.cycles.map((cycle) => ({ ...cycle, paused: world.clock.now() })),
    }));
    const { message } = only(await world.press('priya', 'lead.return', back), 'refusal');
    expect(message).toContain('the round is paused');
  });

  it('goes on after the close, and what comes then is not late', async () => {
    await setState(world.store, 'closed');
    world.clock.set('2026-10-30T10:00:00Z');
    const form = only(await world.press('priya', 'lead.return', { ref: '1.1', version: 1 }), 'act-form');
    // Two working days from Friday would be Tuesday, which is after the clearance.
    expect(form.inputs.at(-1)?.value).toBe('2026-11-02');
    await world.press('priya', 'lead.return', { ...back, answerBy: '2026-11-02' });
    await world.planAt('2026-10-30T10:05:00Z');
    await world.planAt('2026-11-02T09:30:00Z');
    expect(await aboutReturns()).toEqual([
      'ama 2026-10-30T10:00:00Z returned planned',
      'ama 2026-11-02T09:30:00Z returned-due planned',
    ]);
    expect(await world.said('ama')).toMatch(/^A reminder: Priya sent back/);
    const owners = only(await world.press('ama', 'update.open', { ref: '1.1' }), 'form');
    expect(owners).toMatchObject({ late: false, audience: expect.stringContaining('programme lead first') });
    await world.submit('ama', '1.1', { narrative: 'The front doors.' }, 1);
    expect(await world.request('1.1')).toMatchObject({
      state: 'submitted',
      answer: { version: 2, late: false, narrative: 'The front doors.' },
    });
  });

  it('says nothing any more once the papers are published, and what comes then is late', async () => {
    await world.press('priya', 'lead.return', back);
    await setState(world.store, 'published');
    expect(await world.said('ama')).toBe('the cycle has closed');
    await world.submit('ama', '1.1', { narrative: 'The front doors.' }, 1);
    expect(await world.request('1.1')).toMatchObject({ late: { version: 2, late: true } });
  });

  it('asks on the day itself, in the message of that day', async () => {
    await world.press('priya', 'lead.return', back);
    await world.planAt('2026-10-22T08:30:00Z');
    const due = (await world.store.ledger.ofCycle(cycleKey)).at(-1)!.value;
    expect(due.at).toEqual(instant('2026-10-22T08:30:00Z'));
    expect(due.refs).toEqual(['1.1']);
  });
});
