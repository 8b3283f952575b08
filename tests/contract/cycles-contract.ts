import { describe, expect, it } from '@jest/globals';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import { lineOf } from '../../src/cycle/request-line.ts';
import {
  awkward,
  cycleKey,
  draft,
  event,
  fullRequest,
  instant,
  longText,
  request,
  update,
} from './examples.ts';
import type { Fresh } from './store-contract.ts';

export function cyclesContract(fresh: Fresh): void {
  const cycles = () => fresh().store.cycles;

  describe('a cycle’s requests', () => {
    it('come back as they were stored, in the register’s order', async () => {
      const requests = [
        request({ ref: '10', order: 0 }),
        { ...fullRequest(awkward), order: 1 },
        request({ ref: '2', order: 2 }),
      ];
      await cycles().open(cycleKey, requests);
      expect((await cycles().requests(cycleKey)).map(({ value }) => value)).toEqual(requests);
      expect((await cycles().request(cycleKey, awkward))?.value).toEqual(requests[1]);
    });

    it('are kept apart by tenant, programme and cycle, whatever their ids hold', async () => {
      await cycles().open({ tenantId: 'a', programmeId: 'b,c', cycleId: 'd' }, [request({ ref: 'one' })]);
      await cycles().open({ tenantId: 'a', programmeId: 'b', cycleId: 'c,d' }, [request({ ref: 'two' })]);
      const found = await cycles().requests({ tenantId: 'a', programmeId: 'b', cycleId: 'c,d' });
      expect(found.map(({ value }) => value.ref)).toEqual(['two']);
    });

    it('can be opened again after a crash, without touching what is there', async () => {
      const requests = Array.from({ length: 1100 }, (_, n) => request({ ref: `r${n}`, order: n }));
      await cycles().open(cycleKey, requests.slice(0, 50));
      const [first] = await cycles().requests(cycleKey);
      await cycles().replaceRequests(cycleKey, [{ ...first!, value: { ...first!.value, state: 'excused' } }]);
      await Promise.all([cycles().open(cycleKey, requests), fresh().again().cycles.open(cycleKey, requests)]);
      const opened = await cycles().requests(cycleKey);
      expect(opened.map(({ value }) => value.ref)).toEqual(requests.map(({ ref }) => ref));
      expect(opened[0]?.value.state).toBe('excused');
    });

    it('are replaced where they are as they were read; the others are named', async () => {
      const requests = Array.from({ length: 130 }, (_, n) => request({ ref: `r${n}`, order: n }));
      await cycles().open(cycleKey, requests);
      const read = await cycles().requests(cycleKey);
      await cycles().replaceRequests(cycleKey, [
        { ...read[7]!, value: { ...read[7]!.value, title: 'Theirs' } },
      ]);
      const ours = read.map(({ value, etag }) => ({ value: { ...value, title: 'Ours' }, etag }));
      expect(await cycles().replaceRequests(cycleKey, ours)).toEqual(['r7']);
      const titles = (await cycles().requests(cycleKey)).map(({ value }) => value.title);
      expect(titles.filter((title) => title === 'Ours').length).toBe(129);
      expect(titles[7]).toBe('Theirs');
    });
  });

  describe('the line of a request', () => {
    const opened = [
      request({ ref: '1.1', listedUnder: 'housing' }),
      request({ ref: '1.2', listedUnder: 'housing' }),
      request({ ref: '1.3', listedUnder: '' }),
      request({ ref: '1.4' }),
    ];
    const refs = async (owner: string) => (await cycles().lines(cycleKey, owner)).map(({ ref }) => ref);
    const line = async () => (await cycles().lines(cycleKey, 'housing'))[0];

    it('lies with the others of its first owner at the opening, and nowhere for a request without that', async () => {
      await cycles().open(cycleKey, opened);
      expect([await refs('housing'), await refs(''), await refs('house')]).toEqual([
        ['1.1', '1.2'],
        ['1.3'],
        [],
      ]);
    });

    it('says what the request says after each write of it: a draft, a submission, a replacement', async () => {
      await cycles().open(cycleKey, opened);
      const read = async () => (await cycles().request(cycleKey, '1.1'))!;
      const inStep = async () => expect(await line()).toEqual(lineOf((await read()).value));
      await inStep();
      await cycles().saveDraft(cycleKey, draft(), undefined);
      const { by, at } = draft();
      expect((await line())?.draft).toEqual({ by, at });
      await inStep();

      const { draft: _draft, ...value } = (await read()).value;
      const answered: UpdateRequest = { ...value, state: 'submitted', answer: update() };
      const { etag } = await read();
      const written = {
        request: { value: answered, etag },
        update: update(),
        event: event(),
        hasDraft: true,
      };
      expect(await cycles().submit(cycleKey, written)).toBe('written');
      expect(await line()).toMatchObject({ state: 'submitted', answer: { version: 1 } });
      await inStep();

      const stored = await read();
      await cycles().replaceRequests(cycleKey, [{ ...stored, value: { ...stored.value, state: 'excused' } }]);
      expect((await line())?.state).toBe('excused');
      await inStep();
    });

    it('stays as it was where the write came too late', async () => {
      await cycles().open(cycleKey, opened);
      const stale = (await cycles().request(cycleKey, '1.1'))!;
      await cycles().saveDraft(cycleKey, draft(), undefined);
      const before = await line();
      await cycles().replaceRequests(cycleKey, [{ ...stale, value: { ...stale.value, state: 'excused' } }]);
      const late = { request: stale, update: update(), event: event(), hasDraft: false };
      expect(await cycles().submit(cycleKey, late)).toBe('conflict');
      expect(await line()).toEqual(before);
    });
  });

  describe('a draft', () => {
    it('keeps every character that was typed', async () => {
      const typed = draft({ ref: awkward, inputs: { narrative: longText, 'an/odd#input': '' } });
      expect(await cycles().saveDraft(cycleKey, typed, undefined)).toBe('written');
      expect((await cycles().draft(cycleKey, awkward))?.value).toEqual(typed);
      expect((await cycles().drafts(cycleKey)).map(({ value }) => value)).toEqual([typed]);
    });

    it('is not saved over one that was not seen', async () => {
      await cycles().saveDraft(cycleKey, draft(), undefined);
      expect(await cycles().saveDraft(cycleKey, draft({ inputs: {} }), undefined)).toBe('conflict');
      const seen = (await cycles().draft(cycleKey, '1.1'))!;
      const ours = draft({ inputs: { narrative: 'Ours' } });
      expect(await cycles().saveDraft(cycleKey, ours, seen.etag)).toBe('written');
      expect(await cycles().saveDraft(cycleKey, draft({ inputs: {} }), seen.etag)).toBe('conflict');
      expect((await cycles().draft(cycleKey, '1.1'))?.value).toEqual(ours);
    });

    it('is not there before it is saved', async () => {
      expect(await cycles().draft(cycleKey, '1.1')).toBeUndefined();
      expect(await cycles().drafts(cycleKey)).toEqual([]);
    });
  });

  describe('a cycle’s events', () => {
    it('come in order of time, each once', async () => {
      const later = event({ id: 'b', at: instant('2026-03-02T10:00:00.5Z'), kind: 'closed' });
      const earlier = event({ id: 'c', at: instant('2026-03-02T10:00:00Z'), kind: 'opened' });
      for (const added of [later, earlier, later]) await cycles().addEvent(cycleKey, added);
      expect(await cycles().events(cycleKey)).toEqual([earlier, later]);
    });
  });
}
