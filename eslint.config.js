import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Folders that hold rules only: no I/O, no SDK, no clock. */
const pure = ['src/calendar/**', 'src/programme/**', 'src/cycle/**', 'src/digest/**', 'src/outbox/policy/**'];

const botSdk = {
  regex: '^(botbuilder|botframework-|@microsoft/teams-ai|@microsoft/agents)',
  message: 'Only src/teams may import the bot SDKs. Go through a port.',
};
const azureSdk = {
  regex: '^@azure/',
  message: 'Only src/storage may import the Azure SDKs. Go through a port.',
};
const wholeTeamsAi = {
  regex: '^@microsoft/teams-ai$',
  message:
    'Import @microsoft/teams-ai/lib/Application.js: the whole package loads tokenisers, a third of a start.',
};
const io = {
  regex:
    '^(node:|fs|path|os|http|https|net|child_process|express|pino|node-cron|csv-parse|read-excel-file|adaptivecards)',
  message: 'This folder is pure: no I/O. Take what you need as a parameter.',
};
const shell = {
  regex: '/(storage|teams|cards|outbox|workflow|intake|web|local|reports)/',
  message: 'This folder is pure: it imports only other pure folders.',
};
const temporal = {
  regex: '^temporal-polyfill',
  message: 'Import Temporal from src/calendar/temporal.ts, so that the native one is a one-line swap.',
};

const clockReads = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time is a parameter: take a Clock or an Instant.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time is a parameter: take a Clock or an Instant.',
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: 'Time is a parameter: take a Clock or an Instant.',
  },
];
const environmentReads = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only main.ts and cli.ts read the environment; everything else is given its configuration.',
};

function restrictImports(...patterns) {
  return { 'no-restricted-imports': ['error', { patterns }] };
}

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', 'node_modules/**', '.local/**', 'tests/lint/violations/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
    },
  },
  { files: ['src/**/*.ts'], rules: restrictImports(botSdk, azureSdk, temporal) },
  { files: ['src/teams/**/*.ts'], rules: restrictImports(azureSdk, temporal, wholeTeamsAi) },
  { files: ['src/storage/**/*.ts'], rules: restrictImports(botSdk, temporal) },
  {
    files: ['src/calendar/temporal.ts'],
    rules: restrictImports(botSdk, azureSdk, io),
  },
  {
    files: pure.map((glob) => `${glob}/*.ts`),
    ignores: ['src/calendar/temporal.ts'],
    rules: { ...restrictImports(botSdk, azureSdk, temporal, io, shell) },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clockReads] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/clock.ts', 'src/main.ts', 'src/cli.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clockReads, environmentReads] },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
);
