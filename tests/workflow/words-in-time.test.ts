import { describe, expect, it } from '@jest/globals';
import { contactId, cycleKey } from '../builders/open-cycle.ts';
import { leadCases } from './verbs/lead-cases.ts';
import { ownerCases } from './verbs/owner-cases.ts';
import { dataOf, titleOf } from './verbs/verb-case.ts';
import { verbWorld } from './verbs/verb-world.ts';

/** Nobody's words go with these. */
const wordless = ['lead.chase', 'channel.use'];
const changing = [...leadCases, ...ownerCases].filter(
  ({ verb, does }) => does.kind === 'changes' && !wordless.includes(verb),
);

describe('a button whose words were given back, because it took too long', () => {
  it.each(changing.map((one) => [titleOf(one), one] as const))(
    '%s stores nothing any more',
    async (_title, one) => {
      const world = await verbWorld();
      await one.given?.(world);
      const data = await dataOf(one, world);
      const before = await world.dump(['Programmes', 'Cycles']);
      const signal = AbortSignal.abort(new Error('too late'));
      await expect(world.press(one.by, one.verb, data, { signal })).rejects.toThrow('too late');
      await world.desk.settled();
      expect(await world.dump(['Programmes', 'Cycles'])).toBe(before);
    },
  );

  it('is seen through where it has stored something by then, so that nothing is half done', async () => {
    const world = await verbWorld();
    const over = new AbortController();
    const { programmes } = world.store;
    world.store.programmes = {
      ...programmes,
      async replace(programme) {
        const written = await programmes.replace(programme);
        over.abort();
        return written;
      },
    };
    const data = { ref: '1.1', filled: 'yes', to: contactId('caterine'), howLong: 'once' };
    await world.press({ name: 'priyanka' }, 'lead.reassign', data, { signal: over.signal });
    expect(over.signal.aborted).toBe(true);
    expect((await world.events()).map(({ kind }) => kind)).toContain('reassigned');
    const { value } = (await world.store.ledger.ofCycle(cycleKey))[0]!;
    expect(value.refs).toEqual(['1.1']);
  });
});
