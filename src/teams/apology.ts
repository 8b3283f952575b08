import type { RetryFormView } from '../cards/views/refusal.ts';
import type { View } from '../cards/views/view.ts';
import { typedInputs } from '../workflow/card-data.ts';

/** The inputs of the form in its order, then those of other cards; by id. */
const formInputs = [
  'reason',
  'recoveryAction',
  'revisedDate',
  'sayBy',
  'outcome',
  'narrative',
  'nextSteps',
  'noteToLead',
  'whyNotPublished',
];
const otherInputs = Object.keys(typedInputs).filter((input) => !formInputs.includes(input));
/** On every form, whether or not anything was typed in them. */
const standing = ['narrative', 'nextSteps', 'noteToLead'];

/** What our buttons carry beside what is typed, with the longest that it is. Nothing else is sent back. */
const carried: ReadonlyMap<string, number> = new Map([
  ...['programme', 'cycle', 'ref', 'draft', 'channelId', 'status', 'owner', 'person', 'seen', 'was'].map(
    (id) => [id, 256] as const,
  ),
  // What is chosen on the small forms, days among it.
  ...[
    'to',
    'picked',
    'toOwner',
    'leaver',
    'howLong',
    'decision',
    'suggested',
    'answerBy',
    'change',
    'drawn',
    'chosenAt',
    'beside',
  ].map((id) => [id, 256] as const),
  ...['awayFrom', 'awayTo', 'meeting', 'opens', 'deadline', 'closes', 'publish', 'counted'].map(
    (id) => [id, 256] as const,
  ),
  // Several choices come as one text.
  ...['owners', 'refs'].map((id) => [id, 10_000] as const),
  ['text', 600],
  ...[
    'useLast',
    'confirm',
    'early',
    'filled',
    'go',
    'send',
    'save',
    'again',
    'keep',
    'looked',
    'one',
    'pressed',
  ].map((choice) => [choice, 3] as const),
  ['takeBack', 3],
  // What an owner keeps from being published stays so when it is sent again.
  ...['notForPublication', 'nameAwaited', 'when'].map((choice) => [choice, 5] as const),
]);
const carriedNumbers = ['version', 'page', 'ownerPage'];

/**
 * What a person is told whose button failed: that it may not be stored, with all that they typed in a form whose
 * buttons send it again. It is made of what came with the button alone: nothing can be read just then, and whoever
 * pressed it learns nothing that they did not send.
 */
export function apologyFor(verb: string, data: Record<string, unknown>): View[] {
  const values = typedIn(verb, data);
  const isOwners = isOwnersForm(verb) && formInputs.some((input) => input in values);
  const pressed = isOwners && formButtons.some((one) => one.verb === verb) ? [] : [buttonFor(verb)];
  const buttons = [...pressed, ...(isOwners ? formButtons : [])];
  return [retryForm(isTyped(values), carriedIn(data), values, buttons)];
}

/** Whether what is typed with it is an owner's answer: leads have forms of their own, and so has agreeing with one. */
function isOwnersForm(verb: string): boolean {
  return verb.startsWith('update') && verb !== 'update.agree';
}

/** The same for a line of chat. In a channel there is no way back to a list of one's own. */
export function apologyForChat(text: string, place: 'own chat' | 'among others'): View[] {
  const typed = text === '' ? {} : { typed: [{ label: 'You wrote', text }] };
  return [{ kind: 'refusal', view: { ...failed, ...typed, backToList: place === 'own chat' } }];
}

const notStored = {
  title: 'This may not be stored yet',
  message:
    'Something went wrong on our side. What you typed is in the form below: please press the button again in a few ' +
    'minutes. However often you press it, the same words are stored once.',
};
const failed = {
  title: 'Something went wrong on our side',
  message: 'I cannot say whether that was done. Please try again in a few minutes.',
};

const formButtons = [
  { title: 'Submit', verb: 'update.submit' },
  { title: 'Save draft', verb: 'update.saveDraft' },
  { title: 'Back', verb: 'updates.list' },
];

function buttonFor(verb: string): RetryFormView['buttons'][number] {
  switch (verb) {
    case 'update.noChange':
      return { title: 'No change', verb };
    case 'lead.record':
      return { title: 'Record', verb };
    case 'digest.publish':
      return { title: 'Publish', verb };
    case 'me.away.save':
    case 'lead.edit':
      return { title: 'Save', verb };
    default:
      return { title: 'Try again', verb };
  }
}

function retryForm(
  isTypedIn: boolean,
  data: RetryFormView['data'],
  values: RetryFormView['values'],
  buttons: RetryFormView['buttons'],
): View {
  return { kind: 'retry-form', view: { ...(isTypedIn ? notStored : failed), data, values, buttons } };
}

/** What was typed, by input; with the form's standing inputs where any of the form's was filled in. */
function typedIn(verb: string, data: Record<string, unknown>): Record<string, string> {
  const textOf = (input: string): string => {
    const text = data[input];
    return typeof text === 'string' && text.trim() !== '' ? text : '';
  };
  const isForm =
    (isOwnersForm(verb) || verb === 'lead.record') && formInputs.some((input) => textOf(input) !== '');
  const shown = [...formInputs, ...otherInputs].filter(
    (input) => textOf(input) !== '' || (isForm && standing.includes(input)),
  );
  return Object.fromEntries(shown.map((input) => [input, textOf(input)]));
}

function isTyped(values: Record<string, string>): boolean {
  return Object.keys(values).length > 0;
}

function carriedIn(data: Record<string, unknown>): RetryFormView['data'] {
  const texts = [...carried].flatMap(([id, most]) => {
    const value = data[id];
    return typeof value === 'string' && value !== '' && value.length <= most ? [[id, value] as const] : [];
  });
  const numbers = carriedNumbers.flatMap((id) => {
    const value = data[id];
    return Number.isSafeInteger(value) ? [[id, value as number] as const] : [];
  });
  return Object.fromEntries<string | number>([...texts, ...numbers]);
}
