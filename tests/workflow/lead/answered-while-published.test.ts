import { beforeEach, describe, expect, it } from '@jest/globals';
import { completed, digestWorld, onTrack, slipped, type DigestWorld } from './digest-world.ts';
import { only } from './review-world.ts';

let world: DigestWorld;

/** Ama's answer on 1.1 was sent back, the round has closed, and she has not answered again. */
beforeEach(async () => {
  world = await digestWorld();
  await world.submit('ama', '1.1', onTrack);
  await world.press('priya', 'lead.return', {
    ...{ ref: '1.1', version: 1, send: 'yes', answerBy: '2026-10-26' },
    ...{ comment: 'Have the doors come?', suggested: 'minor_slippage' },
  });
  await world.close();
});

/** Has an act come once the figures are frozen, and before the round is published. */
async function publishWith(act: () => Promise<unknown>): Promise<void> {
  const { cycles } = world.store;
  world.store.cycles = {
    ...cycles,
    async freezeDigest(...what) {
      const written = await cycles.freezeDigest(...what);
      world.store.cycles = cycles;
      expect((await world.loaded()).cycle.state).toBe('closed');
      await act();
      return written;
    },
  };
  await world.publish();
}

describe('what was sent back, and is answered when the figures are made but the round is not published yet', () => {
  const answers: [string, () => Promise<unknown>][] = [
    ['sends', () => world.submit('ama', '1.1', completed, 1)],
    [
      'has recorded',
      () =>
        world.press('tom', 'lead.record', {
          ...{ ref: '1.1', filled: 'yes', version: 1, source: 'by phone', ...completed },
        }),
    ],
  ];
  it.each(answers)('is late: what its owner %s waits for the lead’s decision', async (_title, answer) => {
    await publishWith(answer);
    expect(await world.request('1.1')).toMatchObject({
      state: 'returned',
      late: { version: 2, late: true, status: 'completed' },
    });
    const form = only(await world.press('priya', 'lead.decideLate'), 'act-form');
    expect(form.title).toBe('A late answer: 1.1 Action 1.1');
  });

  it.each(['update.agree', 'update.keep'])('is not settled by %s any more', async (verb) => {
    let said = '';
    await publishWith(async () => {
      const views = await world.press('ama', verb, { ref: '1.1', version: 1, ...slipped });
      said = only(views, 'refusal').message;
    });
    expect(said).toContain('the papers are out. Send an update instead');
    const { state, answer } = await world.request('1.1');
    expect({ state, answer }).toEqual({ state: 'returned', answer: undefined });
  });

  it('is on time as long as they are not made', async () => {
    await world.submit('ama', '1.1', completed, 1);
    const { digest } = only(await world.publish(), 'preview');
    expect(digest.digest.completed).toMatchObject([{ ref: '1.1' }]);
  });
});
