import { shared } from './jest.config.js';

/** Whole rounds in a browser: one at a time, since each starts a bot, a store and three clients. */
export default {
  ...shared,
  testMatch: ['<rootDir>/tests/e2e/**/*.test.ts'],
  testTimeout: 300_000,
  maxWorkers: 1,
};
