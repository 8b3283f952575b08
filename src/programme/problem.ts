/** What is wrong, or doubtful, in a file that was read; in words that say what to do. */
export interface Problem {
  /** As the spreadsheet numbers it, from 1; null where it concerns the whole file. */
  row: number | null;
  /** The column's heading as printed. */
  column: string | null;
  message: string;
}

/** What reading found: any error means that nothing is taken in; warnings only ask a person to look. */
export interface Findings {
  warnings: Problem[];
  errors: Problem[];
}

export function noFindings(): Findings {
  return { warnings: [], errors: [] };
}

/** A problem of a whole file. */
export function wholeFile(message: string): Problem {
  return { row: null, column: null, message };
}
