import type { CardElement } from '../../src/cards/card.ts';
import { elementsOf } from '../../src/cards/check-card.ts';
import type { FakePerson } from '../fakes/teams-server.ts';
import { buttonsOf } from './answers.ts';

/** What is put into inputs, by input id. Of a choice, the first words of what is offered; of several, each. */
export type Typed = Record<string, string | readonly string[]>;

/** Somebody before a card, who does only what it offers; each answer takes the place of the card before. */
export interface AtCard {
  /** Presses the first button of a verb whose data has what `about` says, with all that the card's inputs hold. */
  press(verb: string, typed?: Typed, about?: Record<string, unknown>): Promise<AtCard>;
  /** Whether there is such a button. */
  has(verb: string, about?: Record<string, unknown>): boolean;
  /** Whether an input offers a choice that begins with these words. */
  offers(input: string, words: string): boolean;
  card: object;
  /** All that can be read on it, without its buttons. */
  words: string;
}

/** Before the newest card in their chat. */
export function atNewest(person: FakePerson): AtCard {
  const card = person.cards().at(-1);
  if (!card) throw new Error(`${person.name} has no card.`);
  return atCard(person, card);
}

/** Before what a word of theirs in the chat brings up. */
export async function asks(person: FakePerson, text: string): Promise<AtCard> {
  await person.says(text);
  return atNewest(person);
}

/** The newest message stays the one whose button is pressed: an answer stands in its place. */
export function atCard(person: FakePerson, card: object): AtCard {
  const find = (verb: string, about: Record<string, unknown>) =>
    buttonsOf(card, verb).find((data) =>
      Object.entries(about).every(([name, value]) => data[name] === value),
    );
  const words = wordsOf(card).join('\n');
  return {
    card,
    words,
    has: (verb, about = {}) => find(verb, about) !== undefined,
    offers: (input, begins) =>
      inputsOn(card).some(
        ({ id, choices }) => id === input && choices?.some(({ title }) => title.startsWith(begins)),
      ),
    async press(verb, typed = {}, about = {}) {
      const data = find(verb, about);
      const on = `on ${person.name}'s card:\n${words}`;
      if (!data) throw new Error(`No button ${verb} ${JSON.stringify(about)} ${on}`);
      const { card: answer, error } = await person.presses(verb, { ...inputsOf(card, typed, on), ...data });
      if (!answer) throw new Error(`${verb} was answered by ${JSON.stringify(error)} ${on}`);
      return atCard(person, answer);
    },
  };
}

/** The texts of a card in their order. */
export function wordsOf(card: object): string[] {
  return elementsOf(card as CardElement).flatMap(({ type, text }) =>
    (type === 'TextBlock' || type === 'TextRun') && typeof text === 'string' ? [text] : [],
  );
}

interface Input {
  type: string;
  id: string;
  value?: string;
  choices?: { title: string; value: string }[];
}

/** All that a client sends along: what is typed, and what stood in the other inputs. */
function inputsOf(card: object, typed: Typed, on: string): Record<string, string> {
  const inputs = inputsOn(card);
  const strange = Object.keys(typed).find((name) => inputs.every(({ id }) => id !== name));
  if (strange !== undefined) throw new Error(`No input ${strange} ${on}`);
  return Object.fromEntries(
    inputs.map((input) => {
      const given = typed[input.id];
      return [input.id, given === undefined ? (input.value ?? '') : valueOf(input, given, on)];
    }),
  );
}

function inputsOn(card: object): Input[] {
  const elements = elementsOf(card as CardElement) as unknown as Input[];
  return elements.filter(({ type }) => /^Input\./.test(type));
}

function valueOf({ id, choices }: Input, given: string | readonly string[], on: string): string {
  return [given]
    .flat()
    .map((words) => {
      const choice = choices?.find(({ title }) => title.startsWith(words));
      if (choices && !choice) throw new Error(`${id} does not offer ${words} ${on}`);
      return choice?.value ?? words;
    })
    .join(',');
}
