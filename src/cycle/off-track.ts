import { statusById, type StatusId, type StatusScheme } from '../programme/status-scheme.ts';
import type { Baseline } from './baseline.ts';

/** Whether a status is one that the board looks at: slipped, or delayed. */
export function isOffTrack(scheme: StatusScheme, status: StatusId | undefined): boolean {
  return (statusById(scheme, status)?.severity ?? 0) > 0;
}

/** Since when what is last known has been off track, for people: `March 2026`. Undefined if it is not, or unknown. */
export function offTrackSince(
  scheme: StatusScheme,
  { status, offTrackSince: since, asOf }: Baseline,
): string | undefined {
  return isOffTrack(scheme, status) ? (since ?? asOf) : undefined;
}
