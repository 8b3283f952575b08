import { groupedBy } from '../programme/grouped.ts';
import { isAfter } from '../calendar/order.ts';
import type { Temporal } from '../calendar/temporal.ts';
import { dateAndTime } from '../calendar/words.ts';
import type { SectionKind } from '../cycle/message.ts';
import type { Delivery } from '../outbox/ledger.ts';
import { reasonWords } from '../workflow/messages/reason-words.ts';

const names: Record<SectionKind, [one: string, many: string]> = {
  request: ['request', 'requests'],
  reminder: ['reminder', 'reminders'],
  due: ['reminder of the deadline', 'reminders of the deadline'],
  overdue: ['note that an update is overdue', 'notes that updates are overdue'],
  summary: ['summary to a lead', 'summaries to leads'],
  close: ['preview to a lead', 'previews to leads'],
  digest: ['digest', 'digests'],
  nudge: ['nudge', 'nudges'],
  'asked-again': ['request that is asked again', 'requests that are asked again'],
  moved: ['note of new dates', 'notes of new dates'],
  'passed-on': ['request that was passed on', 'requests that were passed on'],
  returned: ['answer sent back', 'answers sent back'],
  'returned-due': ['reminder of an answer sent back', 'reminders of answers sent back'],
  added: ['new action', 'new actions'],
  back: ['request on coming back', 'requests on coming back'],
  news: ['note of the day’s news to a lead', 'notes of the day’s news to leads'],
};

/** What was tried since an instant, a line a moment: `Wednesday 13 May at 9:30 am: 12 requests; 2 not delivered`. */
export function sentLines(
  deliveries: readonly Delivery[],
  since: Temporal.Instant,
  timeZone: string,
): string[] {
  const tried = deliveries.filter(({ attempts }) => {
    const last = attempts.at(-1);
    return last !== undefined && isAfter(last.at, since);
  });
  const moments = groupedBy(tried, ({ at }) => dateAndTime(at, timeZone));
  return [...moments].map(([when, own]) => `${when}: ${[...kindsOf(own), ...notDelivered(own)].join('; ')}.`);
}

function kindsOf(deliveries: readonly Delivery[]): string[] {
  const sent = deliveries.filter(({ state }) => state === 'sent' || state === 'unknown');
  const counts = new Map<SectionKind, number>();
  for (const { sections } of sent) {
    const kind = sections.at(-1)?.kind;
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${count} ${names[kind][count === 1 ? 0 : 1]}`);
}

function notDelivered(deliveries: readonly Delivery[]): string[] {
  const reasons = new Map<string, number>();
  for (const { state, why } of deliveries) {
    if (state === 'unreachable' || state === 'failed')
      reasons.set(why ?? state, (reasons.get(why ?? state) ?? 0) + 1);
  }
  return [...reasons].map(([why, count]) => `${count} not delivered (${reasonWords(why)})`);
}
