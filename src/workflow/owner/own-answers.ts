import pLimit from 'p-limit';
import type { Cycle } from '../../cycle/cycle.ts';
import type { Update } from '../../cycle/answer.ts';
import type { RequestLine } from '../../cycle/request-line.ts';
import { routesOf } from '../../cycle/routing.ts';
import type { ActorProgramme } from '../people/actor.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { frameOf } from '../updates/find-request.ts';
import { newestUpdate, versionOf } from '../../cycle/newest-update.ts';
import { readLines } from '../updates/read-lines.ts';
import { answeringOf } from '../register/register-in-force.ts';

type Deps = Pick<DeskDeps, 'store'>;

/** An action that somebody may answer, or might once, with the rounds in which it was answered, newest first. */
export interface AnsweredAction {
  part: ActorProgramme;
  ref: string;
  title: string;
  rounds: AnsweredRound[];
}

interface AnsweredRound {
  cycle: Cycle;
  line: RequestLine;
  /** They are whom it asks. */
  asksThem: boolean;
}

/** One answer of theirs, with the round that it was given in. */
export interface OwnAnswer {
  update: Update;
  cycle: Cycle;
  line: RequestLine;
}

const cyclesAtOnce = 4;

/**
 * All that somebody may answer, or might once, and that was answered at all, in any round; what was answered last comes first. Read from the
 * lines of the requests: the answers themselves are read only for what is shown.
 */
export async function answeredActions(
  deps: Deps,
  parts: readonly ActorProgramme[],
): Promise<AnsweredAction[]> {
  const rounds = parts.flatMap((part) =>
    part.programme.cycles.filter(({ state }) => state !== 'scheduled').map((cycle) => ({ part, cycle })),
  );
  const read = await pLimit(cyclesAtOnce).map(rounds, async ({ part, cycle }) => ({
    part,
    answered: await answeredRounds(deps, part, cycle),
  }));
  const actions = new Map<string, AnsweredAction>();
  for (const { part, answered } of read.reverse()) {
    for (const round of answered) {
      const { ref, title } = round.line;
      const key = JSON.stringify([part.programme.id, ref]);
      const known = actions.get(key);
      if (known) known.rounds.push(round);
      else actions.set(key, { part, ref, title, rounds: [round] });
    }
  }
  return [...actions.values()].sort((a, b) => latestOf(b) - latestOf(a));
}

/** Whether the newest answer is theirs, so that nothing has to be read to know that there is one. */
export function isSurelyTheirs({ part, rounds: [latest] }: AnsweredAction): boolean {
  const newest = latest && newestUpdate(latest.line);
  return newest !== undefined && isTheirs(part, latest?.asksThem === true, newest);
}

/** Their own answers to an action, newest first, with those that a lead recorded for them. */
export async function ownAnswers(deps: Deps, { part, ref, rounds }: AnsweredAction): Promise<OwnAnswer[]> {
  const read = await pLimit(cyclesAtOnce).map(rounds, async ({ cycle, line, asksThem }) => {
    const updates = await deps.store.cycles.updates(frameOf(part, cycle).key, ref);
    return updates
      .reverse()
      .filter((update) => isTheirs(part, asksThem, update))
      .map((update) => ({ update, cycle, line }));
  });
  return read.flat();
}

/**
 * Whether they gave an answer, or a lead recorded it for them. Where the record does not say for whom, as older ones do
 * not, it was for whom the round asks.
 */
function isTheirs(
  { contactIds }: ActorProgramme,
  asksThem: boolean,
  { by, source, recordedFor }: Pick<Update, 'by' | 'source' | 'recordedFor'>,
): boolean {
  if (source === undefined) return contactIds.includes(by.contactId);
  return recordedFor === undefined ? asksThem : contactIds.includes(recordedFor);
}

/**
 * The answered requests of a round that are theirs to answer, or might be once: on the days of an absence, or before a handover
 * in any round, since who answers in this one is read off the register of today.
 */
async function answeredRounds(deps: Deps, part: ActorProgramme, cycle: Cycle): Promise<AnsweredRound[]> {
  const { programme, register, contactIds } = part;
  const routes = routesOf(answeringOf(programme, register, cycle), register.actions);
  const isOneOfThem = (id: string | undefined) => id !== undefined && contactIds.includes(id);
  const answerable = [...routes.values()].filter(({ mayAnswer }) => mayAnswer.some(isOneOfThem));
  const colleagues = register.owners
    .map(({ leadContact, deputy }) => [leadContact, deputy])
    .filter((people) => people.some(isOneOfThem));
  const near = new Set([...contactIds, ...colleagues.flat()].filter((id) => id !== undefined));
  const handedOver = programme.cycles
    .flatMap(({ handovers = [] }) => handovers)
    .filter(({ contactId = '', from = '' }) => near.has(contactId) || near.has(from));
  const refs = new Set([...answerable, ...handedOver].map(({ ref }) => ref));
  const lines = await readLines(deps.store.cycles, frameOf(part, cycle), refs);
  return lines
    .filter((line) => refs.has(line.ref) && versionOf(line) > 0)
    .map((line) => ({ cycle, line, asksThem: isOneOfThem(routes.get(line.ref)?.messaged) }));
}

/** When it was answered last; where that answer was taken back or sent back, when the round opened. */
function latestOf({ rounds: [latest] }: AnsweredAction): number {
  if (!latest) return 0;
  const { line, cycle } = latest;
  const at = newestUpdate(line)?.at ?? line.draft?.at;
  return at?.epochMilliseconds ?? cycle.dates.opens.toZonedDateTime('UTC').epochMilliseconds;
}
