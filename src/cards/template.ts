import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
// The package's own entry also brings the TypeScript sources of another package, which do not compile here.
import type * as engine from 'adaptivecards-templating/lib/template-engine.js';
import type { CardElement, Json } from './card.ts';

/** A card was drawn that must not be sent: a fault of ours. */
export class BadCard extends Error {
  override name = 'BadCard';
}

/** The templates are beside `src` and `dist` alike. */
const folder = new URL('../../cards/', import.meta.url);

const require = createRequire(import.meta.url);

/** Reads each template that was asked for, if that has not been done yet. */
const readers: (() => engine.Template)[] = [];

/**
 * A template from /cards: the function it returns fills it and gives back the card's body. It is read when it is first
 * filled, since the engine takes as long to load, and to read its expressions, as everything else that a start does.
 */
export function loadTemplate(name: string): (data: Record<string, unknown>) => CardElement[] {
  let template: engine.Template | undefined;
  const read = () => (template ??= readTemplate(name));
  readers.push(read);
  return (data) => {
    const isMasked = JSON.stringify(data).includes('${');
    const filled: unknown = read().expand({ $root: isMasked ? mask(data) : data });
    const missing = /\$\{[^}]*\}?/.exec(JSON.stringify(filled));
    if (missing) throw new BadCard(`The template ${name} found no value for ${missing[0]}.`);
    return ((isMasked ? unmask(filled) : filled) as { body: CardElement[] }).body;
  };
}

/** Reads all templates, one at a time: for a server that listens already, so that the first card need not wait. */
export async function readTemplates(): Promise<void> {
  for (const read of readers) {
    await setImmediate();
    read();
  }
}

function readTemplate(name: string): engine.Template {
  const { Template } = require('adaptivecards-templating/lib/template-engine.js') as typeof engine;
  return new Template(JSON.parse(readFileSync(fileURLToPath(new URL(`${name}.json`, folder)), 'utf8')));
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
