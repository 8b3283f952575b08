import { registerIndex } from '../programme/register-index.ts';
import type { Contact, Register } from '../programme/register.ts';
import type { StandIn, UpdateRequest } from './request.ts';

/** Who is written to about a request, and who may answer it. All are contact ids. */
export interface Route {
  ref: string;
  /** The one person who is written to: lead officer, else the first owner's lead contact, else a programme lead. */
  messaged: string | undefined;
  /** The first owner's deputy, who joins when it is overdue. */
  deputies: string[];
  /** The deputy who is written to as well, in place of one who cannot be reached. */
  standIn?: StandIn;
  /** One submission by any of these settles it for all. */
  mayAnswer: string[];
}

/**
 * The route of each request by the register in force, so that a corrected contact takes effect at once.
 * A request whose action has left the register has no route: nobody is written to about it.
 */
export function routesOf(
  register: Register,
  leads: readonly Contact[],
  requests: readonly Pick<UpdateRequest, 'ref' | 'standIn'>[],
): Map<string, Route> {
  const { actions, owners } = registerIndex(register);
  const leadIds = leads.map((lead) => lead.id);
  const routes = new Map<string, Route>();
  for (const { ref, standIn } of requests) {
    const action = actions.get(ref);
    if (!action) continue;
    const named = action.owners.flatMap((id) => owners.get(id) ?? []);
    const [first] = named;
    const people = named.flatMap((owner) => [owner.leadContact, owner.deputy]);
    const answerable = unique([action.leadOfficer, ...people]);
    // Nobody to ask, because there is no owner or the owner has no contact: the lead answers, and it shows.
    const noContact = (action.leadOfficer ?? first?.leadContact ?? first?.deputy) === undefined;
    const messaged = action.leadOfficer ?? first?.leadContact ?? first?.deputy ?? leadIds[0];
    const deputies = unique([first?.deputy]);
    routes.set(ref, {
      ref,
      messaged,
      deputies,
      mayAnswer: noContact ? unique([...answerable, ...leadIds]) : answerable,
      ...(standIn && stands(standIn, messaged, deputies) && { standIn }),
    });
  }
  return routes;
}

/** The route's people whose list shows the request as theirs; the others who may answer only share it. */
export function isTheirs(route: Route, contactIds: readonly string[]): boolean {
  const { messaged, deputies, standIn } = route;
  return contactIds.some((id) => id === messaged || id === standIn?.contactId || deputies.includes(id));
}

/** Whether somebody stands in still: for the contact of now, and as the deputy of now. */
function stands(standIn: StandIn, messaged: string | undefined, deputies: readonly string[]): boolean {
  return !standIn.over && standIn.insteadOf === messaged && deputies.includes(standIn.contactId);
}

function unique(ids: readonly (string | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => id !== undefined))];
}
