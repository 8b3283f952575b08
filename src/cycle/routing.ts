import { isBefore } from '../calendar/order.ts';
import type { Temporal } from '../calendar/temporal.ts';
import { absenceOn, type Absence } from '../programme/absence.ts';
import { registerIndex } from '../programme/register-index.ts';
import type { Contact, Register } from '../programme/register.ts';
import type { Handover } from './cycle.ts';
import type { StandIn } from './request-marks.ts';
import type { UpdateRequest } from './request.ts';

/** All that says who answers for what in a cycle. */
export interface Answering {
  /** The register in force. */
  register: Register;
  leads: readonly Contact[];
  /** What was handed over in this cycle; the last for a ref holds. */
  handovers?: readonly Handover[];
  absences?: readonly Absence[];
}

/** Who is written to about a request, and who may answer it. All are contact ids. */
export interface Route {
  ref: string;
  /**
   * The one person who is written to: whoever it was handed to, else the lead officer, else the first owner's lead
   * contact, else a programme lead.
   */
  messaged: string | undefined;
  /** Since when they are; absent where they always were. What fell due before that is not made up to them. */
  since?: Temporal.Instant;
  /** The first owner's deputy, who joins when it is overdue. */
  deputies: string[];
  /** The deputy who is written to as well, in place of one who cannot be reached. */
  standIn?: StandIn;
  /** Where whoever is written to has said of days that they are away. */
  away?: SteppingIn;
  /** One submission by any of these settles it for all. Those who step in may on those days only: see `answersOn`. */
  mayAnswer: string[];
}

/** Who steps in for a request's contact, and when. */
interface SteppingIn {
  /** The contact's, and those of all who could step in. */
  absences: readonly Absence[];
  leads: readonly Contact[];
  /** Who may answer on those days only. */
  onlyThen: readonly string[];
}

/**
 * The route of each request by the register in force, so that a corrected contact takes effect at once.
 * A request whose action has left the register has no route: nobody is written to about it.
 */
export function routesOf(
  answering: Answering,
  requests: readonly Pick<UpdateRequest, 'ref' | 'standIn'>[],
): Map<string, Route> {
  const { register, leads, absences = [] } = answering;
  const { actions, owners } = registerIndex(register);
  const leadIds = leads.map((lead) => lead.id);
  const handovers = new Map(answering.handovers?.map((handover) => [handover.ref, handover]));
  const away = new Set(absences.map(({ contactId }) => contactId));
  const routes = new Map<string, Route>();
  for (const { ref, standIn } of requests) {
    const action = actions.get(ref);
    if (!action) continue;
    const handover = handovers.get(ref);
    const named = ownersWith(handover, action.owners).flatMap((id) => owners.get(id) ?? []);
    const [first] = named;
    const officer = handover?.ownerId === undefined ? action.leadOfficer : undefined;
    const people = named.flatMap((owner) => [owner.leadContact, owner.deputy]);
    const answerable = unique([handover?.contactId, officer, ...people]);
    // Nobody to ask, because there is no owner or the owner has no contact: the lead answers, and it shows.
    const usual = officer ?? first?.leadContact ?? first?.deputy;
    const messaged = handover?.contactId ?? usual ?? leadIds[0];
    const deputies = unique([first?.deputy]);
    const always = unique([...answerable, ...(usual === undefined ? leadIds : [])]);
    const stepsIn =
      messaged !== undefined && away.has(messaged)
        ? steppingIn(messaged, { deputies, leads, absences, always })
        : undefined;
    routes.set(ref, {
      ref,
      messaged,
      ...(handover?.contactId !== undefined && { since: handover.at }),
      deputies,
      ...(stepsIn && { away: stepsIn }),
      mayAnswer: [...always, ...(stepsIn?.onlyThen ?? [])],
      ...(standIn && stands(standIn, messaged, deputies) && { standIn }),
    });
  }
  return routes;
}

function steppingIn(
  messaged: string,
  about: Pick<Route, 'deputies'> & Pick<SteppingIn, 'leads' | 'absences'> & { always: readonly string[] },
): SteppingIn {
  const { deputies, leads, absences, always } = about;
  const standIns = absences.flatMap(({ contactId, standIn }) => (contactId === messaged ? [standIn] : []));
  const others = unique([...standIns, ...leads.map(({ id }) => id)]);
  const concerned = new Set([messaged, ...others, ...deputies]);
  return {
    absences: absences.filter(({ contactId }) => concerned.has(contactId)),
    leads,
    onlyThen: others.filter((id) => !always.includes(id)),
  };
}

/** A request's owners, first the one that it was given to in this cycle. */
export function ownersWith(
  handover: Pick<Handover, 'ownerId'> | undefined,
  owners: readonly string[],
): readonly string[] {
  const { ownerId } = handover ?? {};
  return ownerId === undefined ? owners : [ownerId, ...owners.slice(1).filter((id) => id !== ownerId)];
}

/**
 * Who gets what falls due to a request's contact at a moment: they themselves; while they are away, whoever stands in,
 * else the deputy, else a lead, and of these nobody who is away too. Where all are, the first lead. Undefined for what
 * fell due before it was handed over, which is not made up to the new contact.
 */
export function addresseeOf(
  { messaged, since, deputies }: Route,
  { absences = [], leads }: Pick<Answering, 'absences' | 'leads'>,
  due: { date: Temporal.PlainDate; at: Temporal.Instant },
): string | undefined {
  if (messaged === undefined || (since && isBefore(due.at, since))) return undefined;
  return inPlaceOf(messaged, { deputies, absences, leads }, due) ?? messaged;
}

/**
 * Who is there in somebody's place on a day; undefined while they are there themselves. What had gone to them before they
 * said that they are away is not sent to another once more, so only what had been said by then counts.
 */
function inPlaceOf(
  contactId: string,
  { deputies, absences, leads }: Pick<Route, 'deputies'> & Pick<SteppingIn, 'leads' | 'absences'>,
  { date, at }: { date: Temporal.PlainDate; at?: Temporal.Instant },
): string | undefined {
  const absence = absenceOn(absences, contactId, date, at);
  if (!absence) return undefined;
  const others = unique([absence.standIn, ...deputies, ...leads.map(({ id }) => id)]);
  const there = others.find((id) => id !== contactId && !absenceOn(absences, id, date, at));
  return there ?? leads[0]?.id ?? contactId;
}

/** The absence for which somebody has a request as theirs on a day. */
export function coveredBy(
  { messaged, deputies, away }: Route,
  contactIds: readonly string[],
  date: Temporal.PlainDate,
): Absence | undefined {
  if (messaged === undefined || !away || contactIds.includes(messaged)) return undefined;
  const there = inPlaceOf(messaged, { ...away, deputies }, { date });
  if (there === undefined || !contactIds.includes(there)) return undefined;
  return absenceOn(away.absences, messaged, date);
}

/** The id by which somebody may answer on a day: also as whoever was asked to stand in, or as a lead, while they do. */
export function answersOn(
  { messaged, away, mayAnswer }: Route,
  contactIds: readonly string[],
  date: Temporal.PlainDate,
): string | undefined {
  const absence = away && messaged !== undefined ? absenceOn(away.absences, messaged, date) : undefined;
  const now = new Set([absence?.standIn, ...(absence ? (away?.leads ?? []).map(({ id }) => id) : [])]);
  return mayAnswer.find((id) => contactIds.includes(id) && (!away?.onlyThen.includes(id) || now.has(id)));
}

/**
 * The route's people whose list shows the request as theirs; the others who may answer only share it. Whoever steps in
 * for somebody who is away has it as theirs on those days.
 */
export function isTheirs(route: Route, contactIds: readonly string[], today?: Temporal.PlainDate): boolean {
  const { messaged, deputies, standIn } = route;
  if (contactIds.some((id) => id === messaged || id === standIn?.contactId || deputies.includes(id)))
    return true;
  return today !== undefined && coveredBy(route, contactIds, today) !== undefined;
}

/** Whether somebody stands in still: for the contact of now, and as the deputy of now. */
function stands(standIn: StandIn, messaged: string | undefined, deputies: readonly string[]): boolean {
  return !standIn.over && standIn.insteadOf === messaged && deputies.includes(standIn.contactId);
}

function unique(ids: readonly (string | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => id !== undefined))];
}
