import type { CardElement, Json } from './card.ts';
import { BadCard } from './template.ts';

/** Teams takes somewhere between 28 KB and 100 KB, depending on the page one reads; this is under all of them. */
export const mostBytes = 25_000;

/** A card is too large to be sent even in the tightest room. */
export class CardTooBig extends BadCard {
  override name = 'CardTooBig';
}

/** In bytes, as it travels. */
export function sizeOf(card: object): number {
  return Buffer.byteLength(JSON.stringify(card));
}

/**
 * Throws `BadCard` unless the card is whole: no null, no empty text, ids that occur once, a label on every input,
 * and a title on every button.
 */
export function checkCard(card: CardElement): void {
  const ids = new Set<string>();
  for (const element of elementsOf(card)) {
    const { type, id, text, label, title } = element;
    if (typeof type === 'string' && typeof id === 'string') {
      if (ids.has(id)) throw new BadCard(`Two elements of a card share the id "${id}".`);
      ids.add(id);
    }
    if (type === 'TextBlock' || type === 'TextRun') demandText(text, `a ${type}'s text`);
    if (isInput(type)) demandText(label, `the label of input "${JSON.stringify(id)}"`);
    if (typeof type === 'string' && type.startsWith('Action.')) demandText(title, "a button's title");
    const empty = Object.keys(element).find((key) => element[key] === null || element[key] === undefined);
    if (empty !== undefined) throw new BadCard(`A card's "${empty}" is empty.`);
  }
}

function isInput(type: Json | undefined): boolean {
  return typeof type === 'string' && type.startsWith('Input.');
}

function demandText(value: Json | undefined, what: string): void {
  if (typeof value !== 'string' || value === '') throw new BadCard(`In a card, ${what} is missing.`);
}

/** Every object in a card, itself included. */
export function elementsOf(value: Json, found: CardElement[] = []): CardElement[] {
  if (Array.isArray(value)) {
    for (const item of value) elementsOf(item, found);
  } else if (typeof value === 'object' && value !== null) {
    found.push(value);
    for (const item of Object.values(value)) elementsOf(item, found);
  }
  return found;
}
