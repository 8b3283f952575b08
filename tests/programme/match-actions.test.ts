import { describe, expect, it } from '@jest/globals';
import { matchActions, type ReadAction } from '../../src/programme/match-actions.ts';
import type { Action } from '../../src/programme/register.ts';
import { action } from '../builders/register.ts';

const walk = action({
  ref: 'P1-A1-01',
  aim: 'Streets',
  title: 'Paint the crossings on the old market street',
});
const lime = action({ ref: 'P1-A1-02', aim: 'Streets', title: 'Plant forty lime trees along the canal' });
const seed = action({
  ref: '2.1',
  refAssigned: false,
  title: 'Open a seed library',
  priority: { number: 2, title: 'Food' },
});

function read(given: Partial<ReadAction> & { title: string }, rowNumber = 2): ReadAction {
  return { row: rowNumber, order: 0, priority: { number: 1, title: 'Warm homes' }, owners: [], ...given };
}

function match(actions: ReadAction[], earlier: Action[] = [walk, lime, seed], retired: Action[] = []) {
  const matched = matchActions(actions, { actions: earlier, retired }, { ref: 'Ref', action: 'Action' });
  return {
    refs: matched.actions.map(({ ref }) => ref),
    assigned: matched.actions.map((one) => one.refAssigned),
    ...matched.findings,
  };
}

describe('the ref of an action', () => {
  it('is assigned by priority, aim and number where none is printed', () => {
    const { refs } = match(
      [
        read({ title: 'One', aim: 'Streets' }),
        read({ title: 'Two', aim: 'Streets' }),
        read({ title: 'Three', aim: 'Shade' }),
        read({ title: 'Four' }),
        read({ title: 'Five', aim: 'Soup', priority: { number: 2, title: 'Food' } }),
      ],
      [],
    );
    expect(refs).toEqual(['P1-A1-01', 'P1-A1-02', 'P1-A2-01', 'P1-01', 'P2-A1-01']);
  });

  it('steps over refs that are printed in the same file', () => {
    const { refs, assigned } = match(
      [read({ title: 'One', aim: 'Streets', ref: 'P1-A1-01' }), read({ title: 'Two', aim: 'Streets' })],
      [],
    );
    expect(refs).toEqual(['P1-A1-01', 'P1-A1-02']);
    expect(assigned).toEqual([false, true]);
  });

  it('stays when the text is the same, wherever the row stands', () => {
    const { refs, warnings } = match(
      [read({ ...lime, row: 2 }), read({ title: 'New', aim: 'Streets' }), read({ ...walk, row: 4 })].map(
        (one) => withoutRef(one),
      ),
    );
    expect(refs).toEqual(['P1-A1-02', 'P1-A1-03', 'P1-A1-01']);
    expect(warnings).toEqual([]);
  });

  it('stays when the aim or the owners changed', () => {
    expect(match([read({ title: lime.title, aim: 'Shade', owners: ['x'] })]).refs).toEqual(['P1-A1-02']);
  });

  it('stays, with a question, when the action was only retitled', () => {
    const { refs, warnings, errors } = match([
      withoutRef(read({ ...walk })),
      read({ title: 'Plant fifty lime trees along the canal' }, 12),
    ]);
    expect(refs).toEqual(['P1-A1-01', 'P1-A1-02']);
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      { row: 12, column: 'Action', message: expect.stringContaining('P1-A1-02') as unknown },
    ]);
  });

  it('stays, with a question, when half of the title is new and all else is as it was', () => {
    const { refs, warnings } = match([
      withoutRef(read({ ...lime, title: 'Plant sixty trees by the canal' })),
    ]);
    expect(refs).toEqual(['P1-A1-02']);
    expect(warnings).toHaveLength(1);
  });

  it('stays, with a question, under quite another title when its narrative is the same', () => {
    const told = { ...lime, imported: { narrative: 'Nine are in the ground.' } };
    const retitled = withoutRef(read({ ...told, title: 'Make shade for walkers' }));
    expect(match([retitled], [walk, told])).toMatchObject({
      refs: ['P1-A1-02'],
      warnings: [{ column: 'Action' }],
    });
    const another = withoutRef(read({ ...lime, title: 'Make shade for walkers' }));
    expect(match([another], [walk, lime])).toMatchObject({ refs: ['P1-A1-03'], warnings: [] });
  });

  it('is a new one for other words, and for the same words nearly under another priority', () => {
    expect(match([read({ title: 'Count the bats at dusk' })]).refs).toEqual(['P1-01']);
    expect(
      match([
        read({ title: 'Plant fifty lime trees along the canal', priority: { number: 2, title: 'Food' } }),
      ]).refs,
    ).toEqual(['P2-01']);
  });

  it('goes to the likest of two retitled actions', () => {
    const { refs } = match([
      read({ title: 'Plant forty lime trees along the railway' }),
      read({ title: 'Plant forty young lime trees along the canal' }),
    ]);
    expect(refs).toEqual(['P1-01', 'P1-A1-02']);
  });

  it('that is printed decides, whatever the text', () => {
    expect(
      match([read({ ref: '2.1', title: 'Open a seed and tool library', priority: seed.priority })]).refs,
    ).toEqual(['2.1']);
  });

  it('that is printed on quite another text is asked about', () => {
    const { refs, warnings } = match([read({ ref: '2.1', title: 'Count the bats at dusk' }, 7)]);
    expect(refs).toEqual(['2.1']);
    expect(warnings).toEqual([
      { row: 7, column: 'Ref', message: expect.stringContaining('another action') as unknown },
    ]);
  });

  it('may not be printed twice, and both rows are named', () => {
    const { errors } = match([read({ ref: '3.1', title: 'One' }, 4), read({ ref: '3.1', title: 'Two' }, 9)]);
    expect(errors).toEqual([
      { row: 9, column: 'Ref', message: expect.stringContaining('Rows 4 and 9') as unknown },
    ]);
  });

  it('is never renumbered: a file that moved its numbers down is refused', () => {
    const one = action({ ref: '1', refAssigned: false, title: 'Mend the roof' });
    const two = action({ ref: '2', refAssigned: false, title: 'Sweep the flues' });
    const { errors } = match(
      [
        read({ ref: '1', title: 'Count the windows' }, 2),
        read({ ref: '2', title: 'Mend the roof' }, 3),
        read({ ref: '3', title: 'Sweep the flues' }, 4),
      ],
      [one, two],
    );
    expect(errors.map((error) => [error.row, error.message.slice(0, 21)])).toEqual([
      [3, 'This action was 1 unt'],
      [4, 'This action was 2 unt'],
    ]);
  });

  it('that was assigned is kept when one is printed later, with a warning', () => {
    const { refs, warnings, errors } = match([read({ ...walk, ref: '1.1' }, 5)]);
    expect(refs).toEqual(['P1-A1-01']);
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      { row: 5, column: 'Ref', message: expect.stringContaining('keeps that ref') as unknown },
    ]);
  });

  it('of a retired action comes back with its text, and is given to no other', () => {
    expect(match([withoutRef(read({ ...walk }))], [lime], [walk]).refs).toEqual(['P1-A1-01']);
    expect(match([read({ title: 'Count the bats at dusk', aim: 'Streets' })], [], [walk]).refs).toEqual([
      'P1-A1-02',
    ]);
    const reused = match([read({ ref: '2.1', title: 'Count the bats at dusk' }, 3)], [walk], [seed]);
    expect(reused.errors).toEqual([
      { row: 3, column: 'Ref', message: expect.stringContaining('was retired') as unknown },
    ]);
  });

  it('is found for each of two actions with one title by what else they say', () => {
    const first = action({ ref: 'P1-01', title: 'Report', imported: { narrative: 'first' } });
    const second = action({ ref: 'P1-02', title: 'Report', imported: { narrative: 'second' } });
    const { refs } = match(
      [withoutRef(read({ ...second })), withoutRef(read({ ...first }))],
      [first, second],
    );
    expect(refs).toEqual(['P1-02', 'P1-01']);
  });
});

function withoutRef(action: ReadAction): ReadAction {
  const { ref: _ref, ...rest } = action;
  return rest;
}
