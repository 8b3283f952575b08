/** Where a command writes: the process's streams, or a test's. */
export interface Streams {
  out(text: string): void;
  err(text: string): void;
}

/** What a command came to: a document for programs, and lines for people. */
export interface Report {
  document: unknown;
  lines: string[];
}

/** Input that cannot be accepted. The document, with its `errors`, is printed all the same; exit code 1. */
export class Refused extends Error {
  readonly document: object;
  readonly problems: string[];

  constructor(problems: string[], document: object = {}) {
    super(problems.join('\n'));
    this.name = 'Refused';
    this.problems = problems;
    this.document = {
      ...document,
      ...('errors' in document ? {} : { errors: problems.map((message) => ({ message })) }),
    };
  }
}

/** Prints a command's report: one JSON document and nothing else, or lines for people. */
export function printReport(streams: Streams, json: boolean, report: Report): void {
  streams.out(json ? JSON.stringify(report.document, undefined, 2) : report.lines.join('\n'));
}

/** Columns of text, each as wide as its widest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (wide, row) => row.map((cell, column) => Math.max(cell.length, wide[column] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
