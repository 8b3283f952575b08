import { z } from 'zod';
import { localDate } from '../../calendar/local-time.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { daysTyped, stillKnown, withSaying, type Saying } from '../../cycle/acts/away.ts';
import { isOver } from '../../cycle/cycle.ts';
import type { CycleEvent } from '../../cycle/event.ts';
import { routesOf } from '../../cycle/routing.ts';
import { daysAwayFrom, type Absence, type DaysAway } from '../../programme/absence.ts';
import type { OwedEvent, Programme } from '../../programme/programme.ts';
import type { Contact } from '../../programme/register.ts';
import type { ActResult, Changed } from '../act-result.ts';
import type { Actor, ActorProgramme } from '../people/actor.ts';
import { actOnProgramme, writeTrails } from '../act-on-programme.ts';
import { authorOf } from '../people/author-of.ts';
import type { Person } from '../people/person.ts';
import { choosePerson, pickedId, withColleague } from '../people/pick-person.ts';
import type { DeskDeps } from '../desk-deps.ts';
import type { ActReply } from '../desk.ts';
import { refuse } from '../refusals.ts';
import { answeringOf, registerInForce } from '../register/register-in-force.ts';
import { awayForm, choosableStandIns, noStandIn, savedNotice, type AwayTyped } from './away-form.ts';
import type { OwnerPress } from './owner-act.ts';
import { id } from '../card-id.ts';
import { input } from '../card-input.ts';

/** The data of `me.away` and `me.away.save`: the list to go back to, and what was typed. */
export const AwayData = z.object({
  programme: id.optional(),
  cycle: id.optional(),
  /** The first day of the absence that is being changed. */
  change: id.optional(),
  takeBack: z.literal('yes').optional(),
  awayFrom: input,
  awayTo: input,
  to: input,
  colleague: input,
  picked: pickedId,
});
export type AwayData = z.infer<typeof AwayData>;

/** Somebody who is asked for updates somewhere in the tenant, and what they have said of days to come. */
interface Asked {
  parts: ActorProgramme[];
  now: Temporal.Instant;
  today: Temporal.PlainDate;
  set: DaysAway[];
}

/** `me.away`: the days that somebody has set, and a form for more of them, or for changing one. */
export function away(
  deps: Pick<DeskDeps, 'clock'>,
  data: AwayData,
  { actor, data: raw }: Pick<OwnerPress, 'actor' | 'data'>,
): ActReply {
  const asked = askedOf(deps, actor);
  if (!asked) return nothingToLeave(raw);
  const changing = asked.set.find(({ from }) => from.toString() === data.change);
  const typed: AwayTyped = changing
    ? {
        awayFrom: changing.from.toString(),
        awayTo: changing.to.toString(),
        to: changing.standIn ?? noStandIn,
        colleague: '',
      }
    : { awayFrom: '', awayTo: '', to: noStandIn, colleague: '' };
  return shown(awayForm({ ...asked, data, typed, changing }));
}

/**
 * `me.away.save`: sets days away, changes them or takes them back, in every programme of the tenant in which somebody is a
 * contact. Whoever was asked until now stays so for what has fallen due.
 */
export async function saveAway(
  deps: DeskDeps,
  data: AwayData,
  { actor, turn, data: raw }: OwnerPress,
): Promise<ActResult> {
  const asked = askedOf(deps, actor);
  if (!asked) return { reply: nothingToLeave(raw) };
  const changing = asked.set.find(({ from }) => from.toString() === data.change);
  const again = (state: Partial<Parameters<typeof awayForm>[0]>): ActResult => ({
    reply: shown(awayForm({ ...asked, data, typed: data, changing, ...state })),
  });
  if (data.takeBack && !changing) return again({ notice: 'This was changed before you pressed the button.' });
  const wanted = data.takeBack ? undefined : await wantedDays(deps, asked, data);
  if (wanted?.kind === 'problem') return again({ problem: wanted.problem });
  const said = [
    ...(changing ? [{ days: changing, here: true as const }] : []),
    ...(wanted ? [{ days: wanted.days }] : []),
  ];
  const changed = await sayEverywhere(deps, asked, said, {
    person: actor.person,
    ...(turn.card && { card: turn.card.activityId }),
    ...(wanted?.newcomer && { newcomer: wanted.newcomer }),
  });
  const parts = await Promise.all(asked.parts.map((part) => asChanged(deps, part, changed)));
  const stands = { ...asked, parts, set: setBy(parts, asked.today) };
  const notice = savedNotice(stands, wanted?.days);
  const empty: AwayTyped = { awayFrom: '', awayTo: '', to: noStandIn, colleague: '' };
  const reply = shown(awayForm({ ...stands, data, typed: empty, changing: undefined, notice }));
  const lists = changed.size > 0 ? listsOf(parts, data) : undefined;
  return { reply, ...(lists && { changed: lists }) };
}

type Wanted =
  | { kind: 'days'; days: DaysAway; /** Whoever stands in and is in no register. */ newcomer?: Contact }
  | { kind: 'problem'; problem: { input: string; message: string } };

async function wantedDays(
  { store }: Pick<DeskDeps, 'store'>,
  { parts, today }: Asked,
  data: AwayData,
): Promise<Wanted> {
  const typed = daysTyped({ from: data.awayFrom, to: data.awayTo }, today);
  if (typed.kind === 'problem') return typed;
  const { from, to } = typed;
  const isNobody = data.to === '' || data.to === noStandIn;
  if (isNobody && data.colleague.trim() === '' && data.picked === undefined) {
    return { kind: 'days', days: { from, to } };
  }
  const chosen = await choosePerson(store.people, choosableStandIns(parts), data);
  if (chosen.kind === 'chosen') {
    const { contact, isNew } = chosen;
    const days = { from, to, standIn: contact.id };
    return { kind: 'days', days, ...(isNew && { newcomer: contact }) };
  }
  const isSelf = parts.some(({ contactIds }) => contactIds.includes(data.to));
  const message = isSelf ? 'You cannot stand in for yourself.' : chosen.problem;
  return { kind: 'problem', problem: { input: chosen.input, message } };
}

/** Writes it into each programme in turn; the same said twice changes nothing. Returns those that have changed. */
async function sayEverywhere(
  deps: DeskDeps,
  { parts, now, today }: Asked,
  said: readonly Pick<Saying, 'days' | 'here'>[],
  { person, newcomer, ...pressed }: { person: Person; card?: string; newcomer?: Contact },
): Promise<Map<string, Programme>> {
  const changed = new Map<string, Programme>();
  for (const part of parts) {
    const { programme, contactIds } = part;
    const [contactId = ''] = contactIds;
    const by = authorOf(person, part, contactId);
    const written = await actOnProgramme(deps.store, programme.id, now, async (current) => {
      const absences = contactIds.reduce(
        (all, contactId) =>
          said.reduce((sofar, one) => withSaying(sofar, { ...one, contactId, saidAt: now, today }), all),
        current.absences ?? [],
      );
      if (saysTheSame(current.absences ?? [], absences, contactIds, today)) return undefined;
      const next = { ...current, absences: stillKnown(absences, stillMatters(current, today)) };
      const events = eventsOf(current, said, { ...pressed, by, at: now, contactId });
      if (!newcomer) return { programme: next, events };
      const register = await registerInForce(deps.store.registers, current);
      const isKnown = register?.contacts.some(({ id: known }) => known === newcomer.id);
      return {
        programme: isKnown ? next : withColleague(next, newcomer, { by, at: now }),
        events,
      };
    });
    await writeTrails(deps.store, programme.id);
    if (!written) continue;
    changed.set(programme.id, written);
    await planAgain(deps, written, now);
  }
  return changed;
}

/** For the trail of each open round. */
function eventsOf(
  { cycles }: Programme,
  said: readonly Pick<Saying, 'days' | 'here'>[],
  act: Pick<CycleEvent, 'by' | 'card' | 'at'> & { contactId: string },
): OwedEvent[] {
  const detail = said
    .map(({ days: { from, to }, here }) => `${here ? 'back' : 'away'} ${from.toString()} to ${to.toString()}`)
    .join('; ');
  // Set and taken back in one moment are two events.
  const eventId = `away-${act.contactId}-${detail.replace(/\W+/g, '-')}`;
  return cycles
    .filter(({ state }) => state === 'open')
    .map(({ id: cycleId }) => ({ cycleId, event: { ...act, id: eventId, kind: 'away', detail } }));
}

/** The next message of an open round may be another's now, or sooner. */
async function planAgain(
  { store }: DeskDeps,
  { tenantId, id: programmeId, cycles }: Programme,
  now: Temporal.Instant,
): Promise<void> {
  const open = cycles.filter(({ state }) => state === 'open');
  await store.agenda.add(...open.map(({ id: cycleId }) => ({ tenantId, programmeId, cycleId, due: now })));
}

/** A part with the programme as it was just written. */
async function asChanged(
  { store }: Pick<DeskDeps, 'store'>,
  part: ActorProgramme,
  changed: ReadonlyMap<string, Programme>,
): Promise<ActorProgramme> {
  const programme = changed.get(part.programme.id);
  if (!programme) return part;
  const register = (await registerInForce(store.registers, programme)) ?? part.register;
  return { ...part, programme, register };
}

function saysTheSame(
  before: readonly Absence[],
  after: readonly Absence[],
  contactIds: readonly string[],
  today: Temporal.PlainDate,
): boolean {
  const asText = (all: readonly Absence[]) =>
    JSON.stringify(contactIds.map((contactId) => daysAwayFrom(all, contactId, today)));
  return asText(before) === asText(after);
}

/** What was said of days before the opening of any round that runs has no effect any more. */
function stillMatters({ cycles }: Programme, today: Temporal.PlainDate): Temporal.PlainDate {
  const opened = cycles.filter((cycle) => !isOver(cycle)).map(({ dates }) => dates.opens);
  return [today, ...opened].reduce((first, day) => (day.since(first).sign < 0 ? day : first));
}

function askedOf({ clock }: Pick<DeskDeps, 'clock'>, actor: Actor): Asked | undefined {
  const parts = actor.programmes.filter(({ contactIds }) => contactIds.length > 0);
  const [first] = parts;
  if (!first) return undefined;
  const now = clock.now();
  const today = localDate(now, first.programme.settings.calendar.timeZone);
  return { parts, now, today, set: setBy(parts, today) };
}

/** The same in all programmes but for one that they came into later. */
function setBy(parts: readonly ActorProgramme[], today: Temporal.PlainDate): DaysAway[] {
  const everywhere = parts.map(({ programme: { absences = [] }, contactIds: [contactId = ''] }) =>
    daysAwayFrom(absences, contactId, today),
  );
  return everywhere.find((set) => set.length > 0) ?? [];
}

/** Whose lists show something else now: in the round that the button was of, or in the first that is open. */
function listsOf(parts: readonly ActorProgramme[], data: AwayData): Changed | undefined {
  const part = parts.find(({ programme }) => programme.id === data.programme) ?? parts[0];
  const cycles = part?.programme.cycles.filter(({ state }) => state === 'open') ?? [];
  const cycle = cycles.find((one) => one.id === data.cycle) ?? cycles[0];
  if (!part || !cycle) return undefined;
  const routes = routesOf(answeringOf(part.programme, part.register, cycle), part.register.actions);
  const refs = [...routes.values()]
    .filter(({ messaged }) => messaged !== undefined && part.contactIds.includes(messaged))
    .map(({ ref }) => ref);
  return refs.length > 0 ? { part, cycle, refs } : undefined;
}

function shown(view: ReturnType<typeof awayForm>): ActReply {
  return { kind: 'views', views: [{ kind: 'act-form', view }] };
}

function nothingToLeave(raw: unknown): ActReply {
  return refuse(
    'Nothing is asked of you',
    'You are not among those who give updates, so nobody need stand in for you here.',
    raw,
  );
}
