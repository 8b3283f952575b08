import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Stored, Submission } from '../../src/workflow/ports.ts';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import { cycleKey, draft, drafted, event, longText, request, update } from './examples.ts';
import type { Fresh } from './store-contract.ts';

function submission(read: Stored<UpdateRequest>, version = 1, id = `e${version}`): Submission {
  const answer = update({ version, narrative: longText });
  return {
    request: { value: { ...read.value, state: 'submitted', answer }, etag: read.etag },
    update: answer,
    event: event({ id }),
  };
}

export function submissionContract(fresh: Fresh): void {
  const cycles = () => fresh().store.cycles;
  const read = async () => (await cycles().request(cycleKey, '1.1'))!;

  /** All that a submission touches. */
  async function everything() {
    return {
      request: await read(),
      updates: await cycles().updates(cycleKey),
      events: await cycles().events(cycleKey),
      draft: await cycles().draft(cycleKey, '1.1'),
    };
  }

  describe('a submission', () => {
    beforeEach(async () => {
      await cycles().open(cycleKey, [request()]);
    });

    it('writes the update, the request and the event, and takes the draft away', async () => {
      await cycles().saveDraft(cycleKey, draft(), undefined, drafted);
      const sent = submission(await read());
      expect(await cycles().submit(cycleKey, sent)).toBe('written');
      const after = await everything();
      expect(after.request.value).toEqual(sent.request.value);
      expect(after).toMatchObject({ updates: [sent.update], events: [drafted, sent.event] });
      expect(after.draft).toBeUndefined();
    });

    it('needs no draft', async () => {
      expect(await cycles().submit(cycleKey, submission(await read()))).toBe('written');
    });

    it('leaves the draft of another action alone', async () => {
      await cycles().saveDraft(cycleKey, draft({ ref: '1.2' }), undefined, drafted);
      await cycles().submit(cycleKey, submission(await read()));
      expect((await cycles().drafts(cycleKey)).map(({ value }) => value.ref)).toEqual(['1.2']);
    });

    it.each([true, false])(
      'writes nothing at all when the request has changed (draft: %s)',
      async (withDraft) => {
        if (withDraft) await cycles().saveDraft(cycleKey, draft(), undefined, drafted);
        const seen = await read();
        await cycles().replaceRequests(cycleKey, [{ ...seen, value: { ...seen.value, title: 'Retitled' } }]);
        const before = await everything();
        expect(await cycles().submit(cycleKey, submission(seen))).toBe('conflict');
        expect(await everything()).toEqual(before);
      },
    );

    it('never writes a version twice', async () => {
      await cycles().submit(cycleKey, submission(await read(), 1));
      const before = await everything();
      expect(await cycles().submit(cycleKey, submission(await read(), 1, 'other'))).toBe('conflict');
      expect(await everything()).toEqual(before);
    });

    it('succeeds for exactly one of many who send at once', async () => {
      await cycles().saveDraft(cycleKey, draft(), undefined, drafted);
      const seen = await read();
      const sent = Array.from({ length: 8 }, (_, n) =>
        fresh()
          .again()
          .cycles.submit(cycleKey, submission(seen, 1, `e${n}`)),
      );
      expect((await Promise.all(sent)).filter((outcome) => outcome === 'written').length).toBe(1);
      const after = await everything();
      expect([after.updates.length, after.events.length]).toEqual([1, 2]);
    });

    it('keeps every version, oldest first, of one action or of all', async () => {
      await cycles().open(cycleKey, [request({ ref: '1.10' }), request({ ref: '1' })]);
      for (let version = 1; version <= 11; version += 1) {
        await cycles().submit(cycleKey, submission(await read(), version));
      }
      const other = (await cycles().request(cycleKey, '1.10'))!;
      const otherUpdate = update({ ref: '1.10' });
      await cycles().submit(cycleKey, {
        ...submission(other),
        update: otherUpdate,
        event: event({ id: 'o' }),
      });
      const versions = (await cycles().updates(cycleKey, '1.1')).map(({ version }) => version);
      expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      expect((await cycles().updates(cycleKey)).length).toBe(12);
      expect(await cycles().updates(cycleKey, '1')).toEqual([]);
      expect(await cycles().updates(cycleKey, '1.10')).toEqual([otherUpdate]);
    });
  });
}
