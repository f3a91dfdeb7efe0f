import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');

/** Of the integration tests, those that set what the whole machine has. */
const alone = ['tests/integration/files/sudo*.test.ts'];

/**
 * Four kinds of tests without a window: `unit` is pure and fast, `integration` uses this machine's real files, tools
 * and processes, `machine` changes a machine of its own (packages, units), `windows` runs what is made for Windows
 * under Wine. Each file has folders, a machine or a Windows of its own, so that as many run side by side as there are
 * processors; but for those that set what the whole machine has.
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
          exclude: alone,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        root,
        test: {
          name: 'integration-alone',
          include: alone,
          fileParallelism: false,
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
          testTimeout: 120_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
