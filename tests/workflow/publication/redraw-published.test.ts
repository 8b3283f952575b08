import { describe, expect, it } from '@jest/globals';
import { redrawPublished } from '../../../src/workflow/publication/redraw-published.ts';
import { cycleKey } from '../../builders/open-cycle.ts';
import { digestWorld } from '../lead/digest-world.ts';

type Deps = Parameters<typeof redrawPublished>[0];

/** A digest that was published and has arrived; by now the channel's post is gone. */
async function goneWorld() {
  const world = await digestWorld();
  await world.close();
  await world.publish();
  await world.delivered();
  let sent = 0;
  const deps = {
    ...{ store: world.store, clock: world.clock },
    redraw: async ({ activityId }) => (activityId === 'board' ? 'gone' : 'redrawn'),
    sendAnew: async () => {
      sent += 1;
      return { conversationId: 'c', serviceUrl: 'http://teams.example', activityId: 'board, anew' };
    },
  } satisfies Deps;
  return { world, deps, timesSent: () => sent };
}

const post = 'the channel’s post';

describe('a post that is gone', () => {
  it('is sent anew once where two find that at the same moment', async () => {
    const { deps, timesSent } = await goneWorld();
    const waiting: (() => void)[] = [];
    const together: Deps = {
      ...deps,
      async redraw(card) {
        const outcome = await deps.redraw(card);
        if (outcome !== 'gone') return outcome;
        await new Promise<void>((go) => {
          waiting.push(go);
          if (waiting.length === 2) for (const one of waiting) one();
        });
        return outcome;
      },
    };
    const both = await Promise.all([
      redrawPublished(together, cycleKey),
      redrawPublished(together, cycleKey),
    ]);
    expect(timesSent()).toBe(1);
    expect(both.flatMap(({ anew }) => anew)).toEqual([post]);
    expect(both.flatMap(({ failed }) => failed)).toEqual([post]);
  });

  it('is left to whoever is sending it, until they must have been cut short', async () => {
    const { world, deps, timesSent } = await goneWorld();
    const cutShort = () => Promise.reject(new Error('The process is gone.'));
    await expect(redrawPublished({ ...deps, sendAnew: cutShort }, cycleKey)).rejects.toThrow();
    expect(await redrawPublished(deps, cycleKey)).toMatchObject({ anew: [], failed: [post] });
    world.clock.advance({ minutes: 2 });
    expect(await redrawPublished(deps, cycleKey)).toMatchObject({ anew: [post], failed: [] });
    expect(timesSent()).toBe(1);
  });

  it('can be sent at once where the last who tried could not', async () => {
    const { deps } = await goneWorld();
    const refused = { ...deps, sendAnew: () => Promise.resolve(undefined) };
    expect(await redrawPublished(refused, cycleKey)).toMatchObject({ anew: [], failed: [post] });
    expect(await redrawPublished(deps, cycleKey)).toMatchObject({ anew: [post], failed: [] });
  });
});
