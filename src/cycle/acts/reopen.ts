import { statusById, type StatusId, type StatusScheme } from '../../programme/status-scheme.ts';
import type { Baseline } from '../baseline.ts';

/** Whether an answer opens an action again that was completed or closed: its status is another, and no end. */
export function reopens(
  scheme: StatusScheme,
  { baseline }: { baseline: Pick<Baseline, 'status'> },
  { status }: { status?: StatusId },
): boolean {
  const before = statusById(scheme, baseline.status);
  const now = statusById(scheme, status);
  return before?.finished === true && now?.finished === false;
}
