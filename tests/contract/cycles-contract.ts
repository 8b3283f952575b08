import { describe, expect, it } from '@jest/globals';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import { lineOf } from '../../src/cycle/request-line.ts';
import {
  awkward,
  cycleKey,
  draft,
  drafted,
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
      await cycles().saveDraft(cycleKey, draft(), undefined, drafted);
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
      await cycles().saveDraft(cycleKey, draft(), undefined, drafted);
      const before = await line();
      await cycles().replaceRequests(cycleKey, [{ ...stale, value: { ...stale.value, state: 'excused' } }]);
      const late = { request: stale, update: update(), event: event(), hasDraft: false };
      expect(await cycles().submit(cycleKey, late)).toBe('conflict');
      expect(await line()).toEqual(before);
    });
  });

  describe('a change of requests', () => {
    const opened = (count: number) =>
      Array.from({ length: count }, (_, n) => request({ ref: `r${n}`, order: n, listedUnder: 'housing' }));

    it('writes each request with its event, its line, and its new version or draft where it has one', async () => {
      await cycles().open(cycleKey, opened(3));
      const [one, two, three] = await cycles().requests(cycleKey);
      const edited = update({ ref: 'r0', version: 2, kind: 'edited' });
      const words = draft({ ref: 'r1', inputs: { narrative: longText } });
      const answered: UpdateRequest = { ...one!.value, state: 'accepted', answer: edited, versions: 2 };
      const noted: UpdateRequest = {
        ...two!.value,
        draft: { by: words.by, at: words.at },
        notMine: { contactId: 'c1', by: words.by, at: words.at, suggestion: 'Lee' },
      };
      const excused: UpdateRequest = { ...three!.value, state: 'excused' };
      const events = [
        event({ id: 'a', kind: 'edited', ref: 'r0', card: 'card-1' }),
        event({ id: 'b', kind: 'not-mine', ref: 'r1', contactId: 'c1' }),
        event({ id: 'c', kind: 'excused', ref: 'r2' }),
      ];
      const conflicts = await cycles().change(cycleKey, [
        { request: { ...one!, value: answered }, event: events[0]!, update: edited },
        { request: { ...two!, value: noted }, event: events[1]!, draft: words },
        { request: { ...three!, value: excused }, event: events[2]! },
      ]);
      expect(conflicts).toEqual([]);
      const stored = (await fresh().again().cycles.requests(cycleKey)).map(({ value }) => value);
      expect(stored).toEqual([answered, noted, excused]);
      expect(await cycles().lines(cycleKey, 'housing')).toEqual(stored.map(lineOf));
      expect(await cycles().updates(cycleKey)).toEqual([edited]);
      expect((await cycles().drafts(cycleKey)).map(({ value }) => value)).toEqual([words]);
      expect(await cycles().events(cycleKey)).toEqual(events);
    });

    it('puts a draft in the place of the one that is there', async () => {
      await cycles().open(cycleKey, opened(1));
      await cycles().saveDraft(cycleKey, draft({ ref: 'r0' }), undefined, drafted);
      const read = (await cycles().request(cycleKey, 'r0'))!;
      const words = draft({ ref: 'r0', inputs: { narrative: 'Taken back.' } });
      await cycles().change(cycleKey, [{ request: read, event: event({ ref: 'r0' }), draft: words }]);
      expect((await cycles().draft(cycleKey, 'r0'))?.value).toEqual(words);
    });

    it('of one that somebody else has written since leaves nothing of it behind; the others are whole', async () => {
      await cycles().open(cycleKey, opened(40));
      const read = await cycles().requests(cycleKey);
      await cycles().replaceRequests(cycleKey, [
        { ...read[7]!, value: { ...read[7]!.value, title: 'Theirs' } },
      ]);
      const changes = read.map(({ value, etag }) => ({
        request: { value: { ...value, state: 'excused' as const }, etag },
        event: event({ id: `excused-${value.ref}`, kind: 'excused', ref: value.ref }),
        update: update({ ref: value.ref }),
        draft: draft({ ref: value.ref }),
      }));
      expect(await cycles().change(cycleKey, changes)).toEqual(['r7']);
      const after = await cycles().requests(cycleKey);
      expect(after[7]?.value).toMatchObject({ title: 'Theirs', state: 'requested' });
      expect(after.filter(({ value }) => value.state === 'excused').length).toBe(39);
      expect(await cycles().updates(cycleKey, 'r7')).toEqual([]);
      expect(await cycles().draft(cycleKey, 'r7')).toBeUndefined();
      expect((await cycles().events(cycleKey)).length).toBe(39);
      expect(
        (await cycles().lines(cycleKey, 'housing')).filter(({ state }) => state === 'excused').length,
      ).toBe(39);
    });

    it('is done once of two at the same time', async () => {
      await cycles().open(cycleKey, opened(1));
      const read = (await cycles().request(cycleKey, 'r0'))!;
      const by = (id: string) => ({
        request: { ...read, value: { ...read.value, title: id } },
        event: event({ id, ref: 'r0' }),
      });
      const outcomes = await Promise.all([
        cycles().change(cycleKey, [by('ours')]),
        fresh()
          .again()
          .cycles.change(cycleKey, [by('theirs')]),
      ]);
      expect(outcomes.flat()).toEqual(['r0']);
      expect((await cycles().events(cycleKey)).length).toBe(1);
    });

    it('of nothing writes nothing', async () => {
      expect(await cycles().change(cycleKey, [])).toEqual([]);
    });
  });

  describe('a draft', () => {
    it('keeps every character that was typed', async () => {
      const typed = draft({ ref: awkward, inputs: { narrative: longText, 'an/odd#input': '' } });
      expect(await cycles().saveDraft(cycleKey, typed, undefined, drafted)).toBe('written');
      expect((await cycles().draft(cycleKey, awkward))?.value).toEqual(typed);
      expect((await cycles().drafts(cycleKey)).map(({ value }) => value)).toEqual([typed]);
      expect(await cycles().events(cycleKey)).toEqual([drafted]);
    });

    it('is not saved over one that was not seen', async () => {
      await cycles().saveDraft(cycleKey, draft(), undefined, drafted);
      expect(await cycles().saveDraft(cycleKey, draft({ inputs: {} }), undefined, drafted)).toBe('conflict');
      const seen = (await cycles().draft(cycleKey, '1.1'))!;
      const ours = draft({ inputs: { narrative: 'Ours' } });
      expect(await cycles().saveDraft(cycleKey, ours, seen.etag, drafted)).toBe('written');
      expect(await cycles().saveDraft(cycleKey, draft({ inputs: {} }), seen.etag, drafted)).toBe('conflict');
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

    it('come several together, those that are there among them', async () => {
      const [first, second, third] = ['a', 'b', 'c'].map((id) => event({ id }));
      await cycles().addEvent(cycleKey, second!);
      await cycles().addEvents(cycleKey, [first!, second!, third!]);
      expect(await cycles().events(cycleKey)).toEqual([first, second, third]);
    });
  });
}
