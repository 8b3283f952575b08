import { localDate } from '../../calendar/local-time.ts';
import { nextDaysWindow, sendWindow } from '../../calendar/send-window.ts';
import { isAfter } from '../../calendar/order.ts';
import { Temporal } from '../../calendar/temporal.ts';
import { recipientId, type DueMessage } from '../../cycle/message.ts';
import { owed, type Owed } from '../../cycle/owed.ts';
import { messageKey } from '../../cycle/plan.ts';
import type { Delivery } from '../../outbox/ledger.ts';
import { leavesRoom, rungsStoodFor } from '../../outbox/policy/standing.ts';
import { groupedBy } from '../../programme/grouped.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';

/** What acts call for that the ledger does not have. */
export interface OwedMessages {
  /** Each word by itself, the first to go first. */
  words: Owed[];
  /** What may go now, one message a person. */
  due: DueMessage[];
  /** What must wait for its day, for the hours of sending, or because the person has had today's message. */
  toCome: DueMessage[];
}

/** What is owed to each person by what the ledger has of the cycle. */
export function owedMessages(
  { key, planState, contacts }: LoadedCycle,
  rows: readonly Delivery[],
  now: Temporal.Instant,
): OwedMessages {
  const { calendar } = planState;
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const told = new Map([...groupedBy(rows, recipientId)].map(([to, own]) => [to, rungsStoodFor(own)]));
  const words = owed(planState, going)
    .filter((one) => !isTold(one))
    .map((one) => ({ ...one, at: goesAt(one) }))
    .sort((one, other) => Temporal.Instant.compare(one.at, other.at));
  const messages = [
    ...groupedBy(words, ({ contactId, at }) => `${contactId} ${at.toString()}`).values(),
  ].flatMap(messageOf);
  return {
    words,
    due: messages.filter(({ at }) => !isAfter(at, now)),
    toCome: messages.filter(({ at }) => isAfter(at, now)),
  };

  function isTold({ contactId, section }: Owed): boolean {
    return told.get(contactId)?.has(section.rung) === true;
  }

  /** What went to somebody else about the same is not said once more to whoever is back by now. */
  function going(one: Owed): Temporal.Instant {
    if (isTold(one)) return one.at;
    const gone = rows.find(
      (row) => one.refs.every((ref) => row.refs.includes(ref)) && rungsStoodFor([row]).has(one.section.rung),
    );
    return gone?.at ?? goesAt(one);
  }

  function goesAt({ contactId, at }: Owed): Temporal.Instant {
    const first = isAfter(at, now) ? at : sendWindow(calendar, now);
    const row = byKey.get(keyOn(contactId, first));
    return !row || leavesRoom(row) ? first : nextDaysWindow(calendar, first);
  }

  function keyOn(contactId: string, at: Temporal.Instant): string {
    return messageKey(key.programmeId, key.cycleId, contactId, localDate(at, calendar.timeZone));
  }

  function messageOf(theirs: readonly Owed[]): DueMessage[] {
    const [first] = theirs;
    const contact = first && contacts.get(first.contactId);
    if (!contact) return [];
    const { id: contactId, email, reachedBy: by } = contact;
    return [
      {
        key: keyOn(contactId, first.at),
        recipient: { kind: 'contact', contactId, email, by },
        date: localDate(first.at, calendar.timeZone),
        at: first.at,
        sections: [...new Map(theirs.map(({ section }) => [section.rung, section])).values()],
        refs: [...new Set(theirs.flatMap(({ refs }) => refs))],
      },
    ];
  }
}
