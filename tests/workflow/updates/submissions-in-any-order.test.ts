import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cycleKey, setState, type CycleSpec } from '../../builders/open-cycle.ts';
import { deskWorld, theView } from '../../builders/desk-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee' } },
  actions: {
    '1.1': { owners: ['Housing', 'Parks'], imported: { status: 'on_track', narrative: 'Before.' } },
  },
};

const step = fc.record({
  who: fc.constantFrom('ama', 'sam', 'lee'),
  does: fc.constantFrom('submit', 'saveDraft', 'noChange', 'close'),
  /** How many versions behind the newest the card is. */
  behind: fc.integer({ min: 0, max: 2 }),
  words: fc.constantFrom('One.', 'Two.', 'Three.'),
  atOnce: fc.boolean(),
});

describe('in any order of submissions, drafts and confirmations by several people', () => {
  it('every word for which there was a receipt is kept, versions have no gaps, and the newest is the answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const world = await deskWorld(spec);
        const receipted: { who: string; words: string }[] = [];
        const under: Promise<void>[] = [];
        for (const { who, does, behind, words, atOnce } of steps) {
          const newest = (await world.store.cycles.updates(cycleKey, '1.1')).length;
          const data = { ref: '1.1', version: Math.max(0, newest - behind), confirm: 'yes' };
          const typed = { status: 'on_track', narrative: words, nextSteps: 'Go on.' };
          const draft = (await world.store.cycles.draft(cycleKey, '1.1'))?.value;
          const seen = draft && theView(await world.act(who, 'update.open', data), 'form').draftMark;
          world.clock.advance({ seconds: 1 });
          if (does === 'close') {
            await setState(world.store, 'closed');
            continue;
          }
          const act = world
            .act(who, `update.${does}`, {
              ...data,
              ...(seen === undefined ? {} : { draft: seen }),
              ...(does === 'noChange' ? {} : typed),
            })
            .then((reply) => {
              const sent = reply.kind === 'views' && reply.views.some(({ kind }) => kind === 'list');
              if (sent) receipted.push({ who, words: does === 'noChange' ? 'Before.' : words });
            });
          if (atOnce) under.push(act);
          else await Promise.all([act, ...under.splice(0)]);
        }
        await Promise.all(under);

        const updates = await world.store.cycles.updates(cycleKey, '1.1');
        expect(updates.map(({ version }) => version)).toEqual(updates.map((_, index) => index + 1));
        for (const { who, words } of receipted) {
          expect(
            updates.some(({ by, narrative }) => by.name.toLowerCase() === who && narrative === words),
          ).toBe(true);
        }
        const request = (await world.store.cycles.request(cycleKey, '1.1'))!.value;
        const newestOf = (late: boolean) => updates.findLast((update) => update.late === late);
        expect(request.answer).toEqual(newestOf(false));
        expect(request.late).toEqual(newestOf(true));
        expect(request.state).toBe(request.answer ? 'submitted' : 'requested');
      }),
      { numRuns: 60 },
    );
  });
});
