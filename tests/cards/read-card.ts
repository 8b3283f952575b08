import { createRequire } from 'node:module';
import { elementsOf } from '../../src/cards/check-card.ts';
import type { CardElement } from '../../src/cards/card.ts';
import { renderViews } from '../../src/cards/render.ts';
import type { View } from '../../src/cards/views/view.ts';

/** The reader of adaptive cards that Microsoft ships; only what is used of it. */
interface AdaptiveCards {
  AdaptiveCard: new () => {
    parse(json: object, context: object): void;
    validateProperties(): { validationEvents: { message: string }[] };
  };
  SerializationContext: new () => { eventCount: number; getEventAt(index: number): { message: string } };
}
const { AdaptiveCard, SerializationContext } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as AdaptiveCards;

export function draw(...views: View[]): CardElement {
  return renderViews(views).card as CardElement;
}

/** What only Teams has; Microsoft's open reader does not know it. */
const teamsOwn = ['Chart.HorizontalBar.Stacked', 'ProgressBar'];

/** What Microsoft's reader finds wrong with a card. */
export function complaints(card: object): string[] {
  const reader = new AdaptiveCard();
  const context = new SerializationContext();
  reader.parse(card, context);
  const parsing = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const properties = reader.validateProperties().validationEvents.map(({ message }) => message);
  return [...parsing, ...properties].filter((message) => !teamsOwn.some((type) => message.includes(type)));
}

/** Every element of a type, in the order in which it is drawn. */
export function all(card: CardElement, type: string): CardElement[] {
  return elementsOf(card).filter((element) => element['type'] === type);
}

/** The buttons that send a verb, in order. */
export function buttons(card: CardElement, verb?: string): CardElement[] {
  return all(card, 'Action.Execute').filter((button) => verb === undefined || button['verb'] === verb);
}

export function input(card: CardElement, id: string): CardElement | undefined {
  return elementsOf(card).find((element) => element['id'] === id);
}

/** Everything that can be read on a card, unfolded, from top to bottom. */
export function words(card: CardElement): string {
  return elementsOf(card)
    .flatMap(({ type, text }) => (isText(type) && typeof text === 'string' ? [text] : []))
    .join('\n');
}

/** What is seen before anything is unfolded. */
export function wordsInSight(card: CardElement): string {
  return words(JSON.parse(JSON.stringify(card), hideFolded) as CardElement);
}

function hideFolded(_key: string, value: unknown): unknown {
  const isFolded = typeof value === 'object' && value !== null && 'isVisible' in value && !value.isVisible;
  return isFolded ? {} : value;
}

function isText(type: unknown): boolean {
  return type === 'TextBlock' || type === 'TextRun';
}
