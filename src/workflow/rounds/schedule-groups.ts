import { sendTimeOn } from '../../calendar/local-time.ts';
import { Temporal } from '../../calendar/temporal.ts';
import { leadingSection } from '../../cycle/leading-section.ts';
import { recipientId, type DueMessage, type SectionKind } from '../../cycle/message.ts';
import { stillToCome } from '../../cycle/still-to-come.ts';
import { isUnsent } from '../../outbox/policy/standing.ts';
import type { Delivery } from '../../outbox/ledger.ts';
import type { Ledger } from '../../outbox/ports.ts';
import { groupedBy } from '../../programme/grouped.ts';
import { owedMessages } from '../messages/owed-messages.ts';
import { loadCycle, type CycleReader, type LoadedCycle } from './load-cycle.ts';
import { deliveriesOf } from '../overdue/overdue-state.ts';
import { planCycle } from './plan-cycle.ts';
import type { CycleKey } from '../ports.ts';

/** Some messages of one kind that go, or went, together. */
export interface ScheduleGroup {
  at: Temporal.Instant;
  kind: SectionKind;
  /** Names, or the board's channel; in the order of the register. */
  to: string[];
  /** Of those that have gone: who was not reached. */
  notReached: string[];
}

export interface Schedule {
  loaded: LoadedCycle;
  gone: ScheduleGroup[];
  toCome: ScheduleGroup[];
}

export interface ScheduleReader extends CycleReader {
  ledger: Pick<Ledger, 'ofCycle'>;
}

/** What the board's channel is called among people. */
export const channelName = 'the board’s channel';

/** What has gone in a cycle, and what still goes if nobody answers meanwhile. Undefined when there is no such cycle. */
export async function scheduleOf(
  store: ScheduleReader,
  key: CycleKey,
  now: Temporal.Instant,
): Promise<Schedule | undefined> {
  const [loaded, { deliveries }] = await Promise.all([
    loadCycle(store, key),
    deliveriesOf(store.ledger, key),
  ]);
  if (!loaded) return undefined;
  const planned = await ladderToCome(store, loaded, now);
  const waiting = deliveries.filter((row) => isUnsent(row) && !isOver(loaded));
  const known = new Set(planned.map(({ key: name }) => name));
  const acts = waiting
    .filter(({ key: name }) => !known.has(name))
    .map((row) => ({ ...row, at: goesAt(row, now) }));
  const owed = owedMessages(loaded, deliveries, now).toCome.filter(({ key: name }) => !known.has(name));
  return {
    loaded,
    gone: grouped(loaded, deliveries.filter(hasGone), (row) => dayOf(loaded, row)),
    toCome: grouped(loaded, loaded.cycle.paused ? [] : [...planned, ...acts, ...owed], ({ at }) => at),
  };
}

async function ladderToCome(
  store: ScheduleReader,
  loaded: LoadedCycle,
  now: Temporal.Instant,
): Promise<DueMessage[]> {
  const { state } = loaded.cycle;
  if (state === 'open') return stillToCome(loaded.planState, now);
  if (state !== 'scheduled') return stillToCome(loaded.planState, now).filter(isPublication);
  const planned = await planCycle(store, loaded.key);
  return (planned?.messages ?? []).filter(({ at }) => Temporal.Instant.compare(at, now) > 0);
}

function isPublication({ sections }: DueMessage): boolean {
  return sections.some(({ kind }) => kind === 'digest');
}

function isOver({ cycle }: LoadedCycle): boolean {
  return cycle.state === 'cancelled';
}

function goesAt({ notBefore, at }: Delivery, now: Temporal.Instant): Temporal.Instant {
  const due = notBefore ?? at;
  return Temporal.Instant.compare(due, now) < 0 ? now : due;
}

/** One day's messages of a kind are told together, whenever of that day each of them left. */
function dayOf({ planState }: LoadedCycle, { date }: Delivery): Temporal.Instant {
  return sendTimeOn(planState.calendar, date);
}

/** Sent, perhaps sent, or tried in vain. */
function hasGone({ state, notBefore }: Delivery): boolean {
  switch (state) {
    case 'sent':
    case 'claimed':
    case 'unreachable':
    case 'failed':
      return true;
    case 'unknown':
      return notBefore === undefined;
    case 'planned':
    case 'retry':
    case 'superseded':
    case 'skipped':
      return false;
  }
}

function grouped<T extends DueMessage & Partial<Pick<Delivery, 'state'>>>(
  loaded: LoadedCycle,
  messages: readonly T[],
  when: (message: T) => Temporal.Instant,
): ScheduleGroup[] {
  const groups = groupedBy(
    messages,
    (message) => `${when(message).toString()} ${leadingSection(message.sections)?.kind ?? ''}`,
  );
  return [...groups.values()]
    .flatMap((own): ScheduleGroup[] => {
      const [first] = own;
      const kind = first && leadingSection(first.sections)?.kind;
      if (!first || !kind) return [];
      const missed = own.filter(({ state }) => state === 'unreachable' || state === 'failed');
      const names = (some: readonly T[]) => [...new Set(some.map((one) => nameOf(loaded, one)))];
      return [{ at: when(first), kind, to: names(own), notReached: names(missed) }];
    })
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

function nameOf({ contacts }: LoadedCycle, message: DueMessage): string {
  if (message.recipient.kind === 'board') return channelName;
  const { email } = message.recipient;
  return contacts.get(recipientId(message))?.name ?? email;
}
