import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CardElement, Json } from './card.ts';

/** A card was drawn that must not be sent: a fault of ours. */
export class BadCard extends Error {
  override name = 'BadCard';
}

/** The templates are beside `src` and `dist` alike. */
const folder = new URL('../../cards/', import.meta.url);

/** A template from /cards: the function it returns fills it and gives back the card's body. */
export function loadTemplate(name: string): (data: Record<string, unknown>) => CardElement[] {
  const card = JSON.parse(readFileSync(fileURLToPath(new URL(`${name}.json`, folder)), 'utf8')) as Json;
  const fill = compileTemplate(name, card);
  return (data) => (fill(data) as { body: CardElement[] }).body;
}

/** A piece of a template, filled from the data of its place; undefined where it stands for a list that is empty. */
type Fill = (data: unknown) => Json | undefined;

/**
 * Compiles a template in that part of Adaptive Cards' template language that ours use: `${name}`, `${name.field}` and
 * `${$data}` in texts, and `$data`, which draws an object once for each item of a list. A text that is one expression
 * takes the value as it is. The language's own engine asks an interpreter of expressions for each value: that took most
 * of the time in which a card is drawn. What people typed is a value, and no expression in it is read. The function
 * throws `BadCard` where an expression finds no value.
 */
export function compileTemplate(name: string, template: Json): Fill {
  return compiled(template);

  function compiled(node: Json): Fill {
    if (typeof node === 'string') return text(node);
    if (Array.isArray(node)) return list(node);
    if (typeof node === 'object' && node !== null) return object(node);
    return () => node;
  }

  function object({ $data, ...rest }: { [key: string]: Json }): Fill {
    const fields = Object.entries(rest).map(([key, node]) => [key, compiled(node)] as const);
    const once = (data: unknown): Json => {
      const filled: { [key: string]: Json } = {};
      for (const [key, fill] of fields) filled[key] = fill(data) ?? null;
      return filled;
    };
    if ($data === undefined) return once;
    const scope = compiled($data);
    return (data) => {
      const scoped = scope(data);
      if (!Array.isArray(scoped)) return once(scoped);
      const filled = scoped.map(once);
      return filled.length > 1 ? filled : filled[0];
    };
  }

  function list(nodes: Json[]): Fill {
    const fills = nodes.map(compiled);
    // An object that is drawn several times stands beside its neighbours.
    return (data) => fills.flatMap((fill) => fill(data) ?? []);
  }

  function text(node: string): Fill {
    // Every other part is the inside of an expression.
    const parts = node.split(/\$\{([^}]*)\}/);
    if (parts.length === 1) return () => node;
    if (parts.length === 3 && parts[0] === '' && parts[2] === '') return expression(parts[1] ?? '');
    const fills = parts.map((part, n) => (n % 2 === 0 ? () => part : expression(part)));
    return (data) => fills.map((fill) => words(fill(data), node)).join('');
  }

  function words(value: Json, within: string): string {
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw new BadCard(`The template ${name} found no words for "${within}".`);
  }

  function expression(path: string): (data: unknown) => Json {
    const steps = path === '$data' ? [] : path.split('.');
    return (data) => {
      let value = data;
      for (const step of steps) value = (value as Record<string, unknown> | null | undefined)?.[step];
      if (value === undefined) throw new BadCard(`The template ${name} found no value for \${${path}}.`);
      return value as Json;
    };
  }
}
