import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

const root = resolve(import.meta.dirname, '..');

/** The end-to-end tests: the real application in a desktop session that the tests start by themselves. */
export default defineConfig({
  testDir: resolve(root, 'tests/desktop'),
  outputDir: resolve(root, 'test-results/desktop'),
  // One at a time: an Electron with its engine keeps two cores busy while it starts.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
});
