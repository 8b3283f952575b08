import { describe, expect, it } from '@jest/globals';
import { mostBytes, sizeOf } from '../../../src/cards/check-card.ts';
import { renderViews } from '../../../src/cards/render.ts';
import { deskWorld } from '../../builders/desk-world.ts';
import type { CycleSpec } from '../../builders/open-cycle.ts';

/** So many actions of so many owners; the first owner has as many as the others together. */
function specOf(count: number, owners: number): CycleSpec {
  const owner = (index: number) =>
    index % 2 === 0 ? 'Partnership of neighbourhoods 0' : `Partnership of neighbourhoods ${index % owners}`;
  const refs = Array.from({ length: count }, (_, index) => `${1 + (index % 9)}.${index}`);
  return {
    owners: Object.fromEntries(
      Array.from({ length: owners }, (_, index) => [
        `Partnership of neighbourhoods ${index}`,
        { lead: index === 0 ? 'ama' : `lead${index}`, deputy: `deputy${index}` },
      ]),
    ),
    actions: Object.fromEntries(
      refs.map((ref, index) => [
        ref,
        { owners: [owner(index)], title: `Make ${'every street and square '.repeat(8)}safe for ${ref}` },
      ]),
    ),
  };
}

describe.each([
  [53, 18],
  [500, 120],
  [1000, 60],
])('the cards of an owner with half of %i actions, of %i owners', (count, owners) => {
  it('stay under the size of a card', async () => {
    const world = await deskWorld(specOf(count, owners));
    const refs = Object.keys(specOf(count, owners).actions).filter((_, index) => index % 2 === 0);
    const [ref] = refs;
    const answer = { status: 'on_track', narrative: 'It is lit. '.repeat(150), nextSteps: 'More lamps.' };
    const sizes: Record<string, number> = {};
    const press = async (name: string, verb: string, data: object = {}) => {
      const reply = await world.act('ama', verb, { ...data });
      if (reply.kind === 'views') sizes[name] = sizeOf(renderViews(reply.views).card);
    };
    await press('list', 'updates.list');
    await press('pass on all', 'update.passOn');
    await press('pass on, wrongly', 'update.passOn', { go: 'yes', refs: refs.join(',') });
    await press('pass on one', 'update.passOn', { ref });
    await press('not mine, several', 'update.notMine');
    await press('away', 'me.away');
    await press('not mine', 'update.notMine', { ref: refs[1] });
    for (const one of refs.slice(2, 30))
      await press('submitted', 'update.submit', { ref: one, version: 0, ...answer });
    await press('history', 'update.history');
    await press('history of one', 'update.history', { ref: refs[2] });
    await press('withdraw', 'update.withdraw', { ref: refs[2], version: 1 });
    expect(Object.entries(sizes).filter(([, size]) => size >= mostBytes)).toEqual([]);
  });
});
