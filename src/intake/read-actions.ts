import { nameKey } from '../programme/fold-text.ts';
import type { ReadAction } from '../programme/match-actions.ts';
import { dateFromPrint } from '../programme/printed-date.ts';
import { wholeFile, type Findings } from '../programme/problem.ts';
import type { DueDate, ImportedAnswer, Priority } from '../programme/register.ts';
import { namesOneOwner, splitOwners } from '../programme/split-owners.ts';
import type { StatusScheme } from '../programme/status-scheme.ts';
import { statusFromWords } from '../programme/status-words.ts';
import { numberPriorities } from './number-priorities.ts';
import type { OwnerList } from './owner-list.ts';
import { readContact } from './read-owners.ts';
import type { ReadRegister } from './read-register.ts';
import type { RegisterField } from './register-headings.ts';
import type { RegisterRow } from './register-rows.ts';
import { oneLine } from './table.ts';

export interface ReadingContext {
  scheme: StatusScheme;
  /** What the programme calls a priority. */
  priorityName: string;
  earlierPriorities: readonly Priority[];
  owners: OwnerList;
}

/** Characters: what the store and the cards take (design §4). */
const narrativeLimit = 4000;
const textLimit = 2000;
const refLimit = 40;

const noOwner = new Set([
  'n/a',
  'na',
  'tbc',
  'tba',
  'tbd',
  'none',
  'nil',
  '-',
  '?',
  'to be confirmed',
  'vacant',
]);
const excelFault = /^#(?:REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|CALC!)$/;

/** Reads each row as an action. A row that something is wrong with is reported, and read as far as it goes. */
export function readActions(
  { rows, columns }: ReadRegister,
  context: ReadingContext,
  findings: Findings,
): ReadAction[] {
  const priorities = numberPriorities(
    rows,
    context.earlierPriorities,
    context.priorityName,
    { title: heading('priority'), number: heading('priorityNumber') },
    findings,
  );
  const known = new Set(context.owners.known);
  if (!context.owners.listed) {
    for (const row of rows) if (namesOneOwner(row.text('owner'))) known.add(nameKey(row.text('owner')));
  }
  reportLostZeros();
  if (context.scheme.statuses.length === 0 && columns.status) {
    findings.warnings.push(
      wholeFile(`The programme has no statuses, so the column "${columns.status.heading}" is not read.`),
    );
  }

  return rows.flatMap((row, order) => {
    checkCells(row);
    const priority = priorities.get(row);
    if (!priority) return [];
    const ref = oneLine(row.text('ref'));
    const due = dueOf(row);
    const imported = importedOf(row);
    const leadOfficer = leadOfficerOf(row);
    return [
      {
        row: row.row,
        ...(ref === '' ? {} : { ref }),
        order,
        title: oneLine(row.text('action')),
        priority,
        ...(row.aim === '' ? {} : { aim: row.aim }),
        owners: ownersOf(row, leadOfficer !== undefined),
        ...(leadOfficer === undefined ? {} : { leadOfficer }),
        ...(due ? { due } : {}),
        ...(imported ? { imported } : {}),
      },
    ];
  });

  function heading(field: RegisterField): string | null {
    return columns[field]?.heading ?? null;
  }

  function checkCells(row: RegisterRow): void {
    for (const field of Object.keys(columns) as RegisterField[]) {
      const text = row.text(field);
      const limit = field === 'update' ? narrativeLimit : field === 'ref' ? refLimit : textLimit;
      if (excelFault.test(text)) {
        findings.errors.push({
          row: row.row,
          column: heading(field),
          message: `The cell holds Excel's error ${text}. Put its text in.`,
        });
      } else if (text.length > limit) {
        findings.errors.push({
          row: row.row,
          column: heading(field),
          message: `The text has ${inThousands(text.length)} characters, and the limit is ${inThousands(limit)}. Shorten it.`,
        });
      }
    }
  }

  /** As a number, 1.10 is 1.1: which of the two was meant cannot be told. */
  function reportLostZeros(): void {
    const index = columns.ref?.index;
    const doubtful = rows.filter(
      ({ cells }) => index !== undefined && cells[index]?.number && /\.\d$/.test(cells[index].text),
    );
    const [first] = doubtful;
    if (!first) return;
    findings.warnings.push({
      row: first.row,
      column: heading('ref'),
      message: `Refs are kept as numbers in ${doubtful.length === 1 ? 'this row' : `${doubtful.length} rows from here`}, and a number loses the zero of 1.10. Format the column as text, and look that each ref is right.`,
    });
  }

  function ownersOf(row: RegisterRow, hasOfficer: boolean): string[] {
    const text = row.text('owner');
    if (text === '') {
      if (!hasOfficer)
        findings.warnings.push({
          row: row.row,
          column: heading('owner'),
          message: "This action has no owner: the programme's leads are asked.",
        });
      return [];
    }
    if (noOwner.has(nameKey(text)) && !known.has(nameKey(text))) {
      findings.warnings.push({
        row: row.row,
        column: heading('owner'),
        message: `"${oneLine(text)}" is read as no owner yet: the programme's leads are asked.`,
      });
      return [];
    }
    const { names, unsure } = splitOwners(text, known, context.owners.listed);
    if (unsure) {
      const reading = names.length === 1 ? 'one owner' : names.map((name) => `"${name}"`).join(' and ');
      findings.warnings.push({
        row: row.row,
        column: heading('owner'),
        message: `"${oneLine(text)}" is read as ${reading}. If that is wrong, separate owners by ";", or name them in an owners file.`,
      });
    }
    const ids = names.map((name) => {
      const { id, isNew } = context.owners.idOf(name);
      if (isNew && context.owners.listed) {
        findings.warnings.push({
          row: row.row,
          column: heading('owner'),
          message: `"${name}" is not in the owners file, so there is nobody to write to: the programme's leads are asked.`,
        });
      }
      return id;
    });
    return [...new Set(ids)];
  }

  function leadOfficerOf(row: RegisterRow): string | undefined {
    const contact = readContact(
      {
        row: row.row,
        name: oneLine(row.text('leadOfficer')),
        email: oneLine(row.text('leadOfficerEmail')),
        reachedBy: 'teams',
        nameColumn: heading('leadOfficer'),
        emailColumn: heading('leadOfficerEmail'),
      },
      findings,
    );
    return contact && context.owners.contactId(contact);
  }

  function dueOf({ text, cells }: RegisterRow): DueDate | undefined {
    const printed = oneLine(text('due'));
    if (printed === '') return undefined;
    const date = cells[columns.due?.index ?? -1]?.date ?? dateFromPrint(printed);
    return date ? { printed, date } : { printed };
  }

  function importedOf(row: RegisterRow): ImportedAnswer | undefined {
    const status = statusOf(row);
    const narrative = row.text('update');
    if (status === undefined && narrative === '') return undefined;
    const asOf = columns.status?.asOf ?? columns.update?.asOf;
    return {
      ...(status === undefined ? {} : { status }),
      ...(narrative === '' ? {} : { narrative }),
      ...(asOf === undefined ? {} : { asOf }),
    };
  }

  function statusOf(row: RegisterRow): string | undefined {
    const words = oneLine(row.text('status'));
    if (words === '' || context.scheme.statuses.length === 0) return undefined;
    const status = statusFromWords(context.scheme, words);
    if (status === undefined && !excelFault.test(words)) {
      const labels = context.scheme.statuses.map(({ label }) => label).join(', ');
      findings.errors.push({
        row: row.row,
        column: heading('status'),
        message: `"${words}" is none of the programme's statuses: ${labels}. Write one of them, or leave the cell empty.`,
      });
    }
    return status;
  }
}

function inThousands(count: number): string {
  return count.toLocaleString('en-GB');
}
