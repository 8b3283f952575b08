import { describe, expect, it } from '@jest/globals';
import { nameKey } from '../../src/programme/fold-text.ts';
import { splitOwners } from '../../src/programme/split-owners.ts';

const listed = [
  'Housing Team',
  'Parks Team',
  "Saint Bede's and All Souls Trust",
  'Roads, Rails and Rivers',
  'Adults/Carers Board',
];
const known = new Set(listed.map(nameKey));

describe('several owners in a cell', () => {
  it.each([
    ['Housing Team; Parks Team', ['Housing Team', 'Parks Team']],
    ['Housing Team / Parks Team', ['Housing Team', 'Parks Team']],
    ['Housing Team/Parks Team', ['Housing Team', 'Parks Team']],
    ['Housing Team\nParks Team', ['Housing Team', 'Parks Team']],
    ['Housing Team, Parks Team', ['Housing Team', 'Parks Team']],
    ['Housing Team and Parks Team', ['Housing Team', 'Parks Team']],
    ['Housing Team with Parks Team', ['Housing Team', 'Parks Team']],
    ['Housing Team, Parks Team, and Tree Wardens', ['Housing Team', 'Parks Team', 'Tree Wardens']],
    ['Tree Wardens and Bee Keepers', ['Tree Wardens', 'Bee Keepers']],
    ['Housing Team; housing team', ['Housing Team']],
    ['; Housing Team;', ['Housing Team']],
  ])('%j', (cell, names) => {
    expect(splitOwners(cell, known, true).names).toEqual(names);
  });

  it.each([
    ["Saint Bede's and All Souls Trust", ["Saint Bede's and All Souls Trust"]],
    ['saint bede’s and all souls trust', ['saint bede’s and all souls trust']],
    ["Parks Team, Saint Bede's and All Souls Trust", ['Parks Team', "Saint Bede's and All Souls Trust"]],
    ['Roads, Rails and Rivers and Housing Team', ['Roads, Rails and Rivers', 'Housing Team']],
    ['Adults/Carers Board / Parks Team', ['Adults/Carers Board', 'Parks Team']],
  ])('never cuts through a name that is known whole: %j', (cell, names) => {
    expect(splitOwners(cell, known, true)).toEqual({ names, unsure: false });
  });

  it.each(['24/7 Crisis Line', 'Area Team (adults, children and carers)', 'Sandown Trust'])(
    'leaves %j whole',
    (cell) => {
      expect(splitOwners(cell, known, true).names).toEqual([cell]);
    },
  );

  it('without a list of owners keeps joining words inside a name, and says so', () => {
    expect(splitOwners('Water and Sewers', new Set(), false)).toEqual({
      names: ['Water and Sewers'],
      unsure: true,
    });
    expect(splitOwners('Water; Sewers', new Set(), false)).toEqual({
      names: ['Water', 'Sewers'],
      unsure: false,
    });
  });

  it('without a list still separates a name that stands alone elsewhere, and says so', () => {
    const standing = new Set([nameKey('Housing Team')]);
    expect(splitOwners('Water and Housing Team', standing, false)).toEqual({
      names: ['Water', 'Housing Team'],
      unsure: true,
    });
  });
});
