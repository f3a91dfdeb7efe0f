import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');

/** Of the integration tests, those that measure no watcher: each has a data folder of its own, and they run side by side. */
const aside = ['tests/integration/{kql,query}/**/*.test.ts', 'tests/integration/cli/!(watch).test.ts'];

/**
 * Four kinds of tests without a window: `unit` is pure and fast, `integration` uses this machine's real files, tools
 * and processes, `machine` changes the machine (packages, units), `windows` runs what is made for Windows under Wine.
 * All but the first, and those integration tests that measure no watcher, run one file at a time: they measure watchers
 * and start processes that would starve each other on two cores.
 */
export default defineConfig({
  root,
  test: {
    // Vitest would leave one processor alone, which on two is half of them.
    maxWorkers: availableParallelism(),
    projects: [
      // Pure code leaves nothing behind: to load it anew for each file would take three times as long.
      { root, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], isolate: false } },
      {
        root,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: aside,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        root,
        test: {
          name: 'integration-aside',
          include: aside,
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
