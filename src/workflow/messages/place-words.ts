import { recipientId } from '../../cycle/message.ts';
import type { StandIn } from '../../cycle/request-marks.ts';
import type { Delivery } from '../../outbox/ledger.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';

/**
 * Whose place a message takes, or who was asked in place of whoever did not get it; undefined for most messages. Said of
 * both messages, also after the contact has come back.
 */
export function placeWords(loaded: LoadedCycle, delivery: Delivery): string | undefined {
  const to = recipientId(delivery);
  const about = loaded.requests.filter(({ ref }) => delivery.refs.includes(ref));
  const standIns = about.flatMap(({ standIn }) => standIn ?? []);
  if (delivery.sections.some(({ rung }) => rung === 'stand-in')) {
    const contacts = namesOf(loaded, standIns, (one) => one.contactId === to && one.insteadOf);
    return contacts && `Asked as the deputy, in place of ${contacts}.`;
  }
  if (delivery.state !== 'unreachable') return undefined;
  const deputies = namesOf(loaded, standIns, (one) => one.insteadOf === to && one.contactId);
  return deputies && `The deputy, ${deputies}, was asked in their place.`;
}

function namesOf(
  { contacts }: LoadedCycle,
  standIns: readonly StandIn[],
  wanted: (standIn: StandIn) => string | false,
): string | undefined {
  const ids = [...new Set(standIns.flatMap((standIn) => wanted(standIn) || []))];
  const names = ids.flatMap((id) => contacts.get(id)?.name ?? []);
  return names.length === 0 ? undefined : names.join(' and ');
}
