import type { Tone } from '../programme/status-scheme.ts';

/** A piece of a card, as JSON. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export interface CardElement {
  [key: string]: Json;
}

/** One view, drawn: what goes into the card's body, and what the notification says of it. */
export interface CardPart {
  body: CardElement[];
  /** A plain sentence of what this is; not escaped. */
  summary: string;
  /** Read aloud in its place, where the summary is too short for that. */
  speak?: string;
  /** Uses the whole width of the conversation. */
  wide?: true;
}

/**
 * How much room a card has for what may be cut, in characters and in items. Typed words that are given back in an
 * input are never cut.
 */
export interface Room {
  title: number;
  /** Titles in lists that are folded away. */
  foldedTitle: number;
  /** Last time's text, and somebody else's answer. */
  lastText: number;
  /** Each reason, recovery action and outcome in a digest. */
  detail: number;
  /** Rows of each list in a digest; at least as many as are shown before "See all". */
  items: number;
  /** Bars of a chart: more than twelve are too small to read on a phone. */
  bars: number;
}

/** From ample to tight; a card is drawn in the first in which it fits. */
export const rooms: readonly Room[] = [
  { title: 240, foldedTitle: 110, lastText: 4000, detail: 600, items: 12, bars: 12 },
  { title: 160, foldedTitle: 90, lastText: 1500, detail: 300, items: 10, bars: 10 },
  { title: 100, foldedTitle: 60, lastText: 500, detail: 160, items: 8, bars: 8 },
  { title: 60, foldedTitle: 40, lastText: 200, detail: 80, items: 5, bars: 5 },
];

/** Where a part is drawn: `id` prefixes the ids of its elements, so that two parts of one card never share one. */
export interface Place {
  id: string;
  room: Room;
}

/** The colour of the dot beside a status's words. */
export function dotColour(tone: Tone): string {
  return { done: 'Accent', good: 'Good', warning: 'Warning', bad: 'Attention', neutral: 'Default' }[tone];
}

/** The colour of a status in a chart, whose legend has the words. */
export function chartColour(tone: Tone): string {
  return {
    done: 'categoricalBlue',
    good: 'good',
    warning: 'warning',
    bad: 'attention',
    neutral: 'neutral',
  }[tone];
}
