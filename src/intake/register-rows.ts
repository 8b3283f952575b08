import { foldText } from '../programme/fold-text.ts';
import type { Findings } from '../programme/problem.ts';
import type { Columns } from './columns.ts';
import type { RegisterField } from './register-headings.ts';
import { oneLine, textAt, type Table, type TableRow } from './table.ts';

/** One action's row, as text, with what was given once for several rows carried down to it. */
export interface RegisterRow {
  row: number;
  cells: TableRow['cells'];
  text: (field: RegisterField) => string;
  priority: string;
  priorityNumber: string;
  aim: string;
}

type Level = 'priority' | 'aim';

interface Carried {
  priority: string;
  priorityNumber: string;
  aim: string;
}

const inHeadingRows: RegisterField[] = ['ref', 'priorityNumber', 'priority', 'aim'];

/**
 * The rows that hold actions. A priority that is given once, in a heading row or in the first row of its group (as
 * merged cells are saved), is carried down; so is an aim, but only to rows whose priority is carried too: where the
 * priority is repeated in each row, an empty aim means none.
 *
 * @param levelNames what the programme calls a priority and an aim, for heading rows such as `Theme 2: Housing`
 */
export function registerRows(
  table: Table,
  found: Columns<RegisterField>['found'],
  levelNames: Record<Level, string>,
  findings: Findings,
): RegisterRow[] {
  const priorityIsAColumn = table.rows.some(({ cells }) => textAt(cells, found.priority?.index) !== '');
  const rows: RegisterRow[] = [];
  let carried: Carried = { priority: '', priorityNumber: '', aim: '' };

  for (const { row, cells } of table.rows) {
    const text = (field: RegisterField) => textAt(cells, found[field]?.index);
    const own = {
      priority: oneLine(text('priority')),
      priorityNumber: oneLine(text('priorityNumber')),
      aim: oneLine(text('aim')),
    };
    if (repeatsHeadings(cells, table)) continue;
    if (text('action') !== '') {
      carried = carryDown(carried, own);
      rows.push({ row, cells, text, ...carried });
      continue;
    }
    const level = headingLevel(cells, text);
    if (level === 'columns') {
      const number = own.priorityNumber || (own.priority === '' ? '' : oneLine(text('ref')));
      carried = carryDown(carried, {
        ...own,
        priorityNumber: /^\d+\.?$/.test(number) ? number : own.priorityNumber,
      });
    } else if (level === 'priority') {
      carried = { priority: onlyText(cells), priorityNumber: '', aim: '' };
    } else if (level === 'aim') {
      carried = { ...carried, aim: onlyText(cells) };
    } else if (filled(cells).length === 1) {
      findings.warnings.push({
        row,
        column: null,
        message: 'This row holds one text and no action, and is not read.',
      });
    } else {
      const message = 'This row has no action. Write one, or empty the row.';
      findings.errors.push({ row, column: found.action?.heading ?? null, message });
    }
  }
  return rows;

  function headingLevel(cells: TableRow['cells'], text: RegisterRow['text']): Level | 'columns' | undefined {
    const beyond = filled(cells).filter(
      (index) => !inHeadingRows.some((field) => found[field]?.index === index),
    );
    if (beyond.length === 0 && (text('priority') !== '' || text('aim') !== '')) return 'columns';
    const [first, ...others] = filled(cells);
    if (first === undefined || others.length > 0) return undefined;
    const start = foldText(onlyText(cells));
    const level = (['priority', 'aim'] as const).find((name) =>
      new RegExp(`^(?:${name}|${foldText(levelNames[name])}) \\w`).test(start),
    );
    return level ?? (first === 0 && !priorityIsAColumn ? 'priority' : undefined);
  }
}

function carryDown(carried: Carried, own: Carried): Carried {
  if (own.priority !== '') {
    const same = own.priority === carried.priority;
    return { ...own, priorityNumber: own.priorityNumber || (same ? carried.priorityNumber : '') };
  }
  return {
    priority: carried.priority,
    priorityNumber: own.priorityNumber || carried.priorityNumber,
    aim: own.aim || carried.aim,
  };
}

/** A page break in the source repeats the headings in the middle of the table. */
function repeatsHeadings(cells: TableRow['cells'], { headings }: Table): boolean {
  return filled(cells).every((index) => textAt(cells, index) === textAt(headings, index));
}

function filled(cells: TableRow['cells']): number[] {
  return cells.flatMap(({ text }, index) => (text === '' ? [] : [index]));
}

function onlyText(cells: TableRow['cells']): string {
  return oneLine(cells.map(({ text }) => text).join(''));
}
