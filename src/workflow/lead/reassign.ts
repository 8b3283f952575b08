import type { ActFormView, FormInput } from '../../cards/views/act-form.ts';
import type { FormButton } from '../../cards/views/parts.ts';
import { cutAtWord, firstOf } from '../../cards/cut.ts';
import { changeHands } from '../../cycle/acts/change-hands.ts';
import { isRefused } from '../../cycle/acts/refused.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { routesOf } from '../../cycle/routing.ts';
import type { Amendment } from '../../programme/amendment.ts';
import type { Owner } from '../../programme/register.ts';
import type { ActResult } from '../act-result.ts';
import { emailOnlyHint } from '../people/email-only.ts';
import {
  isAnybody,
  personInputs,
  type Choosable,
  type Chosen,
  type PersonChosen,
  type PersonTyped,
} from '../people/choose-person.ts';
import { bringingIn, choosePerson, pickerIn } from '../people/pick-person.ts';
import { handOver, type HandOverDecision, type HandOverFrame, type Handing } from '../register/hand-over.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import { chosenRequests, filledIn, wayBack } from './chosen-requests.ts';
import type { ReassignData } from './handover-data.ts';
import type { PeopleStore } from '../ports.ts';
import type { LeadPress } from './lead-press.ts';
import { chooseFirst, notDone, oneMessage } from './lead-words.ts';
import { answerWithOverview } from './overview-reply.ts';

/** So many owners fit onto a card beside the people. */
const mostOwners = 60;
const mostTitle = 60;
/** Beside the refs in the title, so many are said in words. */
const heldShown = 3;

/** Who answers from now on: a person, or another owner with whoever is their contact. */
type Target = Chosen | { kind: 'owner'; owner: Owner };

/** `lead.reassign`: gives some requests to another owner or contact, for this cycle or for good. */
export async function reassign(press: LeadPress<ReassignData>): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  const requests = loaded ? requestsIn(loaded, data) : [];
  if (!loaded || requests.length === 0) return answerWithOverview(press, { notice: chooseFirst });
  const who = choosableIn(loaded, requests);
  if (!data.filled) return { reply: show(reassignForm({ loaded, requests, data, who })) };
  const target = await targetIn(deps.store.people, loaded, who, data);
  if (target.kind === 'problem')
    return { reply: show(reassignForm({ loaded, requests, data, who, problem: target })) };

  const forGood = data.howLong === 'always';
  const decided = requests.map((request) => ({
    ref: request.ref,
    result: changeHands(request, loaded.cycle, forGood),
  }));
  const refused = decided.flatMap(({ ref, result }) =>
    isRefused(result) ? [{ ref, why: result.refused }] : [],
  );
  const refs = decided.flatMap(({ ref, result }) => (isRefused(result) ? [] : [ref]));
  const card = turn.card?.activityId;
  const done = await handOver(
    deps,
    { cycle: chosen.key, by: author, ...(card !== undefined && { card }) },
    (frame) => decisionOf(frame, { refs, target, forGood, by: author }),
  );
  const moved = done?.changed.refs ?? [];
  const as = refs
    .filter((ref) => !moved.includes(ref))
    .map((ref) => ({ ref, why: `${nameOf(target)} has it already` }));
  const notice = [
    ...(done ? [`${movedWords(moved, target, forGood)}${oneMessage(done.told, loaded, now)}`] : []),
    ...notDone([...refused, ...as]),
  ].join('\n');
  const answer = await answerWithOverview(press, { notice, refs: moved });
  return { ...answer, ...(done && { changed: done.changed }) };
}

/** A request of its own, or those that were chosen on the overview. */
export function requestsIn(loaded: LoadedCycle, data: ReassignData): UpdateRequest[] {
  const { ref } = data;
  return ref === undefined
    ? chosenRequests(loaded, data)
    : loaded.requests.filter((request) => request.ref === ref);
}

export function choosableIn(
  loaded: LoadedCycle,
  requests: readonly UpdateRequest[],
  proposed = '',
): Choosable {
  const near = requests.flatMap(({ owners }) => owners.map(({ id }) => id));
  return { register: loaded.register, proposed, near, without: [], picker: pickerIn(loaded) };
}

/** Either a person or an owner: where both were chosen, nobody knows which was meant. */
async function targetIn(
  people: Pick<PeopleStore, 'byId'>,
  { register }: LoadedCycle,
  who: Choosable,
  data: ReassignData,
): Promise<Target | Problem> {
  const owner = register.owners.find(({ id }) => id === data.toOwner);
  const hasPerson = isAnybody(data);
  if (owner && hasPerson) {
    return { kind: 'problem', input: 'toOwner', problem: 'Please choose a person or an owner, not both.' };
  }
  if (owner) return { kind: 'owner', owner };
  if (!hasPerson) return { kind: 'problem', input: 'to', problem: 'Please choose a person or an owner.' };
  return choosePerson(people, who, data);
}

type Problem = { kind: 'problem'; input: keyof PersonTyped | 'toOwner'; problem: string };

/** What is not theirs yet, by the programme's row as it is now. */
function decisionOf(
  frame: HandOverFrame,
  about: {
    refs: readonly string[];
    target: Target;
    forGood: boolean;
    by: { contactId: string; name: string };
  },
): HandOverDecision | undefined {
  const { answering, register, at } = frame;
  const { refs, target, forGood, by } = about;
  const routes = routesOf(
    answering,
    refs.map((ref) => ({ ref })),
  );
  const handovers = refs.flatMap((ref): Handing[] => {
    const route = routes.get(ref);
    if (!route) return [];
    const before = answering.handovers?.findLast((one) => one.ref === ref)?.ownerId;
    const first = before ?? register.actions.find((action) => action.ref === ref)?.owners[0];
    const ownerId = target.kind === 'owner' ? target.owner.id : before;
    const contactId =
      target.kind === 'owner' ? (target.owner.leadContact ?? target.owner.deputy) : target.contact.id;
    const from = route.messaged;
    const isThere = from === contactId && (target.kind === 'chosen' || first === ownerId);
    if (isThere && !forGood) return [];
    return [
      {
        ref,
        why: 'reassigned',
        ...(contactId !== undefined && { contactId }),
        ...(ownerId !== undefined && { ownerId }),
        ...(from !== undefined && { from }),
      },
    ];
  });
  if (handovers.length === 0) return undefined;
  const amendments = handovers.map(({ ref }): Amendment =>
    target.kind === 'owner'
      ? { kind: 'owner', ref, ownerId: target.owner.id, by, at }
      : { kind: 'officer', ref, contact: target.contact, by, at },
  );
  return {
    handovers,
    ...(forGood && { amendments }),
    ...(target.kind === 'chosen' && bringingIn(frame, target, by)),
  };
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

interface FormState {
  loaded: LoadedCycle;
  requests: readonly UpdateRequest[];
  data: ReassignData;
  who: Choosable;
  problem?: Problem;
}

/** `more`: what else can be decided, and words about why it is to be. */
export function reassignForm(
  { loaded, requests, data, who, problem }: FormState,
  more: { title?: string; paragraphs?: string[]; buttons?: FormButton[] } = {},
): ActFormView {
  const again = { ...filledIn(data), ...(data.ref === undefined ? {} : { ref: data.ref }) };
  const back = { ...wayBack(data) };
  const ofPerson =
    problem && problem.input !== 'toOwner'
      ? (problem as Extract<PersonChosen, { kind: 'problem' }>)
      : undefined;
  return {
    title: more.title ?? `Who should answer ${listedRefs(requests.map(({ ref }) => ref))}?`,
    paragraphs: [
      ...(more.paragraphs ?? heldLines(loaded, requests)),
      ...emailOnlyHint(who.register.contacts),
    ],
    inputs: [
      ...personInputs(who, 'A person', data, ofPerson),
      ownerInput(loaded, data, problem?.input === 'toOwner' ? problem.problem : undefined),
      {
        id: 'howLong',
        label: 'For how long',
        kind: 'choice',
        value: data.howLong === 'always' ? 'always' : 'once',
        choices: [
          { title: 'For this cycle', value: 'once' },
          { title: 'For good, also after the next import', value: 'always' },
        ],
      },
    ],
    buttons: [
      { title: 'Reassign', verb: 'lead.reassign', data: again },
      ...(more.buttons ?? []),
      { title: 'Back to the overview', verb: 'lead.overview', data: back },
    ],
  };
}

function ownerInput({ register }: LoadedCycle, { toOwner }: ReassignData, problem?: string): FormInput {
  return {
    id: 'toOwner',
    label: 'Or another owner, with their contact',
    kind: 'choice',
    value: toOwner,
    choices: [...register.owners]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .slice(0, mostOwners)
      .map(({ id, name }) => ({ title: cutAtWord(name, mostTitle), value: id })),
    ...(problem !== undefined && { problem }),
  };
}

/** `1.2 Open a clinic: with Ama Okoro (Housing Team)` */
export function heldWords({ routes, contacts }: LoadedCycle, { ref, title, owners }: UpdateRequest): string {
  const holder = contacts.get(routes.get(ref)?.messaged ?? '')?.name;
  const held = [holder, owners[0] && `(${owners[0].name})`].filter(Boolean).join(' ');
  return `${ref} ${cutAtWord(title, mostTitle)}${held === '' ? '' : `: with ${held}`}`;
}

function heldLines(loaded: LoadedCycle, requests: readonly UpdateRequest[]): string[] {
  const { shown, more } = firstOf(requests, heldShown);
  return [...shown.map((request) => heldWords(loaded, request)), ...more];
}

function show(view: ActFormView): ActResult['reply'] {
  return { kind: 'views', views: [{ kind: 'act-form', view }] };
}
