import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amend, type Amendment } from '../../src/programme/amendment.ts';
import { placesOf, type Place } from '../../src/programme/place.ts';
import { lapsed } from '../../src/programme/lapsed.ts';
import { overridden } from '../../src/programme/overridden.ts';
import type { Contact, Register } from '../../src/programme/register.ts';
import { instant } from '../builders/dates.ts';
import { action } from '../builders/register.ts';

const people = ['ama', 'ben', 'cy', 'dee', 'eve'];
const owners = ['Housing', 'Parks', 'Roads'];
const refs = ['1.1', '1.2', '1.3'];

function contact(id: string): Contact {
  return { id, name: id, email: `${id}@council.example`, reachedBy: 'email' };
}

const person = fc.constantFrom(...people);
const owner = fc.constantFrom(...owners);

/** A register of some of them; every contact that it names is in it. */
const register: fc.Arbitrary<Register> = fc
  .record({
    named: fc.array(fc.record({ id: owner, lead: fc.option(person), deputy: fc.option(person) })),
    planned: fc.uniqueArray(
      fc.record({ ref: fc.constantFrom(...refs), by: fc.uniqueArray(owner), officer: fc.option(person) }),
      {
        selector: ({ ref }) => ref,
      },
    ),
  })
  .map(({ named, planned }) => {
    const byId = new Map(named.map((one) => [one.id, one]));
    const known = owners.flatMap((id) => byId.get(id) ?? []);
    const ids = [
      ...known.flatMap(({ lead, deputy }) => [lead, deputy]),
      ...planned.map(({ officer }) => officer),
    ];
    return {
      version: 'v',
      owners: known.map(({ id, lead, deputy }) => ({
        id,
        name: id,
        aliases: [],
        ...(lead !== null && { leadContact: lead }),
        ...(deputy !== null && { deputy }),
      })),
      contacts: [...new Set(ids.filter((id) => id !== null))].map(contact),
      actions: planned.map(({ ref, by, officer }) =>
        action({
          ref,
          owners: by.filter((id) => byId.has(id)),
          ...(officer !== null && { leadOfficer: officer }),
        }),
      ),
    };
  });

const made = { by: { contactId: 'priya', name: 'Priya' }, at: instant('2026-10-20T09:00:00Z') };

function amendmentOf(
  ref: fc.Arbitrary<string>,
  of: fc.Arbitrary<string>,
  whom: fc.Arbitrary<string>,
): fc.Arbitrary<Amendment> {
  return fc.oneof(
    fc
      .record({ ref, who: person })
      .map(({ ref: to, who }): Amendment => ({ ...made, kind: 'officer', ref: to, contact: contact(who) })),
    fc.record({ ref, ownerId: of }).map((given): Amendment => ({ ...made, kind: 'owner', ...given })),
    fc
      .record({ ownerId: of, role: fc.constantFrom('leadContact' as const, 'deputy' as const), who: person })
      .map(({ who, ...given }): Amendment => ({ ...made, kind: 'contact', ...given, contact: contact(who) })),
    fc.record({ contactId: whom, who: person }).map(({ contactId, who }): Amendment => ({
      ...made,
      kind: 'replaced',
      contactId,
      contact: contact(who),
    })),
    fc.record({ contactId: whom, alias: person }).map(({ contactId, alias }): Amendment => ({
      ...made,
      kind: 'address',
      contactId,
      email: `${alias}@home.example`,
      alias,
    })),
  );
}

const colleague = person.map((who): Amendment => ({ ...made, kind: 'colleague', contact: contact(who) }));
const amendments = fc.array(fc.oneof(amendmentOf(fc.constantFrom(...refs), owner, person), colleague), {
  maxLength: 8,
});

/** Who answers for what, whatever the order of the contacts. */
function meaningOf({ contacts, ...rest }: Register): unknown {
  return { ...rest, contacts: [...contacts].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

function namedIn({ owners: all, actions }: Register): string[] {
  const ids = [
    ...all.flatMap(({ leadContact, deputy }) => [leadContact, deputy]),
    ...actions.map(({ leadOfficer }) => leadOfficer),
  ];
  return ids.filter((id) => id !== undefined);
}

describe('what people have changed for good', () => {
  it('says the same laid over a register once or twice, where nobody who was replaced has come back', () => {
    fc.assert(
      fc.property(register, amendments, (given, changes) => {
        const leavers = changes.flatMap((one) => (one.kind === 'replaced' ? [one.contactId] : []));
        const comesBack = changes.some((one) => 'contact' in one && leavers.includes(one.contact.id));
        const joined = changes.flatMap((one) => (one.kind === 'address' ? [one.alias] : []));
        const joinsOnwards = changes.some((one) => one.kind === 'address' && joined.includes(one.contactId));
        fc.pre(!comesBack && !joinsOnwards);
        const once = amend(given, changes);
        expect(meaningOf(amend(once, changes))).toEqual(meaningOf(once));
      }),
    );
  });

  it('names nobody who is not among the contacts, and keeps every action and owner', () => {
    fc.assert(
      fc.property(register, amendments, (given, changes) => {
        const after = amend(given, changes);
        const known = after.contacts.map(({ id }) => id);
        expect(known).toEqual([...new Set(known)]);
        expect(known).toEqual(expect.arrayContaining(namedIn(after)));
        expect(after.actions.map(({ ref }) => ref)).toEqual(given.actions.map(({ ref }) => ref));
        expect(after.owners.map(({ id }) => id)).toEqual(given.owners.map(({ id }) => id));
      }),
    );
  });

  it('changes nothing where it names nothing', () => {
    const nothing = amendmentOf(fc.constant('9.9'), fc.constant('Nobody'), fc.constant('nobody'));
    fc.assert(
      fc.property(register, fc.array(nothing), (given, changes) => {
        expect(amend(given, changes)).toEqual(given);
      }),
    );
  });

  it('leaves the register as it was imported alone', () => {
    fc.assert(
      fc.property(register, amendments, (given, changes) => {
        const before = structuredClone(given);
        amend(given, changes);
        expect(given).toEqual(before);
      }),
    );
  });

  it('has the last word of several about one action', () => {
    fc.assert(
      fc.property(register, amendments, fc.constantFrom(...refs), person, (given, changes, ref, who) => {
        fc.pre(!changes.some((one) => one.kind === 'address' && one.alias === who));
        const last: Amendment = { ...made, kind: 'officer', ref, contact: contact(who) };
        const officer = amend(given, [...changes, last]).actions.find((one) => one.ref === ref)?.leadOfficer;
        expect([who, undefined]).toContain(officer);
        expect(officer === undefined).toBe(!given.actions.some((one) => one.ref === ref));
      }),
    );
  });

  it('is told to whoever imports a file that says otherwise, and not where it says the same', () => {
    fc.assert(
      fc.property(register, amendments, (given, changes) => {
        const told = overridden(given, changes, 'Europe/London');
        if (changes.length === 0) expect(told).toEqual([]);
        expect(overridden(amend(given, []), [], 'Europe/London')).toEqual([]);
        if (told.length > 0) expect(meaningOf(amend(given, changes))).not.toEqual(meaningOf(given));
      }),
    );
  });
});

describe('a colleague who was chosen', () => {
  it('is a contact beside those whom the register has, and changes nothing for whoever is there', () => {
    fc.assert(
      fc.property(register, person, (given, who) => {
        const after = amend(given, [{ ...made, kind: 'colleague', contact: contact(who) }]);
        expect(after.contacts.map(({ id }) => id)).toContain(who);
        expect({ ...after, contacts: after.contacts.slice(0, given.contacts.length) }).toEqual(given);
      }),
    );
  });
});

describe('a warning about what stays', () => {
  const given: Register = {
    version: 'v',
    owners: [
      { id: 'Housing', name: 'Housing', aliases: [], leadContact: 'ama' },
      { id: 'Parks', name: 'Parks', aliases: [] },
    ],
    contacts: [contact('ama')],
    actions: [action({ ref: '1.1', owners: ['Housing'] })],
  };
  const stays = 'as Priya decided on Tuesday 20 October 2026. That stays, whatever the file says.';

  it.each([
    [{ kind: 'officer', ref: '1.1', contact: contact('ben') }, `1.1 is answered by ben, ${stays}`],
    [{ kind: 'owner', ref: '1.1', ownerId: 'Parks' }, `1.1 belongs to Parks, ${stays}`],
    [
      { kind: 'contact', ownerId: 'Housing', role: 'leadContact', contact: contact('ben') },
      `The lead contact of Housing is ben, ${stays}`,
    ],
    [
      { kind: 'contact', ownerId: 'Parks', role: 'deputy', contact: contact('ben') },
      `The deputy of Parks is ben, ${stays}`,
    ],
    [
      { kind: 'replaced', contactId: 'ama', contact: contact('ben') },
      `ben has taken the place of ama, ${stays}`,
    ],
    [
      { kind: 'address', contactId: 'ama', email: 'ama@home.example', alias: 'x' },
      `ama is written to at another address than the file’s, ${stays}`,
    ],
  ] as const)('%j', (amendment, words) => {
    expect(overridden(given, [{ ...made, ...amendment }], 'Europe/London')).toEqual([words]);
  });

  it('names each place that the file leaves empty and a successor fills', () => {
    const places = [
      { ownerId: 'Parks', role: 'deputy' as const },
      { ref: '1.1', firstOwner: 'Housing' },
    ];
    const left: Amendment = { ...made, kind: 'replaced', contactId: 'kim', contact: contact('zoe'), places };
    expect(overridden(given, [left], 'Europe/London')).toEqual([
      `The deputy of Parks is zoe, ${stays}`,
      `1.1 is answered by zoe, ${stays}`,
    ]);
  });

  it('is not given for what the file says too, or a later decision has overtaken', () => {
    const same: Amendment = { ...made, kind: 'officer', ref: '1.1', contact: contact('ama') };
    const first: Amendment = { ...made, kind: 'officer', ref: '1.1', contact: contact('ben') };
    expect(overridden(given, [same], 'Europe/London')).toEqual([]);
    expect(overridden(given, [first, same], 'Europe/London')).toEqual([]);
  });
});

describe('the place of somebody who has left', () => {
  const kim: Register = {
    version: 'v',
    owners: [
      { id: 'Housing', name: 'Housing', aliases: [] },
      { id: 'Parks', name: 'Parks', aliases: [] },
    ],
    contacts: [contact('kim')],
    actions: [
      action({ ref: '1.1', owners: [], leadOfficer: 'kim' }),
      action({ ref: '1.2', owners: ['Housing'], leadOfficer: 'kim' }),
    ],
  };
  const places = placesOf(kim, 'kim');

  function officersOf(files: Record<string, string[]>, at: readonly Place[] = places) {
    const actions = Object.entries(files).map(([ref, by]) => action({ ref, owners: by }));
    const left: Amendment = {
      ...made,
      kind: 'replaced',
      contactId: 'kim',
      contact: contact('zoe'),
      places: [...at],
    };
    const file = { ...kim, contacts: [], actions };
    const told = [
      ...overridden(file, [left], 'Europe/London'),
      ...lapsed(kim, file, [left], 'Europe/London'),
    ];
    return { told, officers: amend(file, [left]).actions.map(({ leadOfficer }) => leadOfficer) };
  }

  it('is the successor’s where a later file leaves it empty, and whoever imports is told', () => {
    const { officers, told } = officersOf({ '1.1': [], '1.2': ['Housing', 'Parks'] });
    expect(officers).toEqual(['zoe', 'zoe']);
    expect(told).toEqual([
      expect.stringContaining('1.1 is answered by zoe'),
      expect.stringContaining('1.2 is answered by zoe'),
    ]);
  });

  it('is gone where a later file gives the action to another owner, and whoever imports is told', () => {
    const { officers, told } = officersOf({ '1.1': ['Parks'], '1.2': ['Parks', 'Housing'] });
    expect(officers).toEqual([undefined, undefined]);
    expect(told).toEqual([
      expect.stringContaining('zoe does not answer for 1.1 any more'),
      expect.stringContaining('zoe does not answer for 1.2 any more'),
    ]);
  });

  it('that was noted without its owner is filled as before', () => {
    expect(officersOf({ '1.2': ['Parks'] }, [{ ref: '1.2' }]).officers).toEqual(['zoe']);
  });
});
