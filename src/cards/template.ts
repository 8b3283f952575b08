import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
// The package's own entry also brings the TypeScript sources of another package, which do not compile here.
import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import type { CardElement, Json } from './card.ts';

/** A card was drawn that must not be sent: a fault of ours. */
export class BadCard extends Error {
  override name = 'BadCard';
}

/** The templates are beside `src` and `dist` alike. */
const folder = new URL('../../cards/', import.meta.url);

/** Reads a template from /cards, once; the function it returns fills it and gives back the card's body. */
export function loadTemplate(name: string): (data: Record<string, unknown>) => CardElement[] {
  const file = fileURLToPath(new URL(`${name}.json`, folder));
  const template = new Template(JSON.parse(readFileSync(file, 'utf8')));
  return (data) => {
    const filled: unknown = template.expand({ $root: mask(data) });
    const json = JSON.stringify(filled);
    const missing = /\$\{[^}]*\}?/.exec(json);
    if (missing) throw new BadCard(`The template ${name} found no value for ${missing[0]}.`);
    return (unmask(filled) as { body: CardElement[] }).body;
  };
}

/**
 * An expression that finds no value stays in the card as `${…}`. So that this can be told from a `${…}` that
 * somebody typed, theirs is disguised while the template is filled: U+FFFF is in no text.
 */
const disguised = '$\uFFFF{';

function mask(value: unknown): unknown {
  return mapTexts(value, (text) => text.replaceAll('${', disguised));
}

function unmask(value: unknown): unknown {
  return mapTexts(value, (text) => text.replaceAll(disguised, '${'));
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, Json>).map(([key, item]) => [key, mapTexts(item, change)]),
  );
}
