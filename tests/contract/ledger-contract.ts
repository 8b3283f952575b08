import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../src/outbox/ledger.ts';
import type { Ledger } from '../../src/outbox/ports.ts';
import { shardOf } from '../../src/storage/shard-of.ts';
import type { Stored } from '../../src/workflow/ports.ts';
import { awkward, cycleKey, date, delivery, instant } from './examples.ts';
import type { Fresh } from './store-contract.ts';

const today = date('2026-03-02');
const contact = 'c0ffee0000000001';

/** The same delivery as a worker claims it. */
function claiming(read: Stored<Delivery>, claimId = 'w1'): Stored<Delivery> {
  const leaseUntil = instant('2026-03-02T09:32:00Z');
  return { value: { ...read.value, state: 'claimed', claimId, leaseUntil }, etag: read.etag };
}

/** The same delivery at its end. */
function settling({ value, etag }: Stored<Delivery>, state: 'sent' | 'skipped'): Stored<Delivery> {
  const { leaseUntil: _lease, claimId: _claim, ...rest } = value;
  return { value: { ...rest, state }, etag };
}

async function inserted(ledger: Ledger, planned: Delivery): Promise<Stored<Delivery>> {
  await ledger.insertMissing([planned]);
  const to = planned.recipient.kind === 'board' ? 'board' : planned.recipient.contactId;
  return (await ledger.find(planned.tenantId, to, planned.key))!;
}

export function ledgerContract(fresh: Fresh): void {
  const ledger = () => fresh().store.ledger;

  describe('the ledger', () => {
    it('gives a delivery back as it was written', async () => {
      const full = delivery({
        state: 'sent',
        why: 'because',
        claimId: 'w1',
        leaseUntil: instant('2026-03-02T09:32:00Z'),
        attempts: [{ at: instant('2026-03-02T09:30:01.5Z'), outcome: 'retry', detail: '429' }],
        activity: { conversationId: 'a:1', activityId: '7', serviceUrl: 'https://teams.example' },
      });
      expect((await inserted(ledger(), full)).value).toEqual(full);
      expect(await ledger().find('harbour', contact, 'nothing')).toBeUndefined();
    });

    it('inserts what is missing and says which', async () => {
      const days = ['2026-03-02', '2026-03-03', '2026-03-04'].map((day) => delivery({ date: date(day) }));
      await inserted(ledger(), delivery({ date: date('2026-03-03'), state: 'sent' }));
      expect(await ledger().insertMissing(days)).toEqual([days[0]!.key, days[2]!.key]);
      expect(await ledger().insertMissing(days)).toEqual([]);
      expect((await ledger().find('harbour', contact, days[1]!.key))?.value.state).toBe('sent');
    });

    it('shares a plan out between two that insert it at once: every key is new to exactly one', async () => {
      const planned = Array.from({ length: 150 }, (_, n) =>
        delivery({ to: `${n % 3}0000000000000${100 + n}` }),
      );
      const keys = await Promise.all([
        ledger().insertMissing(planned),
        fresh()
          .again()
          .ledger.insertMissing([...planned].reverse()),
        fresh().again().ledger.insertMissing(planned.slice(40, 90)),
      ]);
      expect(keys.flat().sort()).toEqual(planned.map(({ key }) => key).sort());
    });

    it('lists a cycle over all shards, in order of due instant, and no other cycle', async () => {
      const planned = Array.from({ length: 120 }, (_, n) =>
        delivery({ to: contactIdLike(n), at: instant('2026-03-02T09:30:00Z').subtract({ minutes: n }) }),
      );
      await ledger().insertMissing(planned);
      await ledger().insertMissing([
        delivery({ cycleId: '2026-03b' }),
        delivery({ cycleId: '2026-0' }),
        delivery({ tenantId: 'harbour2' }),
        delivery({ programmeId: 'wellbeing,2026-03', cycleId: 'x' }),
      ]);
      const found = await ledger().ofCycle(cycleKey);
      expect(found.map(({ value }) => value.key)).toEqual(planned.map(({ key }) => key).reverse());
    });

    it('lists a shard, whole or for one cycle, without its day rows', async () => {
      const planned = await inserted(ledger(), delivery());
      await inserted(ledger(), delivery({ cycleId: '2026-06' }));
      await ledger().claim(claiming(planned), today);
      const shard = { tenantId: 'harbour', shard: shardOf(contact) };
      expect((await ledger().inShard(shard)).length).toBe(2);
      const ofCycle = await ledger().inShard(shard, cycleKey);
      expect(ofCycle.map(({ value }) => [value.cycleId, value.state])).toEqual([['2026-03', 'claimed']]);
    });

    it('takes ids with any character in them', async () => {
      const odd = delivery({ programmeId: awkward.slice(0, 60), cycleId: 'Q1/2,3' });
      const read = await inserted(ledger(), odd);
      expect(read.value).toEqual(odd);
      expect((await ledger().ofCycle(odd)).map(({ value }) => value.key)).toEqual([odd.key]);
    });

    it('replaces what is as it was read', async () => {
      const read = await inserted(ledger(), delivery());
      const replaced = await ledger().replace({ ...read, value: { ...read.value, state: 'sent' } });
      expect(await ledger().replace(read)).toEqual({ kind: 'conflict' });
      const now = await ledger().find('harbour', contact, read.value.key);
      expect(now?.value.state).toBe('sent');
      expect(replaced).toEqual({ kind: 'written', etag: now?.etag });
    });
  });

  describe('a claim', () => {
    async function claim(read: Stored<Delivery>): Promise<Stored<Delivery>> {
      const claimed = claiming(read);
      const outcome = await ledger().claim(claimed, today);
      return { ...claimed, etag: outcome.kind === 'claimed' ? outcome.etag : '' };
    }

    it('is won by exactly one of many workers', async () => {
      const read = await inserted(ledger(), delivery());
      const claims = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          fresh()
            .again()
            .ledger.claim(claiming(read, `w${n}`), today),
        ),
      );
      expect(claims.map(({ kind }) => kind).sort()).toEqual([
        'claimed',
        ...Array<string>(9).fill('conflict'),
      ]);
      const winner = claims.findIndex(({ kind }) => kind === 'claimed');
      const now = await ledger().find('harbour', contact, read.value.key);
      expect(now?.value.claimId).toBe(`w${winner}`);
      expect(claims[winner]).toEqual({ kind: 'claimed', etag: now?.etag });
    });

    it('is refused to a second message on the same day, and leaves that message as it was', async () => {
      const first = await inserted(ledger(), delivery());
      const second = await inserted(ledger(), delivery({ programmeId: 'transport' }));
      expect((await ledger().claim(claiming(first), today)).kind).toBe('claimed');
      expect(await ledger().claim(claiming(second), today)).toEqual({ kind: 'had-one-today' });
      expect(await ledger().find('harbour', contact, second.value.key)).toEqual(second);
      expect((await ledger().claim(claiming(second), today.add({ days: 1 }))).kind).toBe('claimed');
    });

    it('tells which message has a contact’s day', async () => {
      const first = await inserted(ledger(), delivery());
      expect(await ledger().holderOfDay('harbour', contact, today)).toBeUndefined();
      await ledger().claim(claiming(first), today);
      expect(await ledger().holderOfDay('harbour', contact, today)).toBe(first.value.key);
      expect(await ledger().holderOfDay('harbour', contact, today.add({ days: 1 }))).toBeUndefined();
    });

    it('goes to one message when two of a day are claimed at once', async () => {
      const reads = await Promise.all(
        ['one', 'two', 'three'].map((programmeId) => inserted(ledger(), delivery({ programmeId }))),
      );
      const claims = await Promise.all(
        reads.map((read) => fresh().again().ledger.claim(claiming(read), today)),
      );
      expect(claims.map(({ kind }) => kind).sort()).toEqual(['claimed', 'had-one-today', 'had-one-today']);
    });

    it('may be made again by the message that holds the day, with a fresh tag only', async () => {
      const read = await inserted(ledger(), delivery());
      const first = await ledger().claim(claiming(read), today);
      const again = { value: claiming(read, 'w2').value, etag: first.kind === 'claimed' ? first.etag : '' };
      expect((await ledger().claim(again, today)).kind).toBe('claimed');
      expect(await ledger().claim(again, today)).toEqual({ kind: 'conflict' });
    });

    it('gives the day back when it is settled so, once, and not by a stale tag', async () => {
      const first = await inserted(ledger(), delivery());
      const second = await inserted(ledger(), delivery({ programmeId: 'transport' }));
      const claimed = await claim(first);
      expect(await ledger().settle(first, { freesDay: today })).toBe('conflict');
      expect((await ledger().claim(claiming(second), today)).kind).toBe('had-one-today');
      expect(await ledger().settle(settling(claimed, 'skipped'), { freesDay: today })).toBe('written');
      expect((await ledger().claim(claiming(second), today)).kind).toBe('claimed');
      const again = (await ledger().find('harbour', contact, first.value.key))!;
      expect(await ledger().settle(again, { freesDay: today.add({ days: 1 }) })).toBe('written');
    });

    it('settles many of a shard at once, each by its own tag', async () => {
      const to = Array.from({ length: 60 }, (_, n) => (0x20000000 + n * 3200).toString(16).padEnd(16, '0'));
      await ledger().insertMissing(to.map((contactId) => delivery({ to: contactId })));
      const shard = { tenantId: 'harbour', shard: shardOf(to[0]!) };
      const { unfinished: rows } = await ledger().workOf(shard);
      expect(rows).toHaveLength(60);
      const claims = await Promise.all(rows.map(claim));
      const stale = claims[7]!;
      await ledger().replace(stale);
      const settled = await Promise.all(claims.map((one) => ledger().settle(settling(one, 'sent'))));
      expect(settled.filter((outcome) => outcome === 'conflict')).toEqual(['conflict']);
      expect(settled[7]).toBe('conflict');
      const left = (await ledger().workOf(shard)).unfinished;
      expect(left.map(({ value }) => value.key)).toEqual([stale.value.key]);
    });

    it('is kept with the newest card that it showed, of each programme', async () => {
      const card = { conversationId: 'a:1', activityId: '7', serviceUrl: 'https://teams.example' };
      const newestCard = { ...card, contactId: contact, programmeId: 'wellbeing', cycleId: '2026-03' };
      const claimed = await claim(await inserted(ledger(), delivery()));
      await ledger().settle(settling(claimed, 'sent'), { newestCard });
      const other = { ...newestCard, programmeId: 'transport', activityId: '8' };
      await ledger().keepNewestCard('harbour', other);
      expect(await ledger().newestCard('harbour', contact, 'wellbeing')).toEqual(newestCard);
      expect(await ledger().newestCard('harbour', contact, 'roads')).toBeUndefined();
      const { cards: inShard } = await ledger().workOf({ tenantId: 'harbour', shard: shardOf(contact) });
      expect(inShard.map(({ programmeId }) => programmeId).sort()).toEqual(['transport', 'wellbeing']);
    });

    it('writes no day when its tag is stale', async () => {
      const read = await inserted(ledger(), delivery());
      await ledger().replace(read);
      expect(await ledger().claim(claiming(read), today)).toEqual({ kind: 'conflict' });
      const other = await inserted(ledger(), delivery({ programmeId: 'transport' }));
      expect((await ledger().claim(claiming(other), today)).kind).toBe('claimed');
    });

    it('of a message to the board’s channel holds no day', async () => {
      const board = (programmeId: string) =>
        delivery({ programmeId, to: 'board', recipient: { kind: 'board' } });
      for (const programmeId of ['wellbeing', 'transport']) {
        const read = await inserted(ledger(), board(programmeId));
        expect((await ledger().claim(claiming(read), today)).kind).toBe('claimed');
        expect((await ledger().claim(claiming(read), today)).kind).toBe('conflict');
      }
    });
  });
}

/** Hex ids that fall into many shards. */
function contactIdLike(n: number): string {
  return (0x10000000 + n * 7919).toString(16).padEnd(16, '0');
}
