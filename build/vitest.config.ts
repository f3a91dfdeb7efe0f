import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');

/**
 * Four kinds of tests without a window: `unit` is pure and fast, `integration` uses this machine's real files, tools
 * and processes, `machine` changes a machine of its own (packages, units), `windows` runs what is made for Windows
 * under Wine. Each file of the last three has folders, a machine or a Windows of its own, so that they run side by
 * side: one more than there are processors, since they often wait.
 */
export default defineConfig({
  root,
  test: {
    maxWorkers: availableParallelism() + 1,
    projects: [
      // Pure code leaves nothing behind: to load it anew for each file would take three times as long.
      { root, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], isolate: false } },
      {
        root,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        root,
        test: {
          name: 'machine',
          include: ['tests/machine/**/*.test.ts'],
          isolate: false,
          globalSetup: ['tests/support/machine/setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        root,
        test: {
          name: 'windows',
          include: ['tests/windows/**/*.test.ts'],
          isolate: false,
          globalSetup: ['tests/support/wine/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
