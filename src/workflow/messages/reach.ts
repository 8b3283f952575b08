import { isOutstanding } from '../../cycle/outstanding.ts';
import { isOwnerKind } from '../../cycle/owner-kinds.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { answeringOwner } from '../../digest/participation.ts';
import type { Delivery, DeliveryState } from '../../outbox/ledger.ts';

const arrived: readonly DeliveryState[] = ['sent', 'unknown'];
const notArrived: readonly DeliveryState[] = ['unreachable', 'failed'];

/** Whether a message asked for updates, and came (or may have come) to the person. */
export function isReached(delivery: Delivery): boolean {
  return arrived.includes(delivery.state) && asks(delivery);
}

/** Whether a message asked for updates, and was given up. */
export function isNotReached(delivery: Delivery): boolean {
  return notArrived.includes(delivery.state) && asks(delivery);
}

/**
 * Ids of the owners with something outstanding about which something was tried and nothing ever arrived, with
 * whoever it was sent to. Where nothing was tried yet, nobody is called unreached.
 */
export function ownersNotReached(
  requests: readonly UpdateRequest[],
  deliveries: readonly Delivery[],
): Set<string> {
  const reached = new Set(deliveries.filter(isReached).flatMap(({ refs }) => refs));
  const tried = new Set(deliveries.filter(isNotReached).flatMap(({ refs }) => refs));
  const outstanding = requests.filter(isOutstanding);
  const ownersOf = (refs: ReadonlySet<string>) =>
    outstanding.filter(({ ref }) => refs.has(ref)).map((request) => answeringOwner(request).id);
  const withSome = new Set(ownersOf(reached));
  return new Set(ownersOf(tried).filter((id) => !withSome.has(id)));
}

/** Ids of the owners about whose requests something arrived that asked for updates, or may have. */
export function ownersReached(
  requests: readonly UpdateRequest[],
  deliveries: readonly Delivery[],
): Set<string> {
  const reached = new Set(deliveries.filter(isReached).flatMap(({ refs }) => refs));
  return new Set(requests.filter(({ ref }) => reached.has(ref)).map((request) => answeringOwner(request).id));
}

/** Whether a message asks for updates; the others only inform. */
export function asks(delivery: Delivery): boolean {
  return delivery.sections.some(({ kind }) => isOwnerKind(kind));
}
