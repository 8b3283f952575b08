import { describe, expect, it } from '@jest/globals';
import { contactId } from '../builders/open-cycle.ts';
import { leadCases } from './verbs/lead-cases.ts';
import { ownerCases } from './verbs/owner-cases.ts';
import { dataOf, titleOf, type Data, type VerbCase } from './verbs/verb-case.ts';
import { addedTo, cardId, verbWorld, type VerbWorld } from './verbs/verb-world.ts';

const changing = [...leadCases, ...ownerCases].flatMap((one) =>
  one.does.kind === 'changes' ? [{ ...one, does: one.does }] : [],
);

/** A world in which all is ready for a button to be pressed, with what it sends. */
async function ready(one: VerbCase): Promise<{ world: VerbWorld; data: Data }> {
  const world = await verbWorld();
  await one.given?.(world);
  return { world, data: await dataOf(one, world) };
}

/** Presses; a store that is away is nothing to whoever has their finger on the button. */
async function press(world: VerbWorld, { by, verb }: VerbCase, data: Data): Promise<void> {
  await world.press(by, verb, data).catch(() => undefined);
  await world.desk.settled();
}

describe('an act that is cut short at any write', () => {
  it.each(changing.map((one) => [titleOf(one), one] as const))(
    '%s is in the trail once, as whose and from which card: after a tick where it changed the programme, or else by pressing again',
    async (_title, one) => {
      const { event: kind, ref } = one.does;
      for (let writes = 0; ; writes += 1) {
        const { world, data } = await ready(one);
        const before = await world.events();
        const programmes = await world.dump(['Programmes']);
        const told = async () =>
          addedTo(before, await world.events())
            .filter((event) => event.kind === kind && event.ref === ref)
            .map(({ by, card }) => [by?.contactId, card]);
        world.power.breakAfter(writes);
        await press(world, one, data);
        if (!world.power.mend()) break;
        const isDone = (await world.dump(['Programmes'])) !== programmes;
        world.clock.advance({ minutes: 3 });
        await world.tick();
        if (!isDone && (await told()).length === 0) await press(world, one, data);
        expect({ writes, told: await told() }).toEqual({ writes, told: [[contactId(one.by.name), cardId]] });
      }
    },
  );
});
