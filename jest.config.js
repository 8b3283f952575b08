const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
};

/** The folders that hold rules only; they must not depend on the zone of the process. */
const pure = ['calendar', 'programme', 'cycle', 'digest'].map((folder) => `<rootDir>/tests/${folder}/**/*.test.ts`);

export default {
  testTimeout: 60_000,
  projects: [
    { ...shared, displayName: 'pure', testMatch: pure },
    {
      ...shared,
      displayName: 'all',
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
      testPathIgnorePatterns: [
        '<rootDir>/tests/(calendar|programme|cycle|digest)/',
        '<rootDir>/tests/(e2e|bench)/',
      ],
    },
  ],
};
