import type { Temporal } from '../calendar/temporal.ts';
import type { Cycle } from '../cycle/cycle.ts';
import type { CycleEvent } from '../cycle/event.ts';
import type { Absence } from './absence.ts';
import type { Amendment } from './amendment.ts';
import type { ProgrammeSettings } from './settings.ts';

/** Who could read a channel, at a moment. */
export interface ChannelReaders {
  channelId: string;
  name: string;
  members: number;
  /** Of these, those from outside the organisation. */
  guests: number;
  /** When a lead chose the channel, and who. */
  at: Temporal.Instant;
  by?: { contactId: string; name: string };
}

/** Somebody in no register, whom the leads of a programme need not be shown. */
export interface Dismissed {
  /** The contact id that their address would have. */
  alias: string;
  by: { contactId: string; name: string };
  at: Temporal.Instant;
}

/** Somebody to whom a file gave another address, and with it another contact id. */
export interface NewContactId {
  was: string;
  now: string;
}

/** What the trail of a cycle has still to say. */
export interface OwedEvent {
  cycleId: string;
  event: CycleEvent;
}

/** One strategy and its action plan. Ids are unique in a store. */
export interface Programme {
  id: string;
  tenantId: string;
  settings: ProgrammeSettings;
  /** The register that was imported last; `amendments` are laid over it. */
  registerVersion?: string;
  /** Every cycle's head, in order of meeting date. The cycle's state lives here and nowhere else. */
  cycles: Cycle[];
  /** What people have changed for good about who answers, in the order in which they did. */
  amendments?: Amendment[];
  /** Who could read the board's channel when a lead chose it. */
  channelAudience?: ChannelReaders;
  /** Who wrote to the bot and is no contact of this programme, as a lead said. */
  dismissed?: Dismissed[];
  /** Who is away, and when. */
  absences?: Absence[];
  /** In the order in which files gave them: what names a former one means the same person. */
  newContactIds?: NewContactId[];
  /** What was done by changing this row, until the trails have it: so a fault between the two loses nothing of it. */
  owedEvents?: OwedEvent[];
}
