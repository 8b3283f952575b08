import { whyNotHandOver } from '../../cycle/acts/why-not-hand-over.ts';
import type { Author } from '../../cycle/author.ts';
import { routesOf } from '../../cycle/routing.ts';
import type { Amendment } from '../../programme/amendment.ts';
import type { Programme } from '../../programme/programme.ts';
import type { Owner } from '../../programme/register.ts';
import type { ActResult } from '../act-result.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import { isAnybody, type Choosable, type Chosen } from '../people/choose-person.ts';
import { bringingIn, choosePerson } from '../people/pick-person.ts';
import type { PeopleStore } from '../ports.ts';
import { handingTo } from '../register/handing-to.ts';
import { handOver, type HandOverDecision, type HandOverFrame, type Handing } from '../register/hand-over.ts';
import { isForGood } from '../register/how-long.ts';
import { showActForm } from '../replies.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { requestsIn } from './chosen-requests.ts';
import type { ReassignData } from './handover-data.ts';
import type { LeadPress } from './lead-press.ts';
import { chooseFirst, notDone, oneMessage } from './lead-words.ts';
import { isByAnother, whenWords } from './others-acts.ts';
import { answerWithOverview } from './overview-reply.ts';
import { choosableIn, reassignForm, type ReassignProblem } from './reassign-form.ts';

/** Who answers from now on: a person, or another owner with whoever is their contact. */
type Target = Chosen | { kind: 'owner'; owner: Owner };

/** `lead.reassign`: gives some requests to another owner or contact, for this cycle or for good. */
export async function reassign(press: LeadPress<ReassignData>): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  const requests = loaded ? requestsIn(loaded, data) : [];
  if (!loaded || requests.length === 0) return answerWithOverview(press, { notice: chooseFirst });
  const form = { loaded, requests, data, who: choosableIn(loaded, requests) };
  if (!data.filled) return { reply: showActForm(reassignForm(form)) };
  const target = await targetIn(deps.store.people, loaded, form.who, data);
  if (target.kind === 'problem') return { reply: showActForm(reassignForm({ ...form, problem: target })) };

  const forGood = isForGood(data);
  const refused = requests.flatMap((request) => {
    const why = whyNotHandOver(request, loaded.cycle, forGood);
    return why === undefined ? [] : [{ ref: request.ref, why }];
  });
  const refs = requests.map(({ ref }) => ref).filter((ref) => !refused.some((one) => one.ref === ref));
  const card = turn.card?.activityId;
  const done = await handOver(
    deps,
    { cycle: chosen.key, by: author, ...(card !== undefined && { card }) },
    (frame) => decisionOf(frame, { refs, target, forGood, by: author }),
  );
  const moved = done?.changed.refs ?? [];
  const unmoved = refs.filter((ref) => !moved.includes(ref));
  const notice = [
    ...(done ? [`${movedWords(moved, target, forGood)}${oneMessage(done.told, loaded, now)}`] : []),
    ...notDone([...refused, ...(await whyUnmoved(press, unmoved, target))]),
  ].join('\n');
  const answer = await answerWithOverview(press, { notice, refs: moved });
  return { ...answer, ...(done && { changed: done.changed }) };
}

/** Either a person or an owner: where both were chosen, nobody knows which was meant. */
async function targetIn(
  people: Pick<PeopleStore, 'byId'>,
  { register }: LoadedCycle,
  who: Choosable,
  data: ReassignData,
): Promise<Target | ReassignProblem> {
  const owner = register.owners.find(({ id }) => id === data.toOwner);
  const hasPerson = isAnybody(data);
  if (owner && hasPerson) {
    return { kind: 'problem', input: 'toOwner', problem: 'Please choose a person or an owner, not both.' };
  }
  if (owner) return { kind: 'owner', owner };
  if (!hasPerson) return { kind: 'problem', input: 'to', problem: 'Please choose a person or an owner.' };
  return choosePerson(people, who, data);
}

/** What is not theirs yet, by the programme's row as it is now. */
function decisionOf(
  frame: HandOverFrame,
  { refs, target, forGood, by }: { refs: readonly string[]; target: Target; forGood: boolean; by: Author },
): HandOverDecision | undefined {
  const routes = routesOf(
    frame.answering,
    refs.map((ref) => ({ ref })),
  );
  const handovers = [...routes.values()]
    .map((route) => handingOf(frame, route, target))
    .filter((one) => !isWithThem(frame, one, target) || (forGood && !isSettled(frame, one.ref, target)));
  if (handovers.length === 0) return undefined;
  const amendments = handovers.map(({ ref }): Amendment =>
    target.kind === 'owner'
      ? { kind: 'owner', ref, ownerId: target.owner.id, by, at: frame.at }
      : { kind: 'officer', ref, contact: target.contact, by, at: frame.at },
  );
  return {
    handovers,
    ...(forGood && { amendments }),
    ...(target.kind === 'chosen' && bringingIn(frame, target, by)),
  };
}

function handingOf(
  { cycle }: HandOverFrame,
  route: Parameters<typeof handingTo>[1],
  target: Target,
): Handing {
  if (target.kind === 'chosen') return handingTo(target.contact.id, route, 'reassigned', cycle.handovers);
  const { id: ownerId, leadContact, deputy } = target.owner;
  return { ...handingTo(leadContact ?? deputy, route, 'reassigned'), ownerId };
}

/** Whether it would be handed to whoever has it, and stand under the same owner as before. */
function isWithThem(
  { cycle, register, answering }: HandOverFrame,
  handing: Handing,
  target: Target,
): boolean {
  // What an owner without a contact has, a lead is asked about.
  const holder = handing.contactId ?? answering.leads[0]?.id;
  if (handing.from !== holder) return false;
  if (target.kind === 'chosen') return true;
  const { ref } = handing;
  const given = cycle.handovers?.findLast((one) => one.ref === ref)?.ownerId;
  const first = given ?? register.actions.find((action) => action.ref === ref)?.owners[0];
  return first === target.owner.id;
}

/** Whether somebody has decided so for good: what the imported register alone says, the next one can take away again. */
function isSettled({ programme }: HandOverFrame, ref: string, target: Target): boolean {
  const settled = settledLast(programme, ref);
  return target.kind === 'owner'
    ? settled?.kind === 'owner' && settled.ownerId === target.owner.id
    : settled?.kind === 'officer' && settled.contact.id === target.contact.id;
}

function settledLast({ amendments = [] }: Programme, ref: string) {
  return amendments
    .filter((one) => one.kind === 'owner' || one.kind === 'officer')
    .findLast((one) => one.ref === ref);
}

/** `Priya Raman gave it to Ben Ode at 10:15 am`, where that was somebody else's act. */
async function whyUnmoved(
  press: LeadPress<ReassignData>,
  refs: readonly string[],
  target: Target,
): Promise<{ ref: string; why: string }[]> {
  if (refs.length === 0) return [];
  const { deps, chosen, now } = press;
  const programme = (await deps.store.programmes.find(chosen.key.programmeId))?.value;
  const handovers = programme?.cycles.find(({ id }) => id === chosen.key.cycleId)?.handovers;
  return refs.map((ref) => {
    const given = handovers?.findLast((one) => one.ref === ref) ?? (programme && settledLast(programme, ref));
    if (!given || !isByAnother(press, given)) return { ref, why: `${nameOf(target)} has it already` };
    const when = whenWords(given, now, chosen.of.programme.settings.calendar.timeZone);
    return { ref, why: `${given.by.name} gave it to ${nameOf(target)} ${when}` };
  });
}

function nameOf(target: Target): string {
  return target.kind === 'owner' ? target.owner.name : target.contact.name;
}

/** `1.2 is with Ben Ode now, for this cycle.` */
function movedWords(refs: readonly string[], target: Target, forGood: boolean): string {
  const are = refs.length === 1 ? 'is' : 'are';
  const long = forGood ? 'from now on' : 'for this cycle';
  return `${listedRefs(refs)} ${are} with ${nameOf(target)} now, ${long}.`;
}
