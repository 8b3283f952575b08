import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
// The package's own entry also brings the TypeScript sources of another package, which do not compile here.
import type * as engine from 'adaptivecards-templating/lib/template-engine.js';
import fc from 'fast-check';
import type { Json } from '../../src/cards/card.ts';
import { compileTemplate } from '../../src/cards/template.ts';

const { Template } = createRequire(import.meta.url)(
  'adaptivecards-templating/lib/template-engine.js',
) as typeof engine;

const folder = new URL('../../cards/', import.meta.url);
const templates = readdirSync(folder).map(
  (file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Json] as const,
);

describe('filling a template', () => {
  it.each(templates)('fills %s as the engine of Adaptive Cards does', (name, template) => {
    const fill = compileTemplate(name, template);
    const official = new Template(template);
    fc.assert(
      fc.property(dataFor(template), (data) => {
        expect(fill(data)).toEqual(official.expand({ $root: data }));
      }),
      { numRuns: 30 },
    );
  });

  it('takes what looks like an expression in a value for what somebody typed', () => {
    const fill = compileTemplate('note', { text: 'Note: ${note}', title: '${note}' });
    expect(fill({ note: 'costs ${amount}' })).toEqual({
      text: 'Note: costs ${amount}',
      title: 'costs ${amount}',
    });
  });

  it('refuses to leave an expression that found no value', () => {
    const fill = compileTemplate('note', { body: [{ $data: '${rows}', text: '${row.title}' }] });
    expect(() => fill({ rows: [{ row: {} }] })).toThrow('The template note found no value for ${row.title}.');
    expect(() => fill({})).toThrow('The template note found no value for ${rows}.');
  });
});

/** Data of the shape that a template asks for: what it repeats is a list of none to three, all else is short text. */
function dataFor(template: Json): fc.Arbitrary<unknown> {
  const asked: Asked = { fields: new Map() };
  collect(template, asked);
  return arbitraryOf(asked);
}

/** What is asked of the data in one place, by name. A place that nothing in it is asked of is a text. */
interface Asked {
  fields: Map<string, Asked>;
  isList?: true;
}

function collect(node: Json, scope: Asked): void {
  if (typeof node === 'string') {
    for (const [, path = ''] of node.matchAll(/\$\{([^}]*)\}/g)) placeOf(scope, path);
  } else if (Array.isArray(node)) {
    for (const item of node) collect(item, scope);
  } else if (typeof node === 'object' && node !== null) {
    const { $data, ...rest } = node;
    const within = typeof $data === 'string' ? placeOf(scope, $data.slice(2, -1)) : scope;
    if (within !== scope) within.isList = true;
    collect(Object.values(rest), within);
  }
}

function placeOf(scope: Asked, path: string): Asked {
  if (path === '$data') return scope;
  return path.split('.').reduce((place, step) => {
    const known = place.fields.get(step) ?? { fields: new Map() };
    place.fields.set(step, known);
    return known;
  }, scope);
}

function arbitraryOf({ fields, isList }: Asked): fc.Arbitrary<unknown> {
  const one: fc.Arbitrary<unknown> =
    fields.size === 0
      ? fc.string({ minLength: 1 })
      : fc.record(Object.fromEntries([...fields].map(([name, asked]) => [name, arbitraryOf(asked)])));
  return isList ? fc.array(one, { maxLength: 3 }) : one;
}
