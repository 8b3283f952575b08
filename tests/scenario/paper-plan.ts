import { parse } from 'csv-parse/sync';

/** A register and its owners as a clerk would read them off the two files, with none of the product's code. */
export interface PaperPlan {
  actions: PaperAction[];
  owners: Map<string, PaperOwner>;
}

export interface PaperAction {
  ref: string;
  title: string;
  priority: { number: number; title: string };
  /** As printed, the first of whom answers. */
  owners: string[];
  /** A status id. */
  status: string;
}

export interface PaperOwner {
  lead: { name: string; email: string };
  deputy?: { name: string; email: string };
  by: string;
}

const statusIds: Readonly<Record<string, string>> = {
  Completed: 'completed',
  'On track': 'on_track',
  'Ongoing: on track': 'on_track',
  'Minor slippage': 'minor_slippage',
  'Ongoing: minor slippage': 'minor_slippage',
  'Significant delay': 'significant_delay',
  Closed: 'closed',
};

export function readPaperPlan(register: string, owners: string): PaperPlan {
  return {
    actions: rowsOf(register).map((row) => ({
      ref: cell(row, 'Ref'),
      title: cell(row, 'Action'),
      priority: { number: Number(cell(row, 'Priority no.')), title: cell(row, 'Priority') },
      owners: cell(row, 'Owner')
        .split(/ ?[;/] /)
        .filter((name) => name !== ''),
      status: statusIds[cell(row, 'Status')] ?? 'none',
    })),
    owners: new Map(
      rowsOf(owners).map((row) => {
        const deputy = { name: cell(row, 'Deputy contact'), email: cell(row, 'Deputy email') };
        return [
          cell(row, 'Owner'),
          {
            lead: { name: cell(row, 'Lead contact'), email: cell(row, 'Lead email') },
            ...(deputy.email === '' ? {} : { deputy }),
            by: cell(row, 'Reached by'),
          },
        ];
      }),
    ),
  };
}

/** What is still going on, and so is asked about. */
export function isAsked({ status }: PaperAction): boolean {
  return status !== 'completed' && status !== 'closed';
}

/** Who is written to about an action: its first owner; undefined where it has none, and the lead answers. */
export function ownerOf(plan: PaperPlan, { owners: [first] }: PaperAction): PaperOwner | undefined {
  return first === undefined ? undefined : plan.owners.get(first);
}

function rowsOf(csv: string): Record<string, string>[] {
  return parse(csv, { columns: true, bom: true });
}

/** By how the heading begins: it may carry a date. */
function cell(row: Record<string, string>, heading: string): string {
  const exact = row[heading];
  const [, found] = Object.entries(row).find(([name]) => name.startsWith(`${heading} (`)) ?? [];
  return exact ?? found ?? '';
}
