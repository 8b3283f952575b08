import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../app.ts';
import { isAfter } from '../calendar/order.ts';
import { Temporal } from '../calendar/temporal.ts';
import { dateAndTime } from '../calendar/words.ts';
import type { NoticeView } from '../cards/views/notice.ts';
import type { View } from '../cards/views/view.ts';
import { isOver } from '../cycle/cycle.ts';
import type { ChatCommand } from '../workflow/desk-deps.ts';
import { loadCycle } from '../workflow/rounds/load-cycle.ts';
import type { CycleKey } from '../workflow/ports.ts';
import { colleaguesAnswer, type Progress } from './colleagues.ts';
import type { LocalClock } from './local-clock.ts';
import { sentLines } from './sent-lines.ts';
import { skipExamples, skipTarget } from './skip-target.ts';

/** How long the colleagues take to answer what they were asked. */
const thinking = { hours: 3 };
const seed = 'ashenford';

const addOne = 'Add one with: npm run -s cli -- cycle add --programme ID --cycle ID --meeting DATE';

/**
 * `skip 3 days`, `skip to deadline`: moves local mode's clock. Whatever falls due on the way is done when it falls
 * due, and the simulated colleagues answer as they would have. That can take longer than a turn: it is done behind the
 * answer, and the chat is told what was sent.
 */
export function skipCommand(app: App, clock: LocalClock): ChatCommand {
  // One at a time: two would pull the clock to and fro.
  let last: Promise<unknown> = Promise.resolve();
  return {
    matches: (text) => /^skip\b/.test(text),
    async run(turn, text) {
      const leads = () => whereItLeads(app, turn.who.tenantId, text);
      const first = await leads();
      if (first.kind === 'nowhere') return { views: [first.view] };
      return {
        views: [notice('Skipping …', ['Days pass. When it is done, you hear here what was sent.'])],
        later() {
          // Others that were written before may have come in between.
          const mine = last.then(async () => skip(app, clock, await leads()));
          last = mine.catch(() => undefined);
          return mine;
        },
      };
    },
  };
}

/** The moment to which a skip leads from now, through which cycle; or what is to be said instead. */
type Leading =
  { kind: 'to'; target: Temporal.Instant; key: CycleKey; timeZone: string } | { kind: 'nowhere'; view: View };

async function whereItLeads(app: App, tenantId: string, text: string): Promise<Leading> {
  const nowhere = (title: string, lines: string[]): Leading => ({
    kind: 'nowhere',
    view: notice(title, lines, whatNext),
  });
  const key = await currentCycle(app, tenantId);
  const loaded = key && (await loadCycle(app.store, key));
  if (!key || !loaded) return nowhere('There is no cycle to skip through', [addOne]);
  const { planState, cycle } = loaded;
  const now = app.clock.now();
  const target = skipTarget(text, planState, now);
  if (!target) return nowhere('Where to?', [`Write one of these: ${skipExamples.join(', ')}.`]);
  if (Temporal.Instant.compare(target, now) <= 0) {
    const over = isOver(cycle) ? [`This cycle is over. ${addOne}`] : [];
    return nowhere('That is in the past', ['The clock only moves forward.', ...over]);
  }
  return { kind: 'to', target, key, timeZone: planState.calendar.timeZone };
}

async function skip(app: App, clock: LocalClock, leading: Leading): Promise<View[]> {
  if (leading.kind === 'nowhere') return [leading.view];
  const { target, key, timeZone } = leading;
  const from = clock.now();
  const answered = await passTime(app, clock, key, target);
  const deliveries = (await app.store.ledger.ofCycle(key)).map(({ value }) => value);
  return [report(dateAndTime(clock.now(), timeZone), sentLines(deliveries, from, timeZone), answered)];
}

/**
 * Goes from one thing that falls due to the next; in between, the colleagues answer what they were asked. Returns
 * how many updates they sent.
 */
async function passTime(
  app: App,
  clock: LocalClock,
  key: CycleKey,
  target: Temporal.Instant,
): Promise<number> {
  let answered = 0;
  for (;;) {
    const now = clock.now();
    const due = (await app.store.agenda.due(target)).map((entry) => entry.due);
    const next = due.find((at) => isAfter(at, now));
    const stop = next ?? target;
    const later = now.add(thinking);
    const reached = await progressOf(app, key, now);
    if (reached && Temporal.Instant.compare(later, stop) <= 0) {
      await clock.set(later);
      answered += await colleaguesAnswer(app, key, reached, seed);
    }
    await clock.set(stop);
    await deliverAll(app, key);
    if (!next) return answered;
  }
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

/** The cycle that a visitor is in: the first that is not over. */
async function currentCycle(app: App, tenantId: string): Promise<CycleKey | undefined> {
  for (const { value } of await app.store.programmes.list(tenantId)) {
    const cycle = value.cycles.find((one) => !isOver(one)) ?? value.cycles.at(-1);
    if (cycle) return { tenantId, programmeId: value.id, cycleId: cycle.id };
  }
  return undefined;
}

function report(now: string, sent: readonly string[], answered: number): View {
  const updates = answered === 1 ? '1 update' : `${answered} updates`;
  const lines = [
    ...(sent.length === 0 ? ['Nothing was sent.'] : sent),
    ...(answered === 0 ? [] : [`Simulated colleagues sent ${updates}.`]),
  ];
  return notice(`It is now ${now}`, lines, whatNext);
}

const whatNext = [
  { title: 'Who is awaited', text: 'overdue' },
  { title: 'Digest', text: 'digest' },
];

function notice(title: string, paragraphs: string[], commands: NoticeView['commands'] = []): View {
  return { kind: 'notice', view: { title, paragraphs, commands } };
}
