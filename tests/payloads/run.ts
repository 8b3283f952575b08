import fc from 'fast-check';
import { Temporal } from '../../src/calendar/temporal.ts';
import { packedText } from '../../src/storage/packing.ts';
import type { StoredRow, Table } from '../../src/storage/table.ts';
import type { TableName } from '../../src/storage/store.ts';
import { faultsInLog, faultsOfAnswer, faultsOfKeys, leaksInSeen, markOf } from './answer-rules.ts';
import { foundTown, openTown, payloadsFrom, type Town } from './found-town.ts';
import { wave, type Wave } from './payload.ts';
import { rightsIn, type Given } from './rights.ts';
import { buttonsOf, send, type Answered, type ShownButton } from './send.ts';
import { cycleRows, draftsLost, faultsOfStore, storedTwice } from './store-rules.ts';
import type { Name } from './town.ts';

export interface RunOptions {
  /** At least so many payloads are sent. */
  count: number;
  seed: number;
  /** Fresh tables, already made, for each town. */
  tables: () => Promise<Record<TableName, Table>>;
  /** Of the bot's calls to storage one in so many fails; none does without it. */
  storageFailsOneIn?: number;
  /** Is told, from time to time, how many have been sent. */
  progress?: (sent: number) => void;
}

export interface RunReport {
  seed: number;
  /** Payloads sent; repeated ones are counted each time. */
  sent: number;
  /** Towns founded: a sequence of payloads each. */
  towns: number;
  /** How the payloads were answered. */
  answers: Record<string, number>;
  /** Updates and drafts that were stored by them: a run that stores nothing tries little. */
  stored: number;
  /** What the trail says that was done beside answering, by kind. */
  acts: Record<string, number>;
}

/** A sequence is short enough to be shrunk, and long enough for old cards to come back. */
const wavesInTown = { minLength: 1, maxLength: 16 };
const townsAtOnce = 5;

/** fast-check drops the first of a list before the last; the first to be dropped should be what comes after a fault. */
const sequence = fc.noBias(fc.array(wave, wavesInTown)).map((waves) => [...waves].reverse());

/**
 * Sends generated payloads to the real bot, sequence after sequence, each to a town of its own. Throws, with the seed
 * and the smallest sequence that fast-check found, at the first answer or the first row that breaks a rule.
 */
export async function runPayloads(options: RunOptions): Promise<RunReport> {
  const { count, seed, tables, storageFailsOneIn, progress } = options;
  const report: RunReport = { seed, sent: 0, towns: 0, answers: {}, stored: 0, acts: {} };
  const founded = await foundTown();
  try {
    for (let round = 0; report.sent < count; round += 1) {
      const property = fc.asyncProperty(sequence, async (waves) => {
        const town = await openTown(founded, await tables(), storageFailsOneIn);
        try {
          await tryTown(town, waves, report);
        } finally {
          await town.close();
        }
      });
      await fc.assert(property, {
        seed: seed + round,
        numRuns: townsAtOnce,
        // For the shrinking: the smallest sequence found by then is told.
        interruptAfterTimeLimit: 45_000,
        asyncReporter: async (details) => {
          if (!details.failed) return;
          const again = `Run it again with --seed ${seed + round}.`;
          const why = details.errorInstance instanceof Error ? details.errorInstance.message : '';
          throw new Error(`${why}\n${again}\n${await fc.asyncDefaultReportMessage(details)}`);
        },
      });
      progress?.(report.sent);
    }
  } finally {
    await founded.teams.close();
  }
  return report;
}

async function tryTown(town: Town, waves: readonly Wave[], report: RunReport): Promise<void> {
  report.towns += 1;
  const shown = new Map<Name, ShownButton[]>();
  const shownTo = (who: Name) => shown.get(who) ?? [...shown.values()][0] ?? [];
  const remember = (who: Name, card: unknown) =>
    shown.set(who, [...(shown.get(who) ?? []), ...buttonsOf(card, who)]);
  let rows = await cycleRows(town);
  const before = answersAmong(rows);
  const given: Given = new Map();
  let marks = 0;

  for (const { payloads } of waves) {
    town.clock.advance({ minutes: 1 });
    const seenBefore = town.teams.seen.length;
    const marked = payloads.map(({ payload, times }) => ({
      payload,
      times,
      word: markOf('who' in payload ? payload.who : undefined, (marks += 1)),
    }));
    const answers = await Promise.all(
      marked.flatMap(({ payload, times, word }) =>
        Array.from({ length: times }, () => send(town, payload, word, shownTo)),
      ),
    );
    await town.app.desk.settled();
    report.sent += answers.length;
    const rowsBefore = rows;
    rows = await cycleRows(town);
    const words = marked.map(({ word }) => word);
    const rights = await rightsIn(town, given);
    refuseFaults([
      ...answers.flatMap((answer) => faultsOfAnswer(town, rights, answer)),
      ...leaksInSeen(town, rights, town.teams.seen.slice(seenBefore)),
      ...faultsInLog(town),
      ...faultsOfKeys(town.keysSeen),
      ...storedTwice(town, rows, words),
      ...draftsLost(rowsBefore, rows, answers),
    ]);
    for (const answer of answers) {
      const kind = kindOf(answer);
      report.answers[kind] = (report.answers[kind] ?? 0) + 1;
      if (answer.who && kind === 'card') remember(answer.who, answer.body);
    }
    for (const { by, card } of town.teams.seen.slice(seenBefore)) {
      const who = by.length === 1 ? personWith(town, by[0]) : undefined;
      if (who && card) remember(who, card);
    }
  }
  refuseFaults(await faultsOfStore(town, await rightsIn(town, given)));
  report.stored += answersAmong(rows) - before;
  for (const kind of actsAmong(rows)) report.acts[kind] = (report.acts[kind] ?? 0) + 1;
}

function refuseFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error([...new Set(faults)].join('\n'));
}

function answersAmong(rows: readonly StoredRow[]): number {
  return rows.filter(({ row }) => row.startsWith('update,') || row.startsWith('draft,')).length;
}

/** What was done since the payloads came, but for answering. */
function actsAmong(rows: readonly StoredRow[]): string[] {
  return rows
    .filter(({ row }) => row.startsWith('event,'))
    .map(({ properties }) => JSON.parse(packedText(properties)) as { kind: string; at: string })
    .filter(({ at }) => Temporal.Instant.compare(Temporal.Instant.from(at), payloadsFrom) > 0)
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'submitted' && kind !== 'drafted');
}

function kindOf({ isInvoke, status, body }: Answered): string {
  if (!isInvoke) return `other ${status}`;
  const { type } = (body ?? {}) as { type?: string };
  if (type === 'application/vnd.microsoft.card.adaptive') return 'card';
  return type === 'application/vnd.microsoft.error' ? 'error' : `no answer ${status}`;
}

function personWith({ townspeople }: Town, aadObjectId: string | undefined): Name | undefined {
  return (Object.keys(townspeople) as Name[]).find((name) => townspeople[name].aadObjectId === aadObjectId);
}
