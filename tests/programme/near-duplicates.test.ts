import { describe, expect, it } from '@jest/globals';
import { nearDuplicates } from '../../src/programme/near-duplicates.ts';

describe('names of owners that look alike', () => {
  it.each([
    [
      'a word missing from a long name',
      'Older Adults Community Care Transformation Group',
      'Older Adults Community Care Group',
    ],
    ['& for and', 'Parks & Leisure Team', 'Parks and Leisure Team'],
    ['another order', 'Team for Housing Options', 'Housing Options Team'],
    ['another spacing', 'Wellbeing Partnership', 'Well being Partnership'],
    ['a hyphen', 'Neo-natal Network', 'Neonatal Network'],
    ['a slip of the pen', 'Commissioning Hub', 'Comissioning Hub'],
    ['two letters swapped', 'Highways Team', 'Higwhays Team'],
    ['an apostrophe', "St Anne's Trust", 'St Annes Trust'],
    ['a note in brackets', 'Local Area Team (formerly Joint Unit)', 'Local Area Team'],
    ['only a slip', 'Comissioning', 'Commissioning'],
  ])('are a pair with %s', (_what, one, other) => {
    expect(nearDuplicates([one, 'Somebody Else', other])).toEqual([[one, other]]);
  });

  it.each([
    ['a number', 'Ward Panel 1', 'Ward Panel 2'],
    ['a number more', 'Neighbourhood Delivery Group Board', 'Neighbourhood Delivery Group Board 2'],
    ['a number inside a word', 'Locality Group 1a Board', 'Locality Group 1b Board'],
    ['a letter', 'Team A', 'Team B'],
    ['a Roman number', 'Phase I Delivery Board', 'Phase II Delivery Board'],
    ['a number in words', 'Locality One Delivery Board', 'Locality Two Delivery Board'],
    ['digits in another order', 'Ward 12', 'Ward 21'],
    ['a point of the compass', 'North East Locality Board', 'North West Locality Board'],
    ['what stands in brackets', 'Housing Board (coast)', 'Housing Board (inland)'],
    ['a short word', 'Partnership: Age Well', 'Partnership: Live Well'],
    ['a word more in a short name', 'Health', 'Public Health'],
    ['two words', 'Children and Family Services', 'Children and Adult Services Commissioning'],
  ])('are no pair when they differ in %s', (_what, one, other) => {
    expect(nearDuplicates([one, other])).toEqual([]);
  });

  it('are found among thousands in a moment', () => {
    const names = Array.from({ length: 3000 }, (_, index) => `Ward Panel ${index}`);
    expect(nearDuplicates(names)).toEqual([]);
    expect(nearDuplicates([...names, 'Harbour Trust', 'Harbor Trust'])).toEqual([
      ['Harbour Trust', 'Harbor Trust'],
    ]);
  });
});
