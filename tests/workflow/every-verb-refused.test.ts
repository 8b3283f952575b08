import { describe, expect, it } from '@jest/globals';
import type { ActReply } from '../../src/workflow/desk.ts';
import { leadActs } from '../../src/workflow/lead-acts.ts';
import { ownerActs } from '../../src/workflow/owner/owner-acts.ts';
import { contactId, cycleKey } from '../builders/open-cycle.ts';
import { turnOf } from '../builders/desk-world.ts';
import { leadCases } from './verbs/lead-cases.ts';
import { ownerCases } from './verbs/owner-cases.ts';
import { dataOf, titleOf, type VerbCase } from './verbs/verb-case.ts';
import {
  addedTo,
  people,
  secretsFrom,
  secretsFromColleague,
  verbWorld,
  type Name,
  type Presser,
  type VerbWorld,
} from './verbs/verb-world.ts';

const names = Object.keys(people) as Name[];
const leads: readonly Name[] = ['priyanka', 'tomasina'];
/** Theirs to answer too. */
const deputies: readonly Name[] = ['bartolome'];
const withNothingOfTheirOwn: readonly Name[] = ['cleopatra', 'samuela'];

describe('the tables', () => {
  it('have a row for each verb that there is, and none for another', () => {
    const verbsOf = (cases: readonly VerbCase[]) => [...new Set(cases.map(({ verb }) => verb))].sort();
    expect(verbsOf(leadCases)).toEqual([...leadActs.keys()].sort());
    expect(verbsOf(ownerCases)).toEqual([...ownerActs.keys()].sort());
  });
});

describe('a lead’s button', () => {
  it.each(leadCases.map((one) => [titleOf(one), one] as const))(
    '%s is refused to everybody else, who change and read nothing by it, and done for a lead',
    async (_title, one) => {
      const mayNot = names.filter((name) => !leads.includes(name) && !one.also?.includes(name));
      await isRefusedThenDone(one, mayNot);
    },
  );
});

describe('an owner’s button', () => {
  it.each(ownerCases.map((one) => [titleOf(one), one] as const))(
    '%s is refused to everybody else, who change and read nothing by it, and done for the owner',
    async (_title, one) => {
      const mayNot = one.aboutSelf
        ? withNothingOfTheirOwn.filter((name) => !one.also?.includes(name))
        : names.filter((name) => name !== one.by.name && !deputies.includes(name));
      await isRefusedThenDone(one, mayNot);
    },
  );

  const aboutSelf = ownerCases.filter(({ aboutSelf: own }) => own);
  it.each(aboutSelf.map((one) => [titleOf(one), one] as const))(
    '%s is about whoever presses it: others see and change what is theirs only',
    async (_title, one) => {
      for (const name of ['caterine', 'evangeline', 'priyanka', 'lenamaria'] as const) {
        const world = await verbWorld();
        await one.given?.(world);
        const data = await dataOf(one, world);
        const before = await world.store.programmes.find(cycleKey.programmeId);
        const eventsBefore = await world.events();
        const reply = await world.press({ name }, one.verb, data);
        expect(wordsOf(reply, secretsFromColleague(name).filter(isNotIn(data)))).toEqual([]);
        const after = await world.store.programmes.find(cycleKey.programmeId);
        const theirs = contactId(name);
        expect(after?.value.absences?.filter((said) => said.contactId !== theirs) ?? []).toEqual(
          before?.value.absences ?? [],
        );
        const events = addedTo(eventsBefore, await world.events());
        expect(events.filter(({ by }) => by?.contactId !== theirs)).toEqual([]);
      }
    },
  );
});

describe('a lead’s words', () => {
  it.each([
    'overdue',
    'digest',
    'schedule',
    'participation',
    'sign off',
    'overdue strategy',
    'digest autumn',
  ])('“%s” are refused to everybody else, said or pressed', async (text) => {
    const world = await verbWorld();
    const before = await world.dump();
    for (const name of names.filter((one) => one !== 'lenamaria' && !leads.includes(one))) {
      const said = { kind: 'views', views: await world.desk.said(turnOf(name), text) } as const;
      const pressed = await world.press({ name }, 'chat.say', { text });
      for (const reply of [said, pressed]) {
        expect({ name, kinds: kindsOf(reply) }).toEqual({
          name,
          kinds: [name === 'samuela' && reply === said ? 'notice' : 'refusal'],
        });
        expect(wordsOf(reply, secretsFrom(name))).toEqual([]);
      }
    }
    expect(await world.dump()).toBe(before);
  });
});

/** All who may not press it in one world, each without a trace; then whoever may, with the same data, in that world. */
async function isRefusedThenDone(one: VerbCase, mayNot: readonly Name[]): Promise<void> {
  const world = await verbWorld();
  await one.given?.(world);
  const data = await dataOf(one, world);
  await world.desk.settled();
  world.redrawn.length = 0;
  const before = await world.dump();
  for (const presser of pressersOf(one, mayNot)) {
    const reply = await world.press(presser, one.verb, data);
    await world.desk.settled();
    const after = await world.dump();
    expect({
      presser,
      answer: kindsOf(reply),
      words: wordsOf(reply, secretsFrom(presser.name).filter(isNotIn(data))),
      redrawn: world.redrawn.length,
      changed: after !== before,
    }).toEqual({ presser, answer: ['refusal'], words: [], redrawn: 0, changed: false });
  }
  await isDone(world, one, data, before);
  for (const name of one.also ?? []) {
    expect(kindsOf(await world.press({ name }, one.verb, data))).not.toContain('refusal');
  }
}

/** Others in the same place, and whoever may elsewhere: in the wrong place, and with the same address abroad. */
function pressersOf({ by, verb }: VerbCase, mayNot: readonly Name[]): Presser[] {
  const elsewhere: Presser = verb === 'channel.use' ? { name: by.name } : { name: by.name, place: 'channel' };
  return [...mayNot.map((name) => ({ ...by, name })), elsewhere, { name: by.name, place: 'abroad' }];
}

async function isDone(world: VerbWorld, one: VerbCase, data: object, before: string): Promise<void> {
  const eventsBefore = await world.events();
  const reply = await world.press(one.by, one.verb, data);
  await world.desk.settled();
  expect(kindsOf(reply)).not.toContain('refusal');
  const isChanged = (await world.dump()) !== before;
  const { does } = one;
  if (does.kind === 'shows') expect([kindsOf(reply), isChanged]).toEqual([[does.view], false]);
  else expect(isChanged).toBe(true);
  if (does.kind !== 'changes') return;
  const kinds = addedTo(eventsBefore, await world.events()).map(({ kind }) => kind);
  expect(kinds).toContain(does.event);
}

function kindsOf(reply: ActReply): string[] {
  return reply.kind === 'views' ? reply.views.map(({ kind }) => kind) : [reply.message];
}

/** Which of these words an answer shows. */
function wordsOf(reply: ActReply, words: readonly string[]): string[] {
  const shown = JSON.stringify(reply).toLowerCase();
  return words.filter((word) => shown.includes(word.toLowerCase()));
}

/** What was typed, or chosen, with the press may come back. */
function isNotIn(data: object): (word: string) => boolean {
  const sent = JSON.stringify(data);
  return (word) => !sent.includes(word);
}
