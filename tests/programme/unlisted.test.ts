import { expect, it } from '@jest/globals';
import type { Amendment } from '../../src/programme/amendment.ts';
import type { Contact, Register } from '../../src/programme/register.ts';
import { unlisted } from '../../src/programme/unlisted.ts';
import { instant } from '../builders/dates.ts';
import { action } from '../builders/register.ts';

const lee = contact('lee');
const joy = contact('joy');
const before: Register = {
  version: 'v1',
  owners: [],
  contacts: [lee, joy],
  actions: [action({ ref: '1.1', owners: [] }), action({ ref: '1.2', owners: [] })],
};

function contact(id: string): Contact {
  return { id, name: id, email: `${id}@council.example`, reachedBy: 'teams' };
}

function officer(ref: string, who: Contact, by: string): Amendment {
  const at = instant('2026-10-20T10:00:00Z');
  return { kind: 'officer', ref, contact: who, by: { contactId: by, name: by }, at };
}

it('of who is in the file no more, only the decisions are named that hold still', () => {
  const amendments = [officer('1.1', lee, 'Priya'), officer('1.1', joy, 'Tom'), officer('1.2', lee, 'Ama')];
  expect(unlisted(before, { ...before, contacts: [joy] }, amendments, 'Europe/London')).toEqual([
    expect.stringMatching(/^lee is not in the file any more, and is asked still, as Ama decided/),
  ]);
});
