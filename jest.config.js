/** What every suite shares: TypeScript as it is, in ESM mode. */
export const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};

/** The folders that hold rules only; they must not depend on the zone of the process. */
const pure = ['calendar', 'programme', 'cycle', 'digest'];

export default {
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'pure',
      testMatch: pure.map((folder) => `<rootDir>/tests/${folder}/**/*.test.ts`),
    },
    {
      ...shared,
      displayName: 'all',
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
      testPathIgnorePatterns: [`<rootDir>/tests/(${pure.join('|')}|e2e|bench)/`],
    },
  ],
};
