import { describe, expect, it } from '@jest/globals';
import { mostBytes, sizeOf } from '../../../src/cards/check-card.ts';
import { renderViews } from '../../../src/cards/render.ts';
import type { View } from '../../../src/cards/views/view.ts';
import type { Update } from '../../../src/cycle/answer.ts';
import { messageKey } from '../../../src/cycle/plan.ts';
import type { UpdateRequest } from '../../../src/cycle/request.ts';
import { date } from '../../builders/dates.ts';
import {
  contactId,
  cycleKey,
  emailOf,
  openNextRound,
  setState,
  type CycleSpec,
} from '../../builders/open-cycle.ts';
import { handoverWorld, type HandoverWorld } from './handover-world.ts';

/** So many actions of so many owners, each with a contact and a deputy, under titles as long as they come. */
function specOf(count: number, owners: number, state: CycleSpec['state'] = 'open'): CycleSpec {
  const owner = (index: number) => `Partnership of neighbourhoods and wards ${index % owners}`;
  const people = (index: number) => ({ lead: `lead-of-neighbourhoods-${index}`, deputy: `deputy-${index}` });
  return {
    state,
    owners: Object.fromEntries(Array.from({ length: owners }, (_, index) => [owner(index), people(index)])),
    actions: Object.fromEntries(
      Array.from({ length: count }, (_, index) => {
        const ref = `${1 + (index % 9)}.${index}`;
        const title = `Make ${'every street and square '.repeat(8)}safe for ${ref}`;
        return [ref, { owners: [owner(index)], title }];
      }),
    ),
  };
}

const words = 'The lamps are up on both sides of the river. ';
const by = { contactId: contactId('lead-of-neighbourhoods-0'), name: 'Lead of neighbourhoods 0' };

/** Every request as it is once a long answer came, in time or late. */
async function answerAll({ store, clock }: HandoverWorld, late: boolean) {
  for (const request of await store.cycles.requests(cycleKey)) {
    const { ref } = request.value;
    const at = clock.now();
    const update: Update = {
      ...{ ref, version: 1, kind: 'answer', by, at, late, status: 'significant_delay' },
      ...{ narrative: words.repeat(80), nextSteps: words.repeat(40), reason: words.repeat(40) },
      ...{ recoveryAction: words.repeat(40), noteToLead: words.repeat(40) },
    };
    const value: UpdateRequest = {
      ...request.value,
      ...(late ? { late: update } : { state: 'submitted', answer: update }),
    };
    const event = { id: `${ref}-1`, at, kind: 'submitted' as const, ref, by };
    await store.cycles.submit(cycleKey, { request: { ...request, value }, update, event });
  }
}

/** A message that came, about every action. */
async function reachAll({ store, clock }: HandoverWorld, cycleId: string, refs: string[]) {
  const { programmeId } = cycleKey;
  const at = clock.now();
  const day = date('2026-10-20');
  const { contactId: id } = by;
  await store.ledger.insertMissing([
    {
      ...{ ...cycleKey, cycleId, key: messageKey(programmeId, cycleId, id, day), date: day, at, refs },
      recipient: { kind: 'contact', contactId: id, email: emailOf('lead-of-neighbourhoods-0'), by: 'teams' },
      sections: [{ rung: 'request', kind: 'request' }],
      ...{ state: 'sent', attempts: [{ at, outcome: 'sent' }] },
    },
  ]);
}

/** A lead's button, the card that it is answered with, and what it sends beside the ids. */
type Press = [verb: string, kind: View['kind'], data?: object];

/** Of these buttons' answers, those that are not the card that is meant, or do not fit. */
async function amiss(world: HandoverWorld, presses: Press[]) {
  const found: unknown[] = [];
  for (const [verb, kind, data] of presses) {
    const reply = await world.act('priya', verb, { ...data });
    const views = reply.kind === 'views' ? reply.views : [];
    const size = sizeOf(renderViews(views).card);
    if (views[0]?.kind !== kind || size >= mostBytes) found.push({ verb, data, kind: views[0]?.kind, size });
  }
  return found;
}

describe.each([
  [53, 18],
  [500, 120],
  [500, 500],
])('the cards of a lead of %i actions, of %i owners', (count, owners) => {
  const refs = Object.keys(specOf(count, owners).actions);
  const [ref] = refs;

  it('fit before the round opens', async () => {
    const world = await handoverWorld(specOf(count, owners, 'scheduled'));
    expect(
      await amiss(world, [
        ['lead.ready', 'ready'],
        ['lead.schedule', 'schedule'],
        ['lead.sample', 'sample'],
      ]),
    ).toEqual([]);
  });

  it('fit while nobody has answered', async () => {
    const world = await handoverWorld(specOf(count, owners));
    const presses: Press[] = [
      ['lead.schedule', 'schedule'],
      ['lead.reassign', 'act-form', { refs: refs.join(',') }],
      ['lead.replace', 'act-form'],
    ];
    expect(await amiss(world, presses)).toEqual([]);
  });

  it('fit while all the answers wait to be signed off', async () => {
    const world = await handoverWorld(specOf(count, owners));
    await answerAll(world, false);
    const shown = { ref, version: 1, one: 'yes' };
    const presses: Press[] = [
      ['lead.review', 'review'],
      ['lead.review', 'review', { page: 2 }],
      ['lead.review', 'review', { page: 10_000 }],
      ['lead.review', 'review-one', shown],
      ['lead.return', 'act-form', shown],
      ['lead.edit', 'act-form', shown],
      ['digest.preview', 'preview'],
    ];
    expect(await amiss(world, presses)).toEqual([]);
  });

  it('fit while all the answers are late', async () => {
    const world = await handoverWorld(specOf(count, owners));
    await setState(world.store, 'closed');
    await answerAll(world, true);
    const wrong = { filled: 'yes', ref, version: 1, decision: 'noted', lateNote: words.repeat(60) };
    expect(
      await amiss(world, [
        ['lead.decideLate', 'act-form'],
        ['lead.decideLate', 'act-form', wrong],
      ]),
    ).toEqual([]);
  });

  it('fit once it is published, also where the board asked about everything', async () => {
    const world = await handoverWorld(specOf(count, owners));
    await setState(world.store, 'published');
    const question = words.repeat(4).trim();
    const { meeting } = (await world.loaded()).cycle.dates;
    const boardAsked = { text: question, by, at: world.clock.now(), meeting };
    const requests = await world.store.cycles.requests(cycleKey);
    const asked = requests.map(({ value, etag }) => ({ etag, value: { ...value, boardAsked } }));
    await world.store.cycles.replaceRequests(cycleKey, asked);
    const typed = { filled: 'yes', ref, question: words.repeat(40), correction: words.repeat(80) };
    const presses: Press[] = [
      ['lead.boardAsked', 'act-form'],
      ['lead.boardAsked', 'act-form', typed],
      ['lead.correct', 'act-form'],
      ['lead.correct', 'act-form', typed],
    ];
    expect(await amiss(world, presses)).toEqual([]);
  });

  it('fit, too, where everybody was silent in two rounds, though the bot reached them', async () => {
    const world = await handoverWorld(specOf(count, owners));
    await reachAll(world, cycleKey.cycleId, refs);
    await openNextRound(world.store, 'second');
    await reachAll(world, 'second', refs);
    await setState(world.store, 'published', cycleKey.programmeId, 'second');
    expect(await amiss(world, [['lead.participation', 'notice', { cycle: 'second' }]])).toEqual([]);
  });
});
