import pLimit from 'p-limit';
import type { Cycle } from '../../cycle/cycle.ts';
import type { Update } from '../../cycle/request.ts';
import type { RequestLine } from '../../cycle/request-line.ts';
import { routesOf } from '../../cycle/routing.ts';
import type { ActorProgramme } from '../actor.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { frameOf } from '../find-request.ts';
import { newestUpdate, versionOf } from '../newest-update.ts';
import { readLines } from '../read-lines.ts';
import { answeringOf } from '../register-in-force.ts';

type Deps = Pick<DeskDeps, 'store'>;

/** An action that somebody may answer, with the rounds in which it was answered, newest first. */
export interface AnsweredAction {
  part: ActorProgramme;
  ref: string;
  title: string;
  rounds: { cycle: Cycle; line: RequestLine }[];
}

/** One answer of theirs, with the round that it was given in. */
export interface OwnAnswer {
  update: Update;
  cycle: Cycle;
  line: RequestLine;
}

const cyclesAtOnce = 4;

/**
 * All that somebody may answer and that was answered at all, in any round; what was answered last comes first. Read from the
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
    cycle,
    lines: await answeredLines(deps, part, cycle),
  }));
  const actions = new Map<string, AnsweredAction>();
  for (const { part, cycle, lines } of read.reverse()) {
    for (const line of lines) {
      const key = JSON.stringify([part.programme.id, line.ref]);
      const known = actions.get(key);
      if (known) known.rounds.push({ cycle, line });
      else actions.set(key, { part, ref: line.ref, title: line.title, rounds: [{ cycle, line }] });
    }
  }
  return [...actions.values()].sort((a, b) => latestOf(b) - latestOf(a));
}

/** Whether the newest answer is theirs, so that nothing has to be read to know that there is one. */
export function isSurelyTheirs({ part, rounds: [latest] }: AnsweredAction): boolean {
  const newest = latest && newestUpdate(latest.line);
  return newest !== undefined && part.contactIds.includes(newest.by.contactId);
}

/** Their own answers to an action, newest first, with those that a lead recorded for them. */
export async function ownAnswers(deps: Deps, { part, ref, rounds }: AnsweredAction): Promise<OwnAnswer[]> {
  const read = await pLimit(cyclesAtOnce).map(rounds, async ({ cycle, line }) => {
    const updates = await deps.store.cycles.updates(frameOf(part, cycle).key, ref);
    return updates.reverse().map((update) => ({ update, cycle, line }));
  });
  return read
    .flat()
    .filter(({ update: { by, source } }) => part.contactIds.includes(by.contactId) || source !== undefined);
}

async function answeredLines(deps: Deps, part: ActorProgramme, cycle: Cycle): Promise<RequestLine[]> {
  const answering = answeringOf(part.programme, part.register, cycle);
  const refs = new Set(
    [...routesOf(answering, part.register.actions).values()]
      .filter(({ mayAnswer }) => mayAnswer.some((id) => part.contactIds.includes(id)))
      .map(({ ref }) => ref),
  );
  const lines = await readLines(deps.store.cycles, frameOf(part, cycle), refs);
  return lines.filter((line) => refs.has(line.ref) && versionOf(line) > 0);
}

/** When it was answered last; where that answer was taken back or sent back, when the round opened. */
function latestOf({ rounds: [latest] }: AnsweredAction): number {
  if (!latest) return 0;
  const { line, cycle } = latest;
  const at = newestUpdate(line)?.at ?? line.draft?.at;
  return at?.epochMilliseconds ?? cycle.dates.opens.toZonedDateTime('UTC').epochMilliseconds;
}
