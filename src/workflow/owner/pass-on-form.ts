import type { z } from 'zod';
import { cutAtWord } from '../../cards/cut.ts';
import type { ActFormView, FormInput } from '../../cards/views/act-form.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { isTheirs } from '../../cycle/routing.ts';
import { input } from '../card-input.ts';
import { personInputs, type Choosable, type PersonChosen } from '../people/choose-person.ts';
import { emailOnlyHint } from '../people/email-only.ts';
import { pickedId, pickerIn } from '../people/pick-person.ts';
import { howLongInput } from '../register/how-long.ts';
import { ChosenData, mostTitle, refValue } from './chosen-refs.ts';
import type { OwnRequests } from './own-requests.ts';

/** The data of `update.passOn`: one request, or those that are chosen; to whom, and for how long. */
export const PassOnData = ChosenData.extend({ howLong: input, picked: pickedId });
export type PassOnData = z.infer<typeof PassOnData>;

export interface PassOnFormState {
  own: OwnRequests;
  offered: readonly UpdateRequest[];
  who: Choosable;
  data: PassOnData;
  notice?: string;
  problem?: Extract<PersonChosen, { kind: 'problem' }>;
  noneChosen?: boolean;
  howLongProblem?: string;
}

/** Whether something is theirs only for the days on which its contact is away: who answers always is not theirs to say. */
export function isOnlyCovered({ part, loaded }: OwnRequests, ref: string): boolean {
  const route = loaded.routes.get(ref);
  return route !== undefined && !isTheirs(route, part.contactIds);
}

/** Anybody but whoever asks, and whoever has all of it already. */
export function choosableBy({ part, loaded }: OwnRequests, offered: readonly UpdateRequest[]): Choosable {
  const holders = new Set(offered.map(({ ref }) => loaded.routes.get(ref)?.messaged));
  const [holder] = holders;
  return {
    register: loaded.register,
    picker: pickerIn(loaded),
    near: offered.flatMap(({ owners }) => owners.map((owner) => owner.id)),
    without: [...part.contactIds, ...(holders.size === 1 && holder !== undefined ? [holder] : [])],
  };
}

/** What is passed on, unless it is one; to whom, and for how long. */
export function passOnForm(state: PassOnFormState): ActFormView {
  const { own, offered, who, data, notice, problem, noneChosen = false, howLongProblem } = state;
  const scope = { programme: own.loaded.key.programmeId, cycle: own.loaded.key.cycleId };
  const [first] = offered;
  const one = offered.length === 1 && !noneChosen ? first : undefined;
  const mayAlways = offered.some(({ ref }) => !isOnlyCovered(own, ref));
  return {
    title: 'Pass it on',
    paragraphs: [
      ...(one ? [`${one.ref} ${one.title}`] : []),
      'Your colleague gets one message with your name on it, and can hand it back. A draft goes with it.',
      ...emailOnlyHint(who.register.contacts),
    ],
    ...(notice !== undefined && { notice }),
    inputs: [
      ...(one ? [] : [refsInput(offered, data, noneChosen)]),
      ...personInputs(who, 'To whom', data, problem),
      howLongInput(
        data.howLong,
        { once: 'This time', ...(mayAlways && { always: 'Always, from now on' }) },
        howLongProblem,
      ),
    ],
    buttons: [
      {
        title: 'Pass on',
        verb: 'update.passOn',
        data: { ...scope, go: 'yes', ...(data.ref === undefined ? {} : { ref: data.ref }) },
      },
      { title: 'Back to my updates', verb: 'updates.list', data: scope },
    ],
  };
}

/** All of it, until something else was chosen. */
function refsInput(
  offered: readonly UpdateRequest[],
  { go, refs }: PassOnData,
  noneChosen: boolean,
): FormInput {
  return {
    id: 'refs',
    label: 'What to pass on',
    kind: 'choice',
    many: true,
    value: go === undefined ? offered.map(({ ref }) => refValue(ref)).join(',') : refs,
    choices: offered.map(({ ref, title }) => ({
      title: cutAtWord(`${ref} ${title}`, mostTitle),
      value: refValue(ref),
    })),
    ...(noneChosen && { problem: 'Please choose at least one.' }),
  };
}
