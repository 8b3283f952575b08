import { describe, expect, it } from '@jest/globals';
import { recogniseColumns } from '../../src/intake/columns.ts';
import { registerHeadings } from '../../src/intake/register-headings.ts';

const levels = { priority: 'Strand', aim: 'Aim', action: 'Pledge' };

function fieldsOf(headings: string[]) {
  const columns = recogniseColumns(
    headings.map((text) => ({ text })),
    registerHeadings(levels),
  );
  const found = Object.entries(columns.found).map(([field, column]) => [column.heading, field]);
  return { ...columns, found: Object.fromEntries(found) as Record<string, string> };
}

describe('headings', () => {
  it.each([
    ['Ref', 'ref'],
    ['REF.', 'ref'],
    ['Priority no.', 'priorityNumber'],
    ['Priority', 'priority'],
    ['Outcome', 'priority'],
    ['Workstream', 'priority'],
    ['Aim', 'aim'],
    ['Action', 'action'],
    ['Commitment', 'action'],
    ['Owner', 'owner'],
    ['Lead', 'owner'],
    ['Lead agencies and partners', 'owner'],
    ['Lead agencies (first named answers)', 'owner'],
    ['Status', 'status'],
    ['status (Nov 2024)', 'status'],
    ['Status – November 2024', 'status'],
    ['Status as at 30/11/2024', 'status'],
    ['Update', 'update'],
    ['Progress', 'update'],
    ['Progress update (Nov 2024)', 'update'],
    ['Latest achievements', 'update'],
    ['Q3 2024 update', 'update'],
    ['Due', 'due'],
    ['By when?', 'due'],
    ['Timescale', 'due'],
    ['Target\ndate', 'due'],
    ['Lead officer', 'leadOfficer'],
    ['Lead officer e-mail', 'leadOfficerEmail'],
    ['Lead Officer Email', 'leadOfficerEmail'],
    ['Strand', 'priority'],
    ['Strand no.', 'priorityNumber'],
    ['Pledge', 'action'],
  ])('%j is the column of %s', (heading, field) => {
    expect(fieldsOf([heading]).found).toEqual({ [heading]: field });
  });

  it.each([
    ['Status (Nov 2024)', 'Nov 2024'],
    ['Status November 2024', 'November 2024'],
    ['Status as at 30/11/2024', '30/11/2024'],
    ['Status (2024-11)', '2024-11'],
    ['Status Q3 2024/25', 'Q3 2024/25'],
    ["Status (Nov '24)", "Nov '24"],
    ['Status', undefined],
  ])('%j carries the date %j', (heading, asOf) => {
    expect(recogniseColumns([{ text: heading }], registerHeadings(levels)).found.status?.asOf).toBe(asOf);
  });

  it('of nothing known are named', () => {
    expect(fieldsOf(['Action', 'Budget', '', 'Notes']).unread).toEqual(['Budget', 'Notes']);
  });

  it.each([
    [['Status (Nov 2023)', 'Status (Nov 2024)', 'Status (May 2024)'], 'Status (Nov 2024)'],
    [['Status (Nov 2024)', 'Status'], 'Status'],
    [['Status (Q1 2024)', 'Status (Q2 2024)'], 'Status (Q2 2024)'],
    [['Status (12/2023)', 'Status (03/2024)'], 'Status (03/2024)'],
    [['Status (30/11/2024)', 'Status (01/12/2024)'], 'Status (01/12/2024)'],
  ])('of several dates: of %j, %s is read', (headings, read) => {
    const { found, unread } = fieldsOf(headings);
    expect(found).toEqual({ [read]: 'status' });
    expect([...unread].sort()).toEqual(headings.filter((heading) => heading !== read).sort());
  });

  it('prefer the better wording, and pass the other over', () => {
    expect(fieldsOf(['Lead', 'Outcome', 'Priority', 'Owner'])).toMatchObject({
      found: { Priority: 'priority', Owner: 'owner' },
      unread: ['Lead', 'Outcome'],
    });
  });

  it('that say the same thing twice are contested', () => {
    expect(fieldsOf(['Action', 'action']).contested).toEqual([
      { field: 'action', headings: ['Action', 'action'] },
    ]);
  });
});
