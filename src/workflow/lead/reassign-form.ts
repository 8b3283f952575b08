import { cutAtWord, firstOf } from '../../cards/cut.ts';
import type { ActFormView, FormInput } from '../../cards/views/act-form.ts';
import type { FormButton } from '../../cards/views/parts.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import {
  personInputs,
  type Choosable,
  type PersonChosen,
  type PersonTyped,
} from '../people/choose-person.ts';
import { emailOnlyHint } from '../people/email-only.ts';
import { pickerIn } from '../people/pick-person.ts';
import { howLongInput } from '../register/how-long.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { filledIn, wayBack } from './chosen-requests.ts';
import type { ReassignData } from './handover-data.ts';

/** So many owners fit onto a card beside the people. */
const mostOwners = 60;
const mostName = 60;
const mostTitle = 120;
/** Beside the refs in the title, so many are said in words. */
const heldShown = 3;

/** What must be put right on the form, and at which input. */
export interface ReassignProblem {
  kind: 'problem';
  input: keyof PersonTyped | 'toOwner';
  problem: string;
}

export interface ReassignFormState {
  loaded: LoadedCycle;
  requests: readonly UpdateRequest[];
  data: ReassignData;
  who: Choosable;
  problem?: ReassignProblem;
}

/** Anybody, the people of the requests' own owners first. */
export function choosableIn(
  loaded: LoadedCycle,
  requests: readonly UpdateRequest[],
  proposed = '',
): Choosable {
  const near = requests.flatMap(({ owners }) => owners.map(({ id }) => id));
  return { register: loaded.register, proposed, near, without: [], picker: pickerIn(loaded) };
}

/** `more`: what else can be decided, and words about why it is to be. */
export function reassignForm(
  { loaded, requests, data, who, problem }: ReassignFormState,
  more: { paragraphs?: string[]; buttons?: FormButton[] } = {},
): ActFormView {
  const again = { ...filledIn(data), ...(data.ref === undefined ? {} : { ref: data.ref }) };
  return {
    title: `Who should answer ${listedRefs(requests.map(({ ref }) => ref))}?`,
    paragraphs: [
      ...(more.paragraphs ?? heldLines(loaded, requests)),
      ...emailOnlyHint(who.register.contacts),
    ],
    inputs: [
      ...personInputs(who, 'A person', data, ofPerson(problem)),
      ownerInput(loaded, data, problem?.input === 'toOwner' ? problem.problem : undefined),
      howLongInput(data.howLong, { once: 'For this cycle', always: 'For good, also after the next import' }),
    ],
    buttons: [
      { title: 'Reassign', verb: 'lead.reassign', data: again },
      ...(more.buttons ?? []),
      { title: 'Back to the overview', verb: 'lead.overview', data: wayBack(data) },
    ],
  };
}

function ofPerson(
  problem: ReassignProblem | undefined,
): Extract<PersonChosen, { kind: 'problem' }> | undefined {
  if (!problem || problem.input === 'toOwner') return undefined;
  return { ...problem, input: problem.input };
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
      .map(({ id, name }) => ({ title: cutAtWord(name, mostName), value: id })),
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
