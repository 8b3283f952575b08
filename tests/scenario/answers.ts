import { elementsOf } from '../../src/cards/check-card.ts';
import type { CardElement } from '../../src/cards/card.ts';
import type { FakePerson } from '../fakes/teams-server.ts';

/** A form as it is filled in, by input id. */
export type Filled = { status: string } & Record<string, string>;

/** One of each status, with what it demands, and both ways of giving a new date. */
export const wholeAnswers = {
  onTrack: {
    status: 'on_track',
    narrative: 'The second group has begun.',
    nextSteps: 'Visit all four sites.',
  },
  completed: { status: 'completed', narrative: 'All of it is in place.', outcome: 'Open six days a week.' },
  slipping: {
    status: 'minor_slippage',
    narrative: 'One post is vacant.',
    reason: 'Two interviews came to nothing.',
    recoveryAction: 'The post is advertised again.',
  },
  delayed: {
    status: 'significant_delay',
    narrative: 'The hall is shut.',
    reason: 'Its roof was found unsafe.',
    recoveryAction: 'A school has offered its gym.',
    revisedDate: '2027-03-31',
  },
  delayedWithoutDate: {
    status: 'significant_delay',
    narrative: 'No money was found.',
    reason: 'The bid was turned down.',
    recoveryAction: 'Two trusts are being asked.',
    sayBy: '2026-12-15',
  },
  closed: { status: 'closed', reason: 'Another plan covers it; the board decided so in March.' },
} satisfies Record<string, Filled>;

/** The buttons on a card that send a verb, with their data, from top to bottom. */
export function buttonsOf(card: object | undefined, verb: string): Record<string, unknown>[] {
  return elementsOf((card ?? {}) as CardElement)
    .filter((element) => element['type'] === 'Action.Execute' && element['verb'] === verb)
    .map(({ data }) => data as Record<string, unknown>);
}

/**
 * Somebody answers all that their newest card asks, as it leads them: the next action's button, the form, Submit.
 * Returns what they answered, by ref.
 */
export async function answersAll(
  person: FakePerson,
  refs: readonly string[],
  fill: (ref: string) => Filled,
): Promise<Map<string, Filled>> {
  const given = new Map<string, Filled>();
  let card = person.cards().at(-1);
  while (given.size < refs.length) {
    const [next] = buttonsOf(card, 'update.open');
    const ref = String(next?.['ref']);
    if (!refs.includes(ref) || given.has(ref)) {
      throw new Error(`${person.name} is led to ${ref}, having answered ${[...given.keys()].join(' ')}.`);
    }
    const filled = fill(ref);
    card = await answers(person, next ?? {}, filled);
    given.set(ref, filled);
  }
  return given;
}

/** One action answered: its button pressed, its form filled in and submitted. Returns the card that comes then. */
export async function answers(
  person: FakePerson,
  button: Record<string, unknown>,
  filled: Filled,
): Promise<object | undefined> {
  const form = await person.presses('update.open', button);
  const [submit] = buttonsOf(form.card, 'update.submit');
  if (submit === undefined) throw new Error(`${person.name} got no form: ${JSON.stringify(form.body)}`);
  const receipt = await person.presses('update.submit', { ...submit, ...filled });
  return receipt.card;
}
