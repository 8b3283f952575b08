import type { Action, Register } from '../../src/programme/register.ts';
import type { InputFile } from '../../src/intake/table.ts';
import type { Store } from '../../src/storage/store.ts';

/** A table as CSV, every cell quoted. */
export function csvFile(
  rows: readonly (readonly string[])[],
  delimiter = ',',
  name = 'register.csv',
): InputFile {
  const text = rows
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter))
    .join('\r\n');
  return { name, bytes: new TextEncoder().encode(`${text}\r\n`) };
}

/** A register's file with these headings, from rows that give only what matters. */
export function registerFile(
  rows: readonly Record<string, string>[],
  headings: readonly string[] = [
    'Ref',
    'Priority',
    'Aim',
    'Action',
    'Owner',
    'Status (Nov 2024)',
    'Update (Nov 2024)',
    'Due',
  ],
): InputFile {
  const used = headings.filter((heading) => rows.some((row) => row[heading] !== undefined));
  const needed = [...new Set([...used, 'Priority', 'Action', 'Owner'])];
  return csvFile([needed, ...rows.map((row) => needed.map((heading) => row[heading] ?? ''))]);
}

/** A row that is in order, for a test to change. */
export function row(given: Record<string, string> = {}): Record<string, string> {
  return { Priority: 'Warm homes', Action: 'Insulate the terraces', Owner: 'Housing Team', ...given };
}

export function ownersFile(rows: readonly Record<string, string>[]): InputFile {
  const headings = [
    'Owner',
    'Organisation',
    'Lead contact',
    'Lead email',
    'Deputy contact',
    'Deputy email',
    'Reached by',
    'Aliases',
  ];
  return csvFile(
    [headings, ...rows.map((given) => headings.map((heading) => given[heading] ?? ''))],
    ',',
    'owners.csv',
  );
}

export function action(given: Partial<Action> = {}): Action {
  return {
    ref: 'P1-01',
    refAssigned: true,
    order: 0,
    title: 'Insulate the terraces',
    priority: { number: 1, title: 'Warm homes' },
    owners: [],
    ...given,
  };
}

/** The register in force of a programme. */
export async function registerOf(
  store: Pick<Store, 'programmes' | 'registers'>,
  programmeId: string,
): Promise<Register> {
  const programme = (await store.programmes.find(programmeId))!.value;
  return store.registers.read(programme.tenantId, programmeId, programme.registerVersion!);
}
