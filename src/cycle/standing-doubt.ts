import type { Temporal } from '../calendar/temporal.ts';
import { isBefore } from '../calendar/order.ts';
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
  { handovers = [] }: Pick<Cycle, 'handovers'>,
  { amendments = [], newContactIds = [] }: Pick<Programme, 'amendments' | 'newContactIds'>,
): T {
  const { notMine, ...rest } = request;
  if (!notMine) return request;
  const since = <One extends { at: Temporal.Instant }>(all: readonly One[]) =>
    all.filter(({ at }) => !isBefore(at, notMine.at));
  const isSettled =
    since(handovers).some(({ ref, why }) => ref === request.ref && why !== 'replaced') ||
    since(amendments).some(
      (one) => (one.kind === 'officer' || one.kind === 'owner') && one.ref === request.ref,
    );
  if (isSettled) return rest as T;
  const doubt = since(amendments).reduce(withSuccessor, newContactIds.reduce(withNewId, notMine));
  return doubt === notMine ? request : { ...request, notMine: doubt };
}

function withNewId(doubt: NotMine, { was, now }: NewContactId): NotMine {
  return was === doubt.contactId ? { ...doubt, contactId: now } : doubt;
}

function withSuccessor(doubt: NotMine, amendment: Amendment): NotMine {
  return amendment.kind === 'replaced' && amendment.contactId === doubt.contactId
    ? { ...doubt, contactId: amendment.contact.id }
    : doubt;
}
