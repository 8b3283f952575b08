import { cutAtWord } from '../../cards/cut.ts';
import type { FormInput } from '../../cards/views/act-form.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { refKey } from '../../programme/printed-ref.ts';

/** As many as a card has room for to choose from; of more, the number is typed. */
const mostChoices = 60;
const titleShown = 60;

/** Stands for no action in particular. */
const whole = '-';

/** The input `ref`: an action of a cycle or, where that is `offered`, the whole. */
export function actionInput(
  requests: readonly UpdateRequest[],
  { value, problem, offersWhole = false }: { value: string; problem?: string; offersWhole?: boolean },
): FormInput {
  const shared = { id: 'ref', value, ...(problem !== undefined && { problem }) };
  const live = liveOf(requests);
  if (live.length > mostChoices) {
    const empty = offersWhole ? ', or empty for the whole' : '';
    return {
      ...shared,
      kind: 'text',
      label: `Which action: its number${empty}`,
      most: 40,
      placeholder: '1.4',
    };
  }
  return {
    ...shared,
    kind: 'choice',
    label: 'Which action (needed)',
    choices: [
      ...(offersWhole ? [{ title: 'The digest as a whole', value: whole }] : []),
      ...live.map(({ ref, title }) => ({ title: `${ref} ${cutAtWord(title, titleShown)}`, value: ref })),
    ],
  };
}

/** The action that was chosen or typed; undefined for the whole; `unknown` where there is no such action. */
export function chosenAction(
  requests: readonly UpdateRequest[],
  typed: string,
): UpdateRequest | undefined | 'unknown' {
  if (typed === whole) return undefined;
  if (typed.trim() === '') return liveOf(requests).length > mostChoices ? undefined : 'unknown';
  return liveOf(requests).find(({ ref }) => refKey(ref) === refKey(typed.trim())) ?? 'unknown';
}

function liveOf(requests: readonly UpdateRequest[]): UpdateRequest[] {
  return requests.filter(({ state }) => state !== 'retired');
}
