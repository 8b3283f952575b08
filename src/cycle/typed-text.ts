/** Limits in UTF-16 characters, so that every text fits the store and a card (design §4). */
export const narrativeLimit = 4000;
export const textLimit = 2000;

/** The inputs in which people write, with what the form calls them, in the order of the form. */
export const textInputs = {
  narrative: 'What has happened since',
  nextSteps: 'What happens next',
  reason: 'The reason',
  recoveryAction: 'What is being done about it',
  outcome: 'The outcome',
  noteToLead: 'Note to the lead',
} as const;
export type TextInput = keyof typeof textInputs;

export const textInputIds = Object.keys(textInputs) as TextInput[];

export function limitOf(input: string): number {
  return input === 'narrative' ? narrativeLimit : textLimit;
}

/** One input that must be put right, in words for the person who typed it. */
export interface InputProblem {
  input: string;
  message: string;
}

/** What was typed in an input, tidied; empty where there is nothing but white space. */
export function typedIn(inputs: Readonly<Record<string, string>>, input: string): string {
  return Object.hasOwn(inputs, input) ? tidy(inputs[input] ?? '') : '';
}

/**
 * No word is changed: only line ends are made alike, outer white space and control characters go (no store or
 * document takes them), and half a surrogate pair becomes the replacement character.
 */
export function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim();
}

/** Texts that are there already: of an answer, by its fields, or of a draft, by its inputs. */
type Known = Readonly<{ [text in TextInput | 'whyNotPublished' | 'notForPublication']?: string }>;

/** Whether anything was written in an input that is not there already, in any of `known`. */
export function hasNewWords(
  inputs: Readonly<Record<string, string>>,
  ...known: readonly (Known | undefined)[]
): boolean {
  const isNew = (input: string, textIn: (there: Known | undefined) => string | undefined): boolean => {
    const words = typedIn(inputs, input);
    return words !== '' && !known.some((there) => tidy(textIn(there) ?? '') === words);
  };
  const { why } = notForPublicationInputs;
  return (
    textInputIds.some((input) => isNew(input, (there) => there?.[input])) ||
    isNew(why, (there) => there?.[why] ?? there?.notForPublication)
  );
}

/** The tick by which an owner keeps an answer's texts from being published, and the line that says why. */
export const notForPublicationInputs = { tick: 'notForPublication', why: 'whyNotPublished' } as const;

/** Whether a tick's input says that it is ticked: clients send `true`, or nothing. */
export function isTicked(inputs: Readonly<Record<string, string>>, input: string): boolean {
  return typedIn(inputs, input) === 'true';
}

/** Dates and choices too: nothing that comes from a card is kept without a limit. */
const limitedInputs = [
  ...textInputIds,
  ...['status', 'revisedDate', 'sayBy', 'why'],
  ...Object.values(notForPublicationInputs),
];

/** The texts that are too long, each with how much too long it is. */
export function tooLong(inputs: Readonly<Record<string, string>>): InputProblem[] {
  return limitedInputs.flatMap((input) => {
    const excess = typedIn(inputs, input).length - limitOf(input);
    if (excess <= 0) return [];
    const characters = excess === 1 ? '1 character' : `${grouped(excess)} characters`;
    const shorten = `shorten this by ${characters}. The most is ${grouped(limitOf(input))}.`;
    return {
      input,
      message: isText(input) ? `${textInputs[input]}: please ${shorten}` : `Please ${shorten}`,
    };
  });
}

/** As typed, also the white space; but for a text that is too long with it, which is kept without the outer one. */
export function asKept(inputs: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(inputs).map(([input, text]) => [
    input,
    text.length > limitOf(input) ? tidy(text) : text,
  ]);
  return Object.fromEntries(kept) as Record<string, string>;
}

function isText(input: string): input is TextInput {
  return Object.hasOwn(textInputs, input);
}

/** `1,500`: written out, so that the process's locale changes nothing. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
