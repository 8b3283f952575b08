import { expect, it } from '@jest/globals';
import type { Amendment } from '../../src/programme/amendment.ts';
import { atNewAddresses, carriedOverWords } from '../../src/programme/at-new-addresses.ts';
import type { Programme } from '../../src/programme/programme.ts';
import type { Contact } from '../../src/programme/register.ts';
import { date, instant } from '../builders/dates.ts';
import { planState } from '../builders/plan-state.ts';
import { programmeSettings } from '../builders/settings.ts';

const at = instant('2026-10-20T10:00:00Z');
const by = { contactId: 'priya', name: 'Priya' };
const ben = contact('ben');
const lee = contact('lee');
const leeNow = contact('lee-now');
const moved = new Map([[lee.id, leeNow]]);

function contact(id: string): Contact {
  return { id, name: id, email: `${id}@council.example`, reachedBy: 'teams' };
}

function programmeWith(part: Partial<Programme>): Programme {
  return { id: 'strategy', tenantId: 'tenant-1', settings: programmeSettings({}), cycles: [], ...part };
}

type Decision = Amendment extends infer One
  ? One extends Amendment
    ? Omit<One, 'by' | 'at'>
    : never
  : never;

/** Each kind of decision about Lee, and as it goes on at the new address. */
const decisions: [Decision, Decision][] = [
  [
    { kind: 'officer', ref: '1.1', contact: lee },
    { kind: 'officer', ref: '1.1', contact: leeNow },
  ],
  [
    { kind: 'contact', ownerId: 'parks', role: 'deputy', contact: lee },
    { kind: 'contact', ownerId: 'parks', role: 'deputy', contact: leeNow },
  ],
  [
    { kind: 'replaced', contactId: 'ben', contact: lee },
    { kind: 'replaced', contactId: 'ben', contact: leeNow },
  ],
  [
    { kind: 'replaced', contactId: 'lee', contact: ben },
    { kind: 'replaced', contactId: 'lee-now', contact: ben },
  ],
  [
    { kind: 'address', contactId: 'lee', email: 'l@phone.example', alias: 'phone' },
    { kind: 'address', contactId: 'lee-now', email: 'l@phone.example', alias: 'phone' },
  ],
  [
    { kind: 'colleague', contact: lee },
    { kind: 'colleague', contact: leeNow },
  ],
  [
    { kind: 'owner', ref: '1.1', ownerId: 'parks' },
    { kind: 'owner', ref: '1.1', ownerId: 'parks' },
  ],
  [
    { kind: 'officer', ref: '1.2', contact: ben },
    { kind: 'officer', ref: '1.2', contact: ben },
  ],
];

it.each(decisions)('%j goes on as %j', (before, after) => {
  const programme = programmeWith({ amendments: [{ ...before, by, at }] });
  expect(atNewAddresses(programme, moved).amendments).toEqual([{ ...after, by, at }]);
});

it('an address that was joined to somebody ends as such where it becomes their own', () => {
  const joined = { kind: 'address' as const, contactId: 'lee', email: leeNow.email, alias: 'lee-now' };
  const programme = programmeWith({ amendments: [{ ...joined, by, at }] });
  expect(atNewAddresses(programme, moved).amendments).toEqual([]);
});

it('whoever was handed something keeps it at the new address, and whoever handed it over can be given it back there', () => {
  const handover = { why: 'passed-on' as const, by, at };
  const { cycle } = planState({ actions: [] });
  const programme = programmeWith({
    cycles: [
      {
        ...cycle,
        handovers: [
          { ...handover, ref: '1.1', contactId: 'lee', from: 'ben' },
          { ...handover, ref: '1.2', contactId: 'ben', from: 'lee' },
          { ...handover, ref: '1.3' },
        ],
      },
    ],
  });
  expect(atNewAddresses(programme, moved).cycles[0]?.handovers).toEqual([
    { ...handover, ref: '1.1', contactId: 'lee-now', from: 'ben' },
    { ...handover, ref: '1.2', contactId: 'ben', from: 'lee-now' },
    { ...handover, ref: '1.3' },
  ]);
});

it('whoever is away stays so at the new address, and stands in for others there', () => {
  const days = { from: date('2026-10-21'), to: date('2026-10-23'), saidAt: at };
  const programme = programmeWith({
    absences: [
      { ...days, contactId: 'lee' },
      { ...days, contactId: 'ben', standIn: 'lee' },
    ],
  });
  expect(atNewAddresses(programme, moved).absences).toEqual([
    { ...days, contactId: 'lee-now' },
    { ...days, contactId: 'ben', standIn: 'lee-now' },
  ]);
});

it('whoever imports is told, once for each person, of days away and of what was handed over that go on so', () => {
  const days = { from: date('2026-10-21'), to: date('2026-10-23'), saidAt: at };
  const { cycle } = planState({ actions: [] });
  const handover = { ref: '1.1', contactId: 'lee', why: 'passed-on' as const, by, at };
  const told = [
    'lee-now has another address in the file than before, and is taken for the same person: days away and what was handed over go on with them there.',
  ];
  const wordsFor = (part: Partial<Programme>) =>
    carriedOverWords(programmeWith(part), moved, 'Europe/London');
  expect(wordsFor({ absences: [{ ...days, contactId: 'ben', standIn: 'lee' }] })).toEqual(told);
  expect(wordsFor({ cycles: [{ ...cycle, handovers: [handover, { ...handover, ref: '1.2' }] }] })).toEqual(
    told,
  );
  expect(wordsFor({ absences: [{ ...days, contactId: 'ben' }] })).toEqual([]);
});
