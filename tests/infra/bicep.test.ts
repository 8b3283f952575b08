import { readFileSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Node, Parser } from 'web-tree-sitter';
import { readConfig } from '../../src/config.ts';
import { bicepParser, nodesOf, parseBicep, syntaxErrors } from './bicep-syntax.ts';

const infra = new URL('../../infra/', import.meta.url);
const modules = readdirSync(new URL('modules/', infra)).map((file) => `modules/${file}`);
let parser: Parser;

beforeAll(async () => {
  parser = await bicepParser();
});

function read(path: string): string {
  return readFileSync(new URL(path, infra), 'utf8');
}

function tree(path: string): Node {
  return parseBicep(parser, read(path));
}

/** A properties file's assignments, in the form that the grammar knows. */
function parameterFile(): string {
  return read('main.bicepparam').replace(/^param (\w+) =/gm, 'var $1 =');
}

/** Names declared at the top: `param a string` gives `a`. */
function declared(root: Node, kind: string): string[] {
  return nodesOf(root, kind).map((node) => nodesOf(node, 'identifier')[0]!.text);
}

/** Key and value of each property of an object. */
function properties(object: Node): [string, Node][] {
  return object.namedChildren
    .filter((child) => child.type === 'object_property')
    .map((property) => [property.namedChildren[0]!.text, property.namedChildren.at(-1)!]);
}

function required(root: Node): string[] {
  return nodesOf(root, 'parameter_declaration')
    .filter((node) => !node.text.includes('='))
    .map((node) => nodesOf(node, 'identifier')[0]!.text);
}

describe('the Bicep files', () => {
  it.each(['main.bicep', ...modules])('%s has no syntax error', (path) => {
    expect(syntaxErrors(tree(path))).toEqual([]);
  });

  it('has no syntax error in the example of parameters', () => {
    expect(syntaxErrors(parseBicep(parser, parameterFile()))).toEqual([]);
  });

  it.each([
    ['a brace is missing', (source: string) => source.replace(/\}\s*$/, '')],
    ['a colon is missing', (source: string) => source.replace("kind: 'azurebot'", "kind 'azurebot'")],
    ['a quote is missing', (source: string) => source.replace("'global'", "'global")],
  ])('would be caught if %s', (_, damage) => {
    const broken = damage(read('modules/bot.bicep'));
    expect(broken).not.toEqual(read('modules/bot.bicep'));
    expect(syntaxErrors(parseBicep(parser, broken))).not.toEqual([]);
  });

  it('gives each module exactly the parameters that it declares', () => {
    const calls = nodesOf(tree('main.bicep'), 'module_declaration');
    expect(calls).toHaveLength(modules.length);
    for (const call of calls) {
      const path = nodesOf(call, 'string_content')[0]!.text;
      const given = properties(new Map(properties(nodesOf(call, 'object')[0]!)).get('params')!);
      expect(given.map(([name]) => name).sort()).toEqual(
        declared(tree(path), 'parameter_declaration').sort(),
      );
    }
  });

  it('reads only outputs that a module has', () => {
    const outputs = new Map(
      nodesOf(tree('main.bicep'), 'module_declaration').map((call) => [
        nodesOf(call, 'identifier')[0]!.text,
        declared(tree(nodesOf(call, 'string_content')[0]!.text), 'output_declaration'),
      ]),
    );
    const reads = [...read('main.bicep').matchAll(/(\w+)\.outputs\.(\w+)/g)];
    expect(reads.length).toBeGreaterThan(5);
    for (const [, module, output] of reads) expect(outputs.get(module!)).toContain(output);
  });

  it('has an example that gives every required parameter and no unknown one', () => {
    const main = tree('main.bicep');
    const given = declared(parseBicep(parser, parameterFile()), 'variable_declaration');
    expect(declared(main, 'parameter_declaration')).toEqual(expect.arrayContaining(given));
    expect(given).toEqual(expect.arrayContaining(required(main)));
  });
});

describe("the web app's settings", () => {
  /** What the expressions come to in a deployment. */
  const deployed: Record<string, string> = {
    identityClientId: '1c2f8a70-4b1d-4c8e-9a53-5d1f0e6b7a21',
    'tenant().tenantId': '7f3bb8d2-0f0c-4b1e-8f5a-5c1e2d3a4b5c',
    tableEndpoint: 'https://buabc.table.core.windows.net/',
  };
  const azuresOwn = ['AZURE_CLIENT_ID', 'SCM_DO_BUILD_DURING_DEPLOYMENT', 'WEBSITE_RUN_FROM_PACKAGE'];

  function settings(): Record<string, string> {
    const entries = [...read('modules/web-app.bicep').matchAll(/\{ name: '(\w+)', value: (.+) \}/g)];
    return Object.fromEntries(
      entries.map(([, name, value]) => [
        name!,
        deployed[value!] ?? value!.replace(/'/g, '').replace('${name}', 'board-updates'),
      ]),
    );
  }

  it('are enough to start the bot in production, as a managed identity', () => {
    expect(readConfig(settings())).toMatchObject({
      mode: 'hosted',
      production: true,
      credentials: {
        appId: deployed['identityClientId'],
        appType: 'UserAssignedMSI',
        appTenantId: deployed['tenant().tenantId'],
      },
      storage: { accountUrl: deployed['tableEndpoint'] },
    });
  });

  it("are all explained in the operator's guide, but for Azure's own", () => {
    const guide = readFileSync(new URL('../../docs/operator.md', import.meta.url), 'utf8');
    const own = Object.keys(settings()).filter((name) => !azuresOwn.includes(name));
    expect(own.length).toBeGreaterThan(4);
    for (const name of own) expect(guide).toContain(`\`${name}\``);
  });

  it('hold no secret', () => {
    expect(Object.keys(settings()).join(' ')).not.toMatch(/password|secret|key|connection/i);
  });

  it('keeps the app awake and asks after its health where the bot answers', () => {
    const site = read('modules/web-app.bicep');
    expect(site).toContain('alwaysOn: true');
    expect(site).toContain("healthCheckPath: '/healthz'");
  });
});

describe('the storage account', () => {
  it('has no shared key, and gives the identity the two data roles it needs', () => {
    const storage = read('modules/storage.bicep');
    expect(storage).toContain('allowSharedKeyAccess: false');
    expect(storage).toContain('[storageTableDataContributor, storageQueueDataContributor]');
  });
});
