import { localDate } from '../../calendar/local-time.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import type { SampleView } from '../../cards/views/list.ts';
import { recipientId } from '../../cycle/message.ts';
import { routesOf } from '../../cycle/routing.ts';
import { listView } from '../updates/list-view.ts';
import type { CycleReader } from '../rounds/load-cycle.ts';
import { leadLine } from './message-words.ts';
import type { CycleKey } from '../ports.ts';
import { atOpening } from '../rounds/ready.ts';
import { answeringOf } from '../register/register-in-force.ts';

/**
 * The request as an owner's contact will get it: of whoever is asked about most. Undefined where nobody would be asked, or
 * there is no such cycle.
 */
export async function sampleList(
  store: CycleReader,
  key: CycleKey,
  about: { now: Temporal.Instant; asker: string; notice?: string },
): Promise<SampleView | undefined> {
  const { now, asker, notice } = about;
  const opening = await atOpening(store, key);
  const [message] = (opening?.messages ?? [])
    .filter(({ sections }) => sections.some(({ kind }) => kind === 'request'))
    .sort((a, b) => b.refs.length - a.refs.length);
  if (!opening || !message) return undefined;
  const { loaded, requests } = opening;
  const contactId = recipientId(message);
  const cycle = { ...loaded.cycle, state: 'open' as const };
  const answering = answeringOf(loaded.programme.value, loaded.register, cycle);
  const open = { ...loaded, cycle, requests, routes: routesOf(answering, requests) };
  const today = localDate(now, loaded.planState.calendar.timeZone);
  const list = listView({ loaded: open, readers: [contactId], now, today, coversDeputy: false });
  const lead = leadLine(['request'], {
    reader: contactId,
    asDeputy: false,
    refs: message.refs,
    loaded: open,
    asker,
    insteadOf: [],
  });
  return {
    list: { ...list, lead },
    whose: loaded.contacts.get(contactId)?.name ?? 'an owner',
    ...(notice !== undefined && { notice }),
  };
}
