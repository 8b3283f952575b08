import type { Temporal } from '../calendar/temporal.ts';
import type { Author } from './author.ts';

/** What happened, for the trail. Only ever added. `detail` holds no narrative. */
export interface CycleEvent {
  id: string;
  at: Temporal.Instant;
  kind: EventKind;
  ref?: string;
  by?: Author;
  /** For whom it was done, or whom it is about. */
  contactId?: string;
  /** The message whose button did it. */
  card?: string;
  detail?: string;
}

export const eventKinds = [
  'cycle-added',
  'channel-chosen',
  'opened',
  'submitted',
  'drafted',
  'closed',
  'published',
  'publication-scheduled',
  'publication-taken-back',
  'cancelled',
  'retired',
  'withdrawn',
  'not-mine',
  'kept-theirs',
  'passed-on',
  'handed-back',
  'reassigned',
  'replaced',
  'away',
  'nudged',
  'extended',
  'excused',
  'asked-again',
  'recorded',
  'accepted',
  'returned',
  'suggested',
  'agreed',
  'kept',
  'edited',
  'moved',
  'paused',
  'resumed',
  'added',
  'late-counted',
  'late-noted',
  'late-kept',
  'corrected',
  'board-asked',
  'joined',
  'dismissed',
  'shown-again',
] as const;
export type EventKind = (typeof eventKinds)[number];
