import { nameKey } from './fold-text.ts';

export interface SplitOwners {
  names: string[];
  /** A joining word was left standing or cut through on too little knowledge: a person should look. */
  unsure: boolean;
}

/** A part of the cell between two separators. */
interface Piece {
  start: number;
  end: number;
  /** Whether the separator before it always separates. */
  hard: boolean;
}

const always = String.raw`\s*(?:;|\n|\||(?<!\d)\/|\/(?!\d))\s*`;
const maybe = String.raw`\s*,\s+(?:and\s+)?|\s+(?:and|with)\s+`;
const separators = new RegExp(`(${always})|${maybe}`, 'gi');

/**
 * The owners named in one cell, in printed order (requirement R13).
 *
 * `;`, `/` and line breaks always separate. `, `, ` and ` and ` with ` are also found inside names, so they separate
 * only outside brackets and never inside a name that is `known` (keys by nameKey: the owners file's names and
 * aliases). What is left between known names is separated too when `freely` is set: somebody has listed the owners,
 * so an unlisted name is more likely two than one. Without such a list it stays whole, and the answer is `unsure`.
 */
export function splitOwners(cell: string, known: ReadonlySet<string>, freely: boolean): SplitOwners {
  const pieces = piecesOf(cell);
  const names: string[] = [];
  let unsure = false;
  let unknownFrom: Piece | undefined;
  let unknownTo: Piece | undefined;

  function endUnknown(): void {
    if (unknownFrom && unknownTo) {
      unsure ||= unknownFrom !== unknownTo;
      names.push(nameBetween(cell, unknownFrom, unknownTo));
    }
    unknownFrom = unknownTo = undefined;
  }

  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (!piece) break;
    const last = longestKnown(cell, pieces, index, known);
    if (last !== undefined) {
      unsure ||= !freely && unknownFrom !== undefined && !piece.hard;
      endUnknown();
      names.push(nameBetween(cell, piece, pieces[last] ?? piece));
      index = last;
      continue;
    }
    if (freely || piece.hard) endUnknown();
    unknownFrom ??= piece;
    unknownTo = piece;
  }
  endUnknown();
  return { names: distinct(names.filter((name) => name !== '')), unsure };
}

/** Whether a cell names one owner beyond doubt: nothing in it could be a separator. */
export function namesOneOwner(cell: string): boolean {
  return piecesOf(cell).length === 1;
}

function piecesOf(cell: string): Piece[] {
  const outsideBrackets = cell.replace(/\([^)]*\)/g, (bracketed) => '_'.repeat(bracketed.length));
  const pieces: Piece[] = [];
  let start = 0;
  let hard = true;
  for (const match of outsideBrackets.matchAll(separators)) {
    pieces.push({ start, end: match.index, hard });
    start = match.index + match[0].length;
    hard = match[1] !== undefined;
  }
  return [...pieces, { start, end: cell.length, hard }];
}

/** The index of the last piece of the longest known name that starts at this piece. */
function longestKnown(
  cell: string,
  pieces: Piece[],
  from: number,
  known: ReadonlySet<string>,
): number | undefined {
  const first = pieces[from];
  if (!first) return undefined;
  for (let last = pieces.length - 1; last >= from; last -= 1) {
    const piece = pieces[last];
    if (piece && known.has(nameKey(nameBetween(cell, first, piece)))) return last;
  }
  return undefined;
}

function nameBetween(cell: string, first: Piece, last: Piece): string {
  return cell
    .slice(first.start, last.end)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:and|with)\s+/i, '');
}

function distinct(names: string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const key = nameKey(name);
    return seen.has(key) ? false : seen.add(key);
  });
}
