import { foldText } from '../programme/fold-text.ts';
import { readHeading, type Heading } from './heading.ts';
import type { Cell } from './table.ts';

/** The wordings of a field's heading, folded, the best first; one that ends in `*` may go on. */
export type FieldHeadings<F extends string> = Record<F, readonly string[]>;

/** Where a field stands in the file. */
export interface Column {
  index: number;
  /** The heading, as printed. */
  heading: string;
  asOf?: string;
}

export interface Columns<F extends string> {
  found: Partial<Record<F, Column>>;
  /** Headings that stand for nothing, or for something that a better column holds. */
  unread: string[];
  /** Two columns that claim one field with equal right. */
  contested: { field: F; headings: [string, string] }[];
}

/** Headings of this very file, by nameless fold of their text: the field each stands for, or 'ignore'. */
export type HeadingMap<F extends string> = ReadonlyMap<string, F | 'ignore'>;

interface Claim<F extends string> {
  field: F;
  index: number;
  heading: Heading;
  /** How good a wording it is: 0 the best; −1 when the mapping file says so. */
  rank: number;
}

/** Recognises a row of headings, in any order and any case, also with a date in them. */
export function recogniseColumns<F extends string>(
  cells: readonly Cell[],
  fields: FieldHeadings<F>,
  map: HeadingMap<F> = new Map<string, F>(),
): Columns<F> {
  const claims: Claim<F>[] = [];
  const unread: number[] = [];
  for (const [index, { text }] of cells.entries()) {
    if (text === '') continue;
    const mapped = map.get(foldText(text));
    if (mapped === 'ignore') continue;
    const heading = readHeading(text);
    const claim = mapped === undefined ? claimOf(heading, fields) : { field: mapped, rank: -1 };
    if (claim) claims.push({ ...claim, index, heading });
    else unread.push(index);
  }

  const columns: Columns<F> = { found: {}, unread: [], contested: [] };
  for (const field of new Set(claims.map((claim) => claim.field))) {
    const [best, second, ...others] = claims.filter((claim) => claim.field === field).sort(byRight);
    if (!best) continue;
    columns.found[field] = columnOf(best);
    if (second && byRight(best, second) === 0) {
      columns.contested.push({ field, headings: [best.heading.printed, second.heading.printed] });
    } else if (second) {
      unread.push(...[second, ...others].map((claim) => claim.index));
    }
  }
  columns.unread = unread.sort((one, other) => one - other).map((index) => cells[index]?.text ?? '');
  return columns;
}

/** How many fields a row of cells names: the row of headings is the one that names most. */
export function countHeadings<F extends string>(
  cells: readonly Cell[],
  fields: FieldHeadings<F>,
  map?: HeadingMap<F>,
): number {
  return Object.keys(recogniseColumns(cells, fields, map).found).length;
}

function claimOf<F extends string>(
  heading: Heading,
  fields: FieldHeadings<F>,
): { field: F; rank: number } | undefined {
  for (const wording of heading.wordings) {
    for (const field of Object.keys(fields) as F[]) {
      const rank = fields[field].findIndex((known) =>
        known.endsWith('*') ? wording.startsWith(known.slice(0, -1)) : wording === known,
      );
      if (rank >= 0) return { field, rank };
    }
  }
  return undefined;
}

/** What the mapping file says, then the newest date, then the better wording. */
function byRight<F extends string>(one: Claim<F>, other: Claim<F>): number {
  if (one.rank < 0 || other.rank < 0) return Math.sign(one.rank - other.rank);
  if (one.heading.age !== other.heading.age) return other.heading.age > one.heading.age ? 1 : -1;
  return one.rank - other.rank;
}

function columnOf<F extends string>({ index, heading }: Claim<F>): Column {
  return { index, heading: heading.printed, ...(heading.asOf === undefined ? {} : { asOf: heading.asOf }) };
}
