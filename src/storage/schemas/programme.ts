import { z } from 'zod';
import type {
  Cycle,
  CycleDates,
  CycleMove,
  Handover,
  HeldUp,
  ScheduledPublication,
} from '../../cycle/cycle.ts';
import type { Author } from '../../cycle/author.ts';
import type { Absence } from '../../programme/absence.ts';
import type {
  ChannelReaders,
  Dismissed,
  NewContactId,
  OwedEvent,
  Programme,
} from '../../programme/programme.ts';
import type { Amendment } from '../../programme/amendment.ts';
import type { Place } from '../../programme/place.ts';
import { ProgrammeSettings } from '../../programme/settings.ts';
import { eventRow } from './cycle.ts';
import { contactRow } from './register.ts';
import { rowOf } from './row-of.ts';
import { Instant, PlainDate, PlainTime } from './temporal.ts';

const datesRow = rowOf<CycleDates>({
  meeting: PlainDate,
  opens: PlainDate,
  deadline: PlainDate,
  closes: PlainDate,
  clearance: PlainDate,
  final: PlainDate,
  publish: PlainDate,
  closeAt: PlainTime,
});

const author = rowOf<Author>({ contactId: z.string(), name: z.string() });

const handoverRow = rowOf<Handover>({
  ref: z.string(),
  contactId: z.string().exactOptional(),
  ownerId: z.string().exactOptional(),
  from: z.string().exactOptional(),
  fromName: z.string().exactOptional(),
  why: z.enum(['passed-on', 'handed-back', 'reassigned', 'replaced']),
  by: author,
  at: Instant,
});

const publicationRow = rowOf<ScheduledPublication>({
  by: author,
  at: Instant,
  foreword: z.string().exactOptional(),
  nameAwaited: z.literal(true).exactOptional(),
});

const cycleRow = rowOf<Cycle>({
  id: z.string(),
  state: z.enum(['scheduled', 'open', 'closed', 'published', 'cancelled']),
  dates: datesRow,
  overrideReason: z.string().exactOptional(),
  paused: Instant.exactOptional(),
  moves: z
    .array(
      rowOf<CycleMove>({
        at: Instant,
        meeting: PlainDate,
        by: author.exactOptional(),
        resumed: z.literal(true).exactOptional(),
      }),
    )
    .exactOptional(),
  handovers: z.array(handoverRow).exactOptional(),
  retired: z.array(z.string()).exactOptional(),
  takesIn: z.string().exactOptional(),
  publication: publicationRow.exactOptional(),
  heldUp: rowOf<HeldUp>({ why: z.enum(['no-channel', 'sums-disagree']), at: Instant }).exactOptional(),
});

const madeBy = { by: author, at: Instant };
const role = z.enum(['leadContact', 'deputy']);
const placeRow: z.ZodType<Place> = z.union([
  z.looseObject({ ownerId: z.string(), role }),
  z.looseObject({ ref: z.string(), firstOwner: z.string().nullable().exactOptional() }),
]);
export const joinedAddressRow = z.looseObject({
  ...madeBy,
  kind: z.literal('address'),
  contactId: z.string(),
  email: z.string(),
  alias: z.string(),
  card: z.string().exactOptional(),
});

const amendmentRow: z.ZodType<Amendment> = z.discriminatedUnion('kind', [
  z.looseObject({ ...madeBy, kind: z.literal('officer'), ref: z.string(), contact: contactRow }),
  z.looseObject({ ...madeBy, kind: z.literal('owner'), ref: z.string(), ownerId: z.string() }),
  z.looseObject({
    ...madeBy,
    kind: z.literal('contact'),
    ownerId: z.string(),
    role,
    contact: contactRow,
  }),
  z.looseObject({
    ...madeBy,
    kind: z.literal('replaced'),
    contactId: z.string(),
    contact: contactRow,
    places: z.array(placeRow).exactOptional(),
  }),
  joinedAddressRow,
  z.looseObject({ ...madeBy, kind: z.literal('colleague'), contact: contactRow }),
]);

const absenceRow = rowOf<Absence>({
  contactId: z.string(),
  from: PlainDate,
  to: PlainDate,
  standIn: z.string().exactOptional(),
  saidAt: Instant,
  here: z.literal(true).exactOptional(),
});

export const programmeRow = rowOf<Programme>({
  id: z.string(),
  tenantId: z.string(),
  settings: ProgrammeSettings,
  registerVersion: z.string().exactOptional(),
  cycles: z.array(cycleRow),
  amendments: z.array(amendmentRow).exactOptional(),
  dismissed: z.array(rowOf<Dismissed>({ alias: z.string(), ...madeBy })).exactOptional(),
  absences: z.array(absenceRow).exactOptional(),
  newContactIds: z.array(rowOf<NewContactId>({ was: z.string(), now: z.string() })).exactOptional(),
  owedEvents: z.array(rowOf<OwedEvent>({ cycleId: z.string(), event: eventRow })).exactOptional(),
  channelAudience: rowOf<ChannelReaders>({
    channelId: z.string(),
    name: z.string(),
    members: z.number(),
    guests: z.number(),
    at: Instant,
    by: author.exactOptional(),
  }).exactOptional(),
});
