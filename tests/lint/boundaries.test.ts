import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

const eslint = new ESLint();

/** Lints a text as though it stood in that file. Gives the rules that it breaks. */
async function rulesBroken(file: string, text: string): Promise<string[]> {
  const config = (await eslint.calculateConfigForFile(file)) as { rules: Record<string, unknown> };
  // The rules of the layers only: they need no types, so the file need not exist.
  const rules = Object.fromEntries(
    ['no-restricted-imports', 'no-restricted-syntax'].map((rule) => [rule, config.rules[rule] ?? 'off']),
  );
  const alone = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [{ files: ['**/*.ts', '**/*.js'], rules: rules as never }],
  });
  const results = await alone.lintText(text, { filePath: file.replace(/\.ts$/, '.js') });
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId ?? 'unreadable'));
}

describe('lint holds the layers apart', () => {
  it.each([
    ['src/cycle/plan.ts', "import { readFile } from 'node:fs/promises';\nreadFile('x');"],
    ['src/calendar/words.ts', "import { Temporal } from 'temporal-polyfill';\nTemporal.Now;"],
    ['src/digest/compute-digest.ts', "import pino from 'pino';\npino();"],
    ['src/programme/settings.ts', "import { store } from '../storage/store.ts';\nstore();"],
    ['src/outbox/policy/settle.ts', "import { request } from 'node:http';\nrequest();"],
  ])('refuses I/O in the pure file %s', async (file, text) => {
    expect(await rulesBroken(file, text)).toContain('no-restricted-imports');
  });

  it.each([
    'src/workflow/desk.ts',
    'src/outbox/tick.ts',
    'src/storage/store.ts',
    'src/main.ts',
    'src/cards/render.ts',
  ])('refuses the bot SDKs in %s', async (file) => {
    for (const sdk of ['botbuilder', 'botframework-connector', '@microsoft/teams-ai']) {
      expect(await rulesBroken(file, `import { x } from '${sdk}';\nx();`)).toEqual(['no-restricted-imports']);
    }
  });

  it('refuses the whole of teams-ai, of which only the routing is wanted', async () => {
    const text = (from: string) => `import { Application } from '${from}';\nApplication();`;
    expect(await rulesBroken('src/teams/routes.ts', text('@microsoft/teams-ai'))).toEqual([
      'no-restricted-imports',
    ]);
    expect(await rulesBroken('src/teams/routes.ts', text('@microsoft/teams-ai/lib/Application.js'))).toEqual(
      [],
    );
  });

  it.each(['src/workflow/desk.ts', 'src/teams/bot.ts', 'src/local/open-store.ts', 'src/app.ts'])(
    'refuses the Azure SDKs in %s',
    async (file) => {
      expect(await rulesBroken(file, "import { x } from '@azure/data-tables';\nx();")).toEqual([
        'no-restricted-imports',
      ]);
    },
  );

  it.each(['new Date();', 'Date.now();', 'Temporal.Now.instant();', 'process.env;'])(
    'refuses to read the clock or the environment: %s',
    async (text) => {
      expect(await rulesBroken('src/outbox/tick.ts', text)).toContain('no-restricted-syntax');
    },
  );

  it('lets each layer have its own SDK, and main the environment', async () => {
    expect(await rulesBroken('src/teams/bot.ts', "import { x } from 'botbuilder';\nx();")).toEqual([]);
    expect(
      await rulesBroken('src/storage/azure-table.ts', "import { x } from '@azure/data-tables';\nx();"),
    ).toEqual([]);
    expect(await rulesBroken('src/main.ts', 'process.env;')).toEqual([]);
    expect(await rulesBroken('src/clock.ts', 'Date.now();')).toEqual([]);
  });
});
