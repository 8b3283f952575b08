import { describe, expect, it } from '@jest/globals';
import type { CycleStore } from '../../../src/workflow/ports.ts';
import { completed, digestWorld, type DigestWorld } from './digest-world.ts';
import { only } from './review-world.ts';

/** What one lead's act calls of the store, just before or just after which the other lead's is done whole. */
type Moment = { before: 'freezeDigest' | 'change' } | { after: 'requests'; time: number };

const orders: [string, 'publishing' | 'deciding', Moment, 'among' | 'beneath'][] = [
  ['before the figures are made anew', 'publishing', { after: 'requests', time: 1 }, 'among'],
  ['once the figures are made', 'publishing', { after: 'requests', time: 2 }, 'beneath'],
  ['just before they are published', 'publishing', { before: 'freezeDigest' }, 'beneath'],
  ['just after they are published', 'deciding', { before: 'change' }, 'beneath'],
];

/** Ama has answered after the close, and the papers are due. */
async function papersDue(): Promise<DigestWorld> {
  const world = await digestWorld();
  await world.close();
  await world.submit('ama', '1.1', completed);
  world.clock.set('2026-11-11T10:00:00Z');
  return world;
}

function publish(world: DigestWorld) {
  return world.press('priya', 'digest.publish');
}

function count(world: DigestWorld) {
  const data = { filled: 'yes', ref: '1.1', version: 1, decision: 'counted' };
  return world.press('tom', 'lead.decideLate', data);
}

/** Has the other act come in between, once. */
function meanwhile({ store }: DigestWorld, moment: Moment, other: () => Promise<unknown>): void {
  const { cycles } = store;
  let calls = 0;
  const inBetween = async () => {
    store.cycles = cycles;
    await other();
  };
  const hooks: Partial<CycleStore> =
    'after' in moment
      ? {
          async requests(key) {
            const read = await cycles.requests(key);
            calls += 1;
            if (calls === moment.time) await inBetween();
            return read;
          },
        }
      : {
          [moment.before]: async (...what: never[]) => {
            calls += 1;
            if (calls === 1) await inBetween();
            return (cycles[moment.before] as (...args: never[]) => unknown)(...what);
          },
        };
  store.cycles = { ...cycles, ...hooks };
}

describe('a late answer that one lead counts while another publishes', () => {
  it.each(orders)('is in the figures or beneath them: counted %s', async (_title, first, moment, where) => {
    const world = await papersDue();
    const [one, other] = first === 'publishing' ? [publish, count] : [count, publish];
    meanwhile(world, moment, () => other(world));
    await one(world);

    const { digest } = only(await world.press('priya', 'digest.preview'), 'preview');
    expect(digest.publishedLine).toBe('Published on Wednesday 11 November 2026');
    const among = digest.digest.completed.map(({ ref }) => ref);
    const beneath = (digest.addenda ?? []).map(({ heading, title }) => `${heading}: ${title ?? ''}`);
    expect({ among, beneath }).toEqual(
      where === 'among'
        ? { among: ['1.1'], beneath: [] }
        : { among: [], beneath: ['Since the papers: 1.1 Action 1.1'] },
    );
    expect(digest.digest.counts).toMatchObject({ completed: among.length, on_track: 2 - among.length });
    expect((await world.request('1.1')).lateDecision).toMatchObject({ kind: 'counted', by: { name: 'Tom' } });
  });

  it('says so to the lead whose decision came too late for the figures', async () => {
    const world = await papersDue();
    meanwhile(world, { before: 'change' }, () => publish(world));
    const { notice } = only(await count(world), 'preview');
    expect(notice).toBe('1.1: the figures were published at the same moment, so it stands beneath them.');
  });
});
