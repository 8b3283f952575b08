import { localDate } from '../calendar/local-time.ts';
import type { Temporal } from '../calendar/temporal.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import { recipientId } from '../cycle/message.ts';
import type { Programme } from '../programme/programme.ts';
import { contactIdOf } from '../workflow/people/contact-id.ts';
import type { Person } from '../workflow/people/person.ts';
import type { Stored } from '../workflow/ports.ts';
import type { Delivery, NewestCard, SentActivity } from './ledger.ts';
import type { AlsoSettled, Draw, Shard } from './ports.ts';

/** What a shard's messages are delivered with, read when the shard was taken. */
export interface Around {
  people: ReadonlyMap<string, Person>;
  cards: readonly NewestCard[];
  programmeOf: (id: string) => Promise<Stored<Programme> | undefined>;
  draw: Draw;
}

/** One try at one row. */
export interface Attempt {
  shard: Shard;
  /** As it was before the claim. */
  row: Stored<Delivery>;
  around: Around;
  programme: Stored<Programme>;
  calendar: WorkingCalendar;
  /** The programme's local day, which the claim took. */
  today: Temporal.PlainDate;
  /** When it began, by the process's own time: at the claim, or a little before. */
  began: number;
}

/** What nothing came of leaves the day free, unless an earlier try of the same day may have arrived. */
export function dayOf({ row, calendar, today }: Attempt): AlsoSettled {
  const mayHaveCome = row.value.attempts.some(
    ({ at, outcome }) => outcome === 'unknown' && localDate(at, calendar.timeZone).equals(today),
  );
  return mayHaveCome ? {} : { freesDay: today };
}

/** The card of a message that shows its reader their list. */
export function newestCardOf(value: Delivery, activity: SentActivity): NewestCard {
  const { programmeId, cycleId } = value;
  return { ...activity, contactId: recipientId(value), programmeId, cycleId };
}

/** A message as it goes to the address at which its contact was met. */
export function addressedTo(value: Delivery, email: string | undefined): Delivery {
  if (email === undefined || value.recipient.kind === 'board') return value;
  return { ...value, recipient: { ...value.recipient, email, by: 'teams' } };
}

/** The recipient as the bot has met them at the address that they are written to, if they lie in this shard. */
export function personAt({ people }: Around, { tenantId, recipient }: Delivery): Person | undefined {
  return recipient.kind === 'board' ? undefined : people.get(contactIdOf(tenantId, recipient.email));
}
