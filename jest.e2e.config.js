import base from './jest.config.js';

const { testPathIgnorePatterns: _, displayName: __, ...shared } = base.projects[1];

export default {
  ...shared,
  testMatch: ['<rootDir>/tests/e2e/**/*.test.ts'],
  testTimeout: 300_000,
  maxWorkers: 1,
};
