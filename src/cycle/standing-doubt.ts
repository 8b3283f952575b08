import type { Temporal } from '../calendar/temporal.ts';
import { isBefore, laterOf } from '../calendar/order.ts';
import type { Amendment } from '../programme/amendment.ts';
import type { NewContactId, Programme } from '../programme/programme.ts';
import type { Cycle } from './cycle.ts';
import type { UpdateRequest } from './request.ts';
import type { NotMine } from './request-marks.ts';

/**
 * A request without the doubt about whose it is, where it has changed hands since that was raised: that settles it, whoever
 * decided so. Only whoever takes a leaver's place takes their doubt, too: a lead has still to decide about it. Whoever has
 * another address since keeps it.
 */
export function withStandingDoubt<T extends Pick<UpdateRequest, 'ref' | 'notMine'>>(
  request: T,
  cycle: Pick<Cycle, 'handovers'>,
  programme: Pick<Programme, 'amendments' | 'newContactIds'>,
): T {
  const { notMine, ...rest } = request;
  if (!notMine) return request;
  const isSince = ({ at }: { at: Temporal.Instant }): boolean => !isBefore(at, notMine.at);
  if (settling(request.ref, cycle, programme).some(isSince)) return rest as T;
  const { amendments = [], newContactIds = [] } = programme;
  const doubt = amendments.filter(isSince).reduce(withSuccessor, newContactIds.reduce(withNewId, notMine));
  return doubt === notMine ? request : { ...request, notMine: doubt };
}

/**
 * When a doubt is raised that somebody has at this moment: after all that has settled one before, also where that was at
 * the same moment, or by a clock that was ahead.
 */
export function raisedAt(
  now: Temporal.Instant,
  ref: string,
  cycle: Pick<Cycle, 'handovers'>,
  programme: Pick<Programme, 'amendments'>,
): Temporal.Instant {
  return settling(ref, cycle, programme).reduce(
    (latest, { at }) => laterOf(latest, at.add({ milliseconds: 1 })),
    now,
  );
}

/** What settles whose a request is. */
function settling(
  ref: string,
  { handovers = [] }: Pick<Cycle, 'handovers'>,
  { amendments = [] }: Pick<Programme, 'amendments'>,
): { at: Temporal.Instant }[] {
  return [
    ...handovers.filter((one) => one.ref === ref && one.why !== 'replaced'),
    ...amendments.filter((one) => (one.kind === 'officer' || one.kind === 'owner') && one.ref === ref),
  ];
}

function withNewId(doubt: NotMine, { was, now }: NewContactId): NotMine {
  return was === doubt.contactId ? { ...doubt, contactId: now } : doubt;
}

function withSuccessor(doubt: NotMine, amendment: Amendment): NotMine {
  return amendment.kind === 'replaced' && amendment.contactId === doubt.contactId
    ? { ...doubt, contactId: amendment.contact.id }
    : doubt;
}
