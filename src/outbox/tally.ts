/** What one pass of planning and delivery did, by the state in which messages were left. */
export interface Tally {
  planned: number;
  sent: number;
  retrying: number;
  unknown: number;
  unreachable: number;
  superseded: number;
  skipped: number;
  failed: number;
}

export function emptyTally(): Tally {
  return {
    planned: 0,
    sent: 0,
    retrying: 0,
    unknown: 0,
    unreachable: 0,
    superseded: 0,
    skipped: 0,
    failed: 0,
  };
}

/** Adds the second to the first, in place. */
export function addTally(into: Tally, more: Partial<Tally>): void {
  for (const [name, count] of Object.entries(more)) into[name as keyof Tally] += count;
}
