import { Temporal } from '../calendar/temporal.ts';
import { groupedBy } from '../programme/grouped.ts';
import { callsOnReturn, callsToStepIn, whoIsAway, whoStepsIn } from './calls.ts';
import type { DaySection } from './day.ts';
import { dutiesOf, isAway, type Duty, type Ladder } from './duties.ts';

/** What falls due to one person. */
export interface Roles {
  duties: Duty[];
  /** What they are asked out of turn, when they step in for somebody or come back; in order of time. */
  calls: DaySection[];
}

/** What falls due to whom, over all requests that were asked. */
export function rolesOf(ladder: Ladder): Map<string, Roles> {
  const roles = new Map<string, Roles>();
  const rolesFor = (contactId: string): Roles => {
    const known = roles.get(contactId) ?? { duties: [], calls: [] };
    roles.set(contactId, known);
    return known;
  };
  for (const rung of ladder.rungs.filter(({ to }) => to === 'leads')) {
    const there = ladder.leads.filter(({ id }) => !isAway(ladder, id, rung));
    for (const { id } of there.length > 0 ? there : ladder.leads) rolesFor(id).duties.push({ rung });
  }
  const handovers = groupedBy(ladder.cycle.handovers ?? [], ({ ref }) => ref);
  for (const request of ladder.requests.filter(({ asked }) => asked)) {
    const duties = dutiesOf(ladder, request, handovers.get(request.ref));
    for (const { contactId, ...duty } of duties) rolesFor(contactId).duties.push(duty);
  }
  for (const [contactId, own] of whoStepsIn(ladder)) {
    const known = rolesFor(contactId);
    known.calls.push(...callsToStepIn(ladder.calendar, own, known.duties));
  }
  for (const [contactId, awaiting] of whoIsAway(ladder)) {
    rolesFor(contactId).calls.push(...callsOnReturn(ladder, contactId, awaiting));
  }
  for (const { calls } of roles.values())
    calls.sort((a, b) => Temporal.Instant.compare(a.rung.at, b.rung.at));
  return roles;
}
