import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');

/** Of the integration tests, those that ask a store questions: they watch nothing, and each has a store of its own. */
const questions = ['tests/integration/kql/**/*.test.ts'];

/**
 * Four kinds of tests without a window: `unit` is pure and fast, `integration` uses this machine's real files, tools
 * and processes, `machine` changes the machine (packages, units), `windows` runs what is made for Windows under Wine.
 * All but the first, and questions to a store, run one file at a time: they measure watchers and start processes that would starve each other on
 * two cores.
 */
export default defineConfig({
  root,
  test: {
    projects: [
      { root, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] } },
      {
        root,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: questions,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        root,
        test: {
          name: 'integration-questions',
          include: questions,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 4 },
        },
      },
      {
        root,
        test: {
          name: 'machine',
          include: ['tests/machine/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        root,
        test: {
          name: 'windows',
          include: ['tests/windows/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
