/** Where a row is: enough for an operator to find it, and nothing of what it says. */
export interface RowLocation {
  table: string;
  partition: string;
  row: string;
}

/** A stored row that does not parse. It names the row and what is wrong, never a stored value. */
export class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
  readonly location: RowLocation;

  constructor(location: RowLocation, problem: string) {
    super(
      `Row "${location.row}" of partition "${location.partition}" in table ${location.table}: ${problem}`,
    );
    this.location = location;
  }
}

/** Every row of a list that does not parse. The list as a whole is refused: figures made from the rest were wrong. */
export class UnreadableRows extends Error {
  override readonly name = 'UnreadableRows';
  readonly rows: readonly UnreadableRow[];

  constructor(rows: readonly UnreadableRow[]) {
    super(
      `${rows.length} stored ${rows.length === 1 ? 'row' : 'rows'} cannot be read. ${rows.map((row) => row.message).join(' ')}`,
    );
    this.rows = rows;
  }
}

/** Is told of a row that was left out of a list, where one bad row must not stop everybody else. */
export type ReportUnreadable = (row: UnreadableRow) => void;
