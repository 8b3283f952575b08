import { describe, expect, it } from '@jest/globals';
import { leadCases } from './verbs/lead-cases.ts';
import { dataOf, titleOf, type VerbCase } from './verbs/verb-case.ts';
import { addedTo, verbWorld } from './verbs/verb-world.ts';

/** What leads do in a channel, all who are there can see. */
const acts = leadCases.filter((one) => one.does.kind === 'changes' && one.by.place === undefined);

/** Two leads have the same card before them; the first presses, and then the second. */
async function bothPress(one: VerbCase) {
  const world = await verbWorld();
  await one.given?.(world);
  const data = { seen: world.clock.now().toString(), ...(await dataOf(one, world)) };
  world.clock.advance({ minutes: 1 });
  await world.press({ name: 'tomasina' }, one.verb, data);
  const before = await world.events();
  world.clock.advance({ minutes: 1 });
  const reply = await world.press({ name: 'priyanka' }, one.verb, data);
  return { said: JSON.stringify(reply), done: addedTo(before, await world.events()) };
}

describe('the second of two leads who press the same button', () => {
  it.each(acts.map((one) => [titleOf(one), one] as const))(
    '%s: sees what the first did',
    async (_title, one) => {
      expect((await bothPress(one)).said).toMatch(/Tomasina/);
    },
  );
  it.each(acts.map((one) => [titleOf(one), one] as const))(
    '%s: does not do it again',
    async (_title, one) => {
      expect((await bothPress(one)).done).toEqual([]);
    },
  );
});
