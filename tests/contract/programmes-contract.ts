import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../src/calendar/temporal.ts';
import type { Cycle } from '../../src/cycle/cycle.ts';
import type { Register } from '../../src/programme/register.ts';
import { beginningWith } from '../../src/storage/table.ts';
import { action, awkward, date, instant, programme } from './examples.ts';
import type { Fresh } from './store-contract.ts';

const cycle: Cycle = {
  id: '2026-03',
  state: 'open',
  dates: {
    meeting: date('2026-03-26'),
    opens: date('2026-02-12'),
    deadline: date('2026-03-02'),
    closes: date('2026-03-05'),
    clearance: date('2026-03-09'),
    final: date('2026-03-16'),
    publish: date('2026-03-18'),
    closeAt: Temporal.PlainTime.from('17:00'),
  },
  overrideReason: 'The chair asked',
};

export function programmesContract(fresh: Fresh): void {
  const programmes = () => fresh().store.programmes;

  describe('programmes', () => {
    it('gives back what was stored, days and times as such', async () => {
      const stored = programme({ registerVersion: 'v1', cycles: [cycle] });
      expect(await programmes().insert(stored)).toBe('written');
      expect((await programmes().find('wellbeing'))?.value).toEqual(stored);
      expect((await fresh().again().programmes.find('wellbeing'))?.value).toEqual(stored);
    });

    it('gives back who answers by decision, who is away, and what became of a cycle', async () => {
      const by = { contactId: 'lead', name: 'Priya Shah' };
      const at = instant('2026-02-20T10:15:30.123Z');
      const contact = {
        id: 'c2',
        name: 'Ben Ode',
        email: 'ben@council.example',
        reachedBy: 'teams' as const,
        aliases: ['c9'],
      };
      const stored = programme({
        amendments: [
          { kind: 'officer', ref: awkward, contact, by, at },
          { kind: 'owner', ref: '1.1', ownerId: 'parks', by, at },
          { kind: 'contact', ownerId: 'parks', role: 'deputy', contact, by, at },
          {
            kind: 'replaced',
            contactId: 'c1',
            contact,
            places: [
              { ownerId: 'parks', role: 'deputy' },
              { ref: awkward },
              { ref: '1.1', firstOwner: 'parks' },
              { ref: '1.2', firstOwner: null },
            ],
            by,
            at,
          },
          { kind: 'address', contactId: 'c2', email: 'b.ode@home.example', alias: 'c9', by, at },
          { kind: 'colleague', contact, by, at },
        ],
        newContactIds: [{ was: 'c1', now: 'c2' }],
        absences: [
          { contactId: 'c2', from: date('2026-02-23'), to: date('2026-02-27'), standIn: 'c3', saidAt: at },
          { contactId: 'c3', from: date('2026-02-23'), to: date('2026-02-23'), saidAt: at },
        ],
        cycles: [
          {
            ...cycle,
            paused: at,
            moves: [{ at, meeting: date('2026-03-19') }],
            handovers: [
              {
                ref: '1.1',
                contactId: 'c2',
                ownerId: 'parks',
                from: 'c1',
                fromName: 'Ama Okoro',
                why: 'replaced',
                by,
                at,
              },
              { ref: awkward, why: 'handed-back', by, at },
            ],
          },
        ],
      });
      expect(await programmes().insert(stored)).toBe('written');
      expect((await fresh().again().programmes.find('wellbeing'))?.value).toEqual(stored);
    });

    it('finds nothing where there is nothing', async () => {
      expect(await programmes().find('nobody')).toBeUndefined();
      expect(await programmes().list()).toEqual([]);
    });

    it('takes an id once, whichever tenant asks', async () => {
      await programmes().insert(programme());
      expect(await programmes().insert(programme())).toBe('conflict');
      expect(
        await fresh()
          .again()
          .programmes.insert(programme({ tenantId: 'valley' })),
      ).toBe('conflict');
      expect((await programmes().list('valley')).length).toBe(0);
    });

    it('lets the same tenant, and no other, finish an insert that a crash cut short', async () => {
      await programmes().insert(programme());
      await fresh().tables.Programmes.delete('harbour', 'programme,wellbeing');
      expect(await programmes().find('wellbeing')).toBeUndefined();
      expect(await programmes().insert(programme({ tenantId: 'valley' }))).toBe('conflict');
      expect(await programmes().insert(programme())).toBe('written');
      expect((await programmes().find('wellbeing'))?.value).toEqual(programme());
    });

    it('is taken by exactly one of many that insert the same id at once', async () => {
      const written = await Promise.all(
        Array.from({ length: 6 }, (_, n) =>
          fresh()
            .again()
            .programmes.insert(programme({ tenantId: `t${n}` })),
        ),
      );
      expect(written.filter((outcome) => outcome === 'written').length).toBe(1);
    });

    it('lists a tenant’s, or all, in order of id', async () => {
      await programmes().insert(programme({ id: 'b', tenantId: 'valley' }));
      await programmes().insert(programme({ id: 'c' }));
      await programmes().insert(programme({ id: awkward }));
      await programmes().insert(programme({ id: 'a' }));
      expect((await programmes().list()).map(({ value }) => value.id)).toEqual([awkward, 'a', 'b', 'c']);
      expect((await programmes().list('valley')).map(({ value }) => value.id)).toEqual(['b']);
      expect((await programmes().find(awkward))?.value.id).toBe(awkward);
    });

    it('replaces what is still as it was read, and nothing else', async () => {
      await programmes().insert(programme());
      const read = (await programmes().find('wellbeing'))!;
      const replaced = { value: { ...read.value, registerVersion: 'v2' }, etag: read.etag };
      expect(await programmes().replace(replaced)).toBe('written');
      expect(await programmes().replace(replaced)).toBe('conflict');
      expect((await programmes().find('wellbeing'))?.value.registerVersion).toBe('v2');
    });

    it('keeps a head that no single row could hold, and can replace it', async () => {
      const cycles = Array.from({ length: 3000 }, (_, n) => ({ ...cycle, id: `c${n}` }));
      await programmes().insert(programme({ cycles }));
      const read = (await programmes().find('wellbeing'))!;
      expect(read.value.cycles).toEqual(cycles);
      const changed = { ...read.value, cycles: cycles.slice(1) };
      expect(await programmes().replace({ value: changed, etag: read.etag })).toBe('written');
      expect(await programmes().replace({ value: changed, etag: read.etag })).toBe('conflict');
      expect((await programmes().list('harbour')).map(({ value }) => value)).toEqual([changed]);
      const heads = await fresh().tables.Programmes.list({ partition: 'harbour', keysOnly: true });
      expect(
        await programmes().replace({
          value: programme(),
          etag: (await programmes().find('wellbeing'))!.etag,
        }),
      ).toBe('written');
      const after = await fresh().tables.Programmes.list({ partition: 'harbour', keysOnly: true });
      expect(heads.length).toBeGreaterThan(1);
      expect(after.length).toBe(1);
    });
  });

  describe('registers', () => {
    const register: Register = {
      version: 'v/1',
      actions: [
        action({ ref: '2.1', order: 1 }),
        action({
          ref: awkward,
          order: 2,
          aim: 'Fewer cold homes',
          leadOfficer: 'c1',
          due: { printed: '31/3/27', date: date('2027-03-31') },
          imported: { status: 'on_track', narrative: 'So far so good', asOf: 'Nov 2025' },
        }),
        ...Array.from({ length: 1200 }, (_, n) => action({ ref: `9.${n}`, order: n + 3 })),
      ],
      owners: [
        { id: 'z', name: 'Zoo', aliases: ['The zoo'], leadContact: 'c1', deputy: 'c2', organisation: 'City' },
        { id: 'a', name: 'Arts', aliases: [] },
      ],
      contacts: [{ id: 'c1', name: 'Ama Okoro', email: 'ama@council.example', reachedBy: 'teams' }],
    };

    /** So many that they do not fit into one row. */
    const more = Array.from({ length: 3000 }, (_, n) => action({ ref: `10.${n}`, order: n + 2000 }));

    it('gives a version back whole and in its order', async () => {
      await fresh().store.registers.write('harbour', 'wellbeing', register);
      expect(await fresh().store.registers.read('harbour', 'wellbeing', 'v/1')).toEqual(register);
      expect(await fresh().again().registers.read('harbour', 'wellbeing', 'v/1')).toEqual(register);
    });

    it('throws for a version that is not there, or was written by half', async () => {
      const { registers } = fresh().store;
      await expect(registers.read('harbour', 'wellbeing', 'v/1')).rejects.toThrow(/is not in the store/);
      await registers.write('harbour', 'wellbeing', register);
      await fresh().tables.Register.delete('harbour,wellbeing,v~2F1', 'register');
      await expect(registers.read('harbour', 'wellbeing', 'v/1')).rejects.toThrow(/is not in the store/);
    });

    it('finishes a write that a crash cut short', async () => {
      const { registers } = fresh().store;
      const large = { ...register, actions: [...register.actions, ...more] };
      await registers.write('harbour', 'wellbeing', large);
      const table = fresh().tables.Register;
      const [part] = await table.list({ partition: 'harbour,wellbeing,v~2F1', row: beginningWith('part,') });
      await table.delete('harbour,wellbeing,v~2F1', 'register');
      await table.delete('harbour,wellbeing,v~2F1', part!.row);
      await registers.write('harbour', 'wellbeing', large);
      expect(await fresh().again().registers.read('harbour', 'wellbeing', 'v/1')).toEqual(large);
    });

    it('keeps a version as it was first written', async () => {
      const { registers } = fresh().store;
      await registers.write('harbour', 'wellbeing', register);
      await registers.write('harbour', 'wellbeing', { ...register, actions: [] });
      expect(await registers.read('harbour', 'wellbeing', 'v/1')).toEqual(register);
    });
  });
}
