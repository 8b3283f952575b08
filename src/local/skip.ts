import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../app.ts';
import { Temporal } from '../calendar/temporal.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import { sendTimeOn } from '../calendar/local-time.ts';
import { dateAndTime } from '../calendar/words.ts';
import type { NoticeView } from '../cards/views.ts';
import { closesAt, publishesAt } from '../cycle/moments.ts';
import type { Delivery } from '../outbox/ledger.ts';
import type { ChatCommand } from '../workflow/desk-deps.ts';
import { loadCycle, type LoadedCycle } from '../workflow/load-cycle.ts';
import type { CycleKey } from '../workflow/ports.ts';
import { colleaguesAnswer, type Progress } from './colleagues.ts';
import type { LocalClock } from './local-clock.ts';
import { sentLines } from './sent-lines.ts';

const wording =
  /^skip (?:(\d{1,3}) (working days?|days?|weeks?)|to (?:the )?(reminder|deadline|overdue|close|publication|next))$/;

/** What one can write, for those who write something else. */
const examples = [
  'skip 3 days',
  'skip 2 weeks',
  'skip to reminder',
  'skip to deadline',
  'skip to overdue',
  'skip to close',
];

/** How long after a rung the colleagues have answered it. */
const thinking = { hours: 3 };
const seed = 'ashenford';

/**
 * `skip 3 days`, `skip to deadline`: moves local mode's clock. Whatever falls due on the way is done when it falls
 * due, the simulated colleagues answer as they would have, and the answer says what was sent.
 */
export function skipCommand(app: App, clock: LocalClock): ChatCommand {
  return {
    matches: (text) => /^skip\b/.test(text),
    async run(turn, text) {
      const key = await currentCycle(app, turn.who.tenantId);
      const loaded = key && (await loadCycle(app.store, key));
      const target = loaded && targetOf(text, loaded, clock.now());
      if (!key || !loaded) return [notice('There is no cycle to skip through', [])];
      if (!target) return [notice('Where to?', [`Write one of these: ${examples.join(', ')}.`])];
      if (Temporal.Instant.compare(target, clock.now()) <= 0) {
        return [notice('That is in the past', ['The clock only moves forward.'])];
      }
      const from = clock.now();
      const answered = await passTime(app, clock, key, target);
      return [report(app, await afterwards(app, key, loaded), from, answered)];
    },
  };
}

/** Goes from one thing that falls due to the next. Returns how many updates the colleagues sent. */
async function passTime(
  app: App,
  clock: LocalClock,
  key: CycleKey,
  target: Temporal.Instant,
): Promise<number> {
  let answered = 0;
  for (;;) {
    const now = clock.now();
    const due = await app.store.agenda.due(target);
    const next = due.map((entry) => entry.due).find((at) => Temporal.Instant.compare(at, now) > 0);
    if (!next) break;
    await clock.set(next);
    await deliverAll(app, key);
    const reached = await progressOf(app, key, next);
    if (!reached) continue;
    const later = next.add(thinking);
    if (Temporal.Instant.compare(later, target) <= 0) await clock.set(later);
    answered += await colleaguesAnswer(app, key, reached, seed);
  }
  await clock.set(target);
  await deliverAll(app, key);
  return answered;
}

/** Ticks until nothing is in anybody's hands: the server's own worker may have taken some of it. */
async function deliverAll(app: App, key: CycleKey): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    await app.tick();
    const rows = await app.store.ledger.ofCycle(key);
    if (!rows.some(({ value }) => value.state === 'claimed')) return;
    await sleep(50);
  }
}

/** The latest rung to owners that has come by now. */
async function progressOf(app: App, key: CycleKey, now: Temporal.Instant): Promise<Progress | undefined> {
  const loaded = await loadCycle(app.store, key);
  const rung = loaded?.planState.rungs.findLast(
    ({ at, to }) => to !== 'leads' && Temporal.Instant.compare(at, now) <= 0,
  );
  if (!rung || rung.kind === 'summary' || rung.kind === 'close') return undefined;
  return rung.kind;
}

function targetOf(text: string, loaded: LoadedCycle, now: Temporal.Instant): Temporal.Instant | undefined {
  const [, count, unit, place] = wording.exec(text) ?? [];
  const { calendar, rungs } = loaded.planState;
  if (count !== undefined && unit !== undefined) {
    const zoned = now.toZonedDateTimeISO(calendar.timeZone);
    if (unit.startsWith('working')) {
      const date = addWorkingDays(calendar, zoned.toPlainDate(), Number(count));
      return sendTimeOn(calendar, date);
    }
    return zoned
      .add(unit.startsWith('week') ? { weeks: Number(count) } : { days: Number(count) })
      .toInstant();
  }
  const rungAt = (kind: string) => rungs.find((rung) => rung.kind === kind)?.at;
  switch (place) {
    case 'reminder':
    case 'overdue':
      return rungAt(place);
    case 'deadline':
      return rungAt('due') ?? sendTimeOn(calendar, loaded.cycle.dates.deadline);
    case 'close':
      return closesAt(loaded.planState);
    case 'publication':
      return publishesAt(loaded.planState);
    case 'next':
      return rungs.find(({ at }) => Temporal.Instant.compare(at, now) > 0)?.at;
    case undefined:
    default:
      return undefined;
  }
}

/** The cycle that a visitor is in: the first that is not over. */
async function currentCycle(app: App, tenantId: string): Promise<CycleKey | undefined> {
  for (const { value } of await app.store.programmes.list(tenantId)) {
    const cycle = value.cycles.find(({ state }) => state !== 'published') ?? value.cycles.at(-1);
    if (cycle) return { tenantId, programmeId: value.id, cycleId: cycle.id };
  }
  return undefined;
}

async function afterwards(app: App, key: CycleKey, loaded: LoadedCycle) {
  const deliveries = (await app.store.ledger.ofCycle(key)).map(({ value }): Delivery => value);
  return { deliveries, timeZone: loaded.planState.calendar.timeZone };
}

function report(
  app: App,
  after: { deliveries: Delivery[]; timeZone: string },
  from: Temporal.Instant,
  answered: number,
): { kind: 'notice'; view: NoticeView } {
  const { deliveries, timeZone } = after;
  const sent = sentLines(deliveries, from, timeZone);
  const updates = answered === 1 ? '1 update' : `${answered} updates`;
  return notice(`It is now ${dateAndTime(app.clock.now(), timeZone)}`, [
    ...(sent.length === 0 ? ['Nothing was sent.'] : sent),
    ...(answered === 0 ? [] : [`Simulated colleagues sent ${updates}.`]),
  ]);
}

function notice(title: string, paragraphs: string[]): { kind: 'notice'; view: NoticeView } {
  const commands = [
    { title: 'Who is awaited', text: 'overdue' },
    { title: 'Digest', text: 'digest' },
  ];
  return { kind: 'notice', view: { title, paragraphs, commands } };
}
