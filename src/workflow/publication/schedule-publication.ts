import { Temporal } from '../../calendar/temporal.ts';
import type { Author } from '../../cycle/author.ts';
import type { Cycle, CycleState, ScheduledPublication } from '../../cycle/cycle.ts';
import type { CycleEvent, EventKind } from '../../cycle/event.ts';
import { publishesAt } from '../../cycle/moments.ts';
import type { Agenda } from '../../outbox/ports.ts';
import { actOnProgramme, writeTrails } from '../act-on-programme.ts';
import { actualState } from '../rounds/actual-state.ts';
import { loadCycle, type CycleReader } from '../rounds/load-cycle.ts';
import type { CycleKey } from '../ports.ts';

/** Whose act it is, when, by which card, and whether they have seen what it is about. */
export interface PublicationAct {
  by: Author;
  at: Temporal.Instant;
  card?: string;
  isSeen: IsSeen;
}

type PublicationStore = CycleReader & { agenda: Pick<Agenda, 'add'> };

/** Whether whoever acts on a digest knows by their card how it is to go out by itself, or that it is not. */
export type IsSeen = (there: ScheduledPublication | undefined) => boolean;

/** Another lead has chosen so, or taken it back, since the card was drawn: nothing is done before that is seen. */
export interface Unseen {
  kind: 'unseen';
  publication: ScheduledPublication | undefined;
}

export type ScheduleOutcome =
  | { kind: 'scheduled'; publication: ScheduledPublication }
  /** It was to go out like that before. */
  | { kind: 'already'; publication: ScheduledPublication }
  | Unseen
  | { kind: 'not-closed'; state: CycleState }
  /** Its moment has come: there is nothing to wait for. */
  | { kind: 'due' }
  | { kind: 'no-channel' }
  | { kind: 'unknown-cycle' };

/**
 * Has a closed cycle's digest go out by itself at its publication date, with the figures of that moment. It lies in
 * the cycle's head, where a tick finds it; the agenda says when. Nobody's is replaced unseen.
 */
export async function schedulePublication(
  { store }: { store: PublicationStore },
  key: CycleKey,
  publication: ScheduledPublication,
  act: PublicationAct,
): Promise<ScheduleOutcome> {
  const loaded = await loadCycle(store, key);
  if (!loaded) return { kind: 'unknown-cycle' };
  const { cycle, programme, planState } = loaded;
  if (cycle.state !== 'closed') return { kind: 'not-closed', state: cycle.state };
  const due = publishesAt(planState);
  if (Temporal.Instant.compare(publication.at, due) >= 0) return { kind: 'due' };
  if (programme.value.settings.board.channelId === undefined) return { kind: 'no-channel' };
  const said = eventOf('publication-scheduled', act);
  const outcome = await changeClosed<ScheduleOutcome>(store, key, said, (current) => {
    const there = current.publication;
    if (there && wantsTheSame(there, publication))
      return { outcome: { kind: 'already', publication: there } };
    if (!act.isSeen(there)) return { outcome: { kind: 'unseen', publication: there } };
    return { outcome: { kind: 'scheduled', publication }, cycle: { ...current, publication } };
  });
  if (outcome.kind === 'scheduled' || outcome.kind === 'already') await store.agenda.add({ ...key, due });
  return outcome;
}

export type TakeBackOutcome =
  | { kind: 'taken-back'; publication: ScheduledPublication }
  | (Unseen & { publication: ScheduledPublication })
  /** There is none, or the digest has gone out. */
  | { kind: 'nothing' };

/** Takes it back, where it is as the lead who does so has seen it. */
export async function takeBackPublication(
  { store }: { store: PublicationStore },
  key: CycleKey,
  act: PublicationAct,
): Promise<TakeBackOutcome> {
  const said = eventOf('publication-taken-back', act);
  const outcome = await changeClosed<TakeBackOutcome>(store, key, said, (current) => {
    const { publication, heldUp: _heldUp, ...rest } = current;
    if (!publication) return { outcome: { kind: 'nothing' } };
    if (!act.isSeen(publication)) return { outcome: { kind: 'unseen', publication } };
    return { outcome: { kind: 'taken-back', publication }, cycle: rest };
  });
  return outcome.kind === 'not-closed' || outcome.kind === 'unknown-cycle' ? { kind: 'nothing' } : outcome;
}

function wantsTheSame(one: ScheduledPublication, other: ScheduledPublication): boolean {
  return one.foreword === other.foreword && one.nameAwaited === other.nameAwaited;
}

function eventOf(kind: EventKind, { by, at, card }: PublicationAct): CycleEvent {
  return { id: `${kind}-${by.contactId.slice(0, 8)}`, at, kind, by, ...(card !== undefined && { card }) };
}

type NotClosed = Extract<ScheduleOutcome, { kind: 'not-closed' | 'unknown-cycle' }>;

/** Decides by the programme's row as it is now, and writes the cycle that comes of it, with its event, where it is closed. */
async function changeClosed<Outcome>(
  store: PublicationStore,
  key: CycleKey,
  event: CycleEvent,
  decide: (cycle: Cycle) => { outcome: Outcome; cycle?: Cycle },
): Promise<Outcome | NotClosed> {
  const { programmeId, cycleId } = key;
  const found: { outcome: Outcome | NotClosed } = { outcome: { kind: 'unknown-cycle' } };
  await actOnProgramme(store, programmeId, event.at, async (programme) => {
    const current = programme.cycles.find(({ id }) => id === cycleId);
    if (!current) return undefined;
    const state = await actualState(store.cycles, key, current.state);
    if (state !== 'closed') {
      found.outcome = { kind: 'not-closed', state };
      return undefined;
    }
    const { outcome, cycle: next } = decide(current);
    found.outcome = outcome;
    if (!next) return undefined;
    const cycles = programme.cycles.map((cycle) => (cycle === current ? next : cycle));
    return { programme: { ...programme, cycles }, events: [{ cycleId, event }] };
  });
  await writeTrails(store, programmeId);
  return found.outcome;
}
