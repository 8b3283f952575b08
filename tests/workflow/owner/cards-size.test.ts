import { describe, expect, it } from '@jest/globals';
import { mostBytes, sizeOf } from '../../../src/cards/check-card.ts';
import { renderViews } from '../../../src/cards/render.ts';
import type { View } from '../../../src/cards/views/view.ts';
import type { ActReply } from '../../../src/workflow/desk.ts';
import { deskWorld } from '../../builders/desk-world.ts';
import { cycleKey, openNextRound, type CycleSpec } from '../../builders/open-cycle.ts';

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
  [500, 500],
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

function viewsOf(reply: ActReply): View[] {
  return reply.kind === 'views' ? reply.views : [];
}

it('the history of eighteen actions that were answered at length in each of eight rounds fits, and so does each one’s', async () => {
  const world = await deskWorld(specOf(36, 2));
  const refs = Object.keys(specOf(36, 2).actions).filter((_, index) => index % 2 === 0);
  const said = 'The lamps are up on both sides of the river. '.repeat(80);
  for (let round = 1; round <= 8; round += 1) {
    const cycleId = round === 1 ? cycleKey.cycleId : `round-${round}`;
    if (round > 1) await openNextRound(world.store, cycleId);
    for (const ref of refs) {
      const answer = { version: 0, status: 'on_track', narrative: said, nextSteps: said.slice(0, 1900) };
      await world.act('ama', 'update.submit', { cycle: cycleId, ref, ...answer });
    }
  }
  const sizes: number[] = [];
  const shown = new Set<string>();
  for (let page = 1; page <= 9; page += 1) {
    const reply = await world.act('ama', 'update.history', { page });
    const [view] = viewsOf(reply);
    if (view?.kind === 'history') for (const { ref } of view.view.actions) shown.add(ref);
    sizes.push(sizeOf(renderViews(viewsOf(reply)).card));
  }
  for (const ref of refs) {
    const reply = await world.act('ama', 'update.history', { ref });
    sizes.push(sizeOf(renderViews(viewsOf(reply)).card));
  }
  expect(sizes.filter((size) => size >= mostBytes)).toEqual([]);
  expect([...shown].sort()).toEqual([...refs].sort());
});
