import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sensitivePieces } from '../../src/digest/sensitive-text.ts';

const known = { people: ['Ama Okoro', 'Sam'], bodies: ["Harbour Master's Office", 'Anchor Lettings'] };

function pieces(text: string): string[] {
  return sensitivePieces(text, known).map(({ kind, piece }) => `${kind}: ${piece}`);
}

describe('what should be looked at before others read it', () => {
  it.each<[string, string[]]>([
    ['Write to sam.lee@harbour.example, please.', ['e-mail: sam.lee@harbour.example']],
    ['Thanks to Mrs Quayle for the key.', ['name: Mrs Quayle']],
    ['Cllr. J. Marsh has agreed.', ['name: Cllr. J. Marsh']],
    ['The post went to Jean Marsh in June.', ['name: Jean Marsh']],
    ['Jean Marsh starts on Monday.', ['name: Jean Marsh']],
    ["We met Siân O'Neill and Mary-Ann Tull.", ["name: Siân O'Neill", 'name: Mary-Ann Tull']],
    ['ama okoro is on leave.', ['name: Ama Okoro']],
    ['Dr Jean Marsh and Jean Marsh are one.', ['name: Dr Jean Marsh']],
    ['It helped 3 families.', ['small-count: 3 families']],
    ['Five residents have complained.', ['small-count: Five residents']],
    ['Only two of the young people came.', ['small-count: two of the young']],
    ['1 person and 2 children were moved.', ['small-count: 1 person', 'small-count: 2 children']],
  ])('%s', (text, found) => {
    expect(pieces(text)).toEqual(found);
  });
});

describe('what is nobody in particular', () => {
  it.each([
    'The Health and Wellbeing Board met at Quay Street Library.',
    'Anchor Lettings has the contract, with Primary Care and the Young Carers Team.',
    'On Monday 2 November we open; by March 2027 all is done.',
    'It takes 3 months, or 5 per cent more, at 2 pm.',
    'Phase 2 costs £3 million, 4.5 km of cable and 7% on top.',
    'Priority 1, action 1.4 and page 3 say so.',
    'We held 4 workshops on 6 sites.',
    '12 families and 41,000 visitors came, in 2026.',
    'One day this will be done, one way or another.',
    'All is well.',
    '',
  ])('%s', (text) => {
    expect(pieces(text)).toEqual([]);
  });
});

describe('any text', () => {
  it('is read in little time, and each piece is found once', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000, unit: 'binary' }), (text) => {
        const found = pieces(text);
        expect(new Set(found).size).toBe(found.length);
      }),
      { numRuns: 100 },
    );
    const start = performance.now();
    for (const part of ['Ab ', "a'", '1 ', 'a.', 'Aa-', 'a@']) pieces(part.repeat(2000));
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
