/** What a ratio must reach. */
export type Reach = { atMost: number } | { atLeast: number };

/** One line of the benchmark's document: ours beside the baseline that was measured in the same run. */
export interface Measurement {
  /** What was varied: `1,000 people`, `20 at once, p99`. */
  case: string;
  unit: string;
  measured: number;
  baseline: number;
  /** Absent: the line is printed for what it says, and nothing is asked of it. */
  reach?: Reach;
  /** Counts beside the figure: round trips, rows read, 429s. */
  beside?: Record<string, number | string>;
}

export interface Figure {
  /** For `--only`. */
  name: string;
  /** What is measured, and what beside it, in a sentence each. */
  measures: string;
  against: string;
  measure(): Promise<Measurement[]>;
}

export interface Judged extends Measurement {
  ratio: number;
  /** Absent where nothing is asked. */
  met?: boolean;
}

export function judged(measurement: Measurement): Judged {
  const { measured, baseline, reach } = measurement;
  const ratio = measured / baseline;
  if (!reach) return { ...measurement, ratio };
  const met = 'atMost' in reach ? ratio <= reach.atMost : ratio >= reach.atLeast;
  return { ...measurement, ratio, met };
}
