import { describe, expect, it } from '@jest/globals';
import { turnOf } from '../builders/desk-world.ts';
import { contactId } from '../builders/open-cycle.ts';
import { leadCases } from './verbs/lead-cases.ts';
import { ownerCases } from './verbs/owner-cases.ts';
import { dataOf, titleOf } from './verbs/verb-case.ts';
import { addedTo, cardId, verbWorld } from './verbs/verb-world.ts';

const changing = [...leadCases, ...ownerCases].flatMap((one) =>
  one.does.kind === 'changes' ? [{ ...one, does: one.does }] : [],
);

describe('an act', () => {
  it.each(changing.map((one) => [titleOf(one), one] as const))(
    '%s is in the trail: who, when, about what, for whom, and from which card',
    async (_title, one) => {
      const { verb, by, given, does } = one;
      const world = await verbWorld();
      await given?.(world);
      const data = await dataOf(one, world);
      const before = await world.events();
      world.clock.advance({ minutes: 7 });
      await world.press(by, verb, data);
      const added = addedTo(before, await world.events());
      const event = added.find(({ kind, ref }) => kind === does.event && ref === does.ref);
      expect(event).toMatchObject({
        by: { contactId: contactId(by.name), name: turnOf(by.name).who.name },
        at: world.clock.now(),
        card: cardId,
      });
      // What somebody does for themselves needs no more than who did it.
      const forWhom = event?.contactId ?? event?.by?.contactId;
      if (does.forWhom !== undefined) expect(forWhom).toBe(contactId(does.forWhom));
      expect(JSON.stringify(added.map(({ detail }) => detail))).not.toMatch(/ship/);
    },
  );
});
