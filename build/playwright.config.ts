import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

const root = resolve(import.meta.dirname, '..');

/** The end-to-end tests: the real application in a desktop session that the tests start by themselves. */
export default defineConfig({
  testDir: resolve(root, 'tests/desktop'),
  outputDir: resolve(root, 'test-results/desktop'),
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  projects: [
    // Files side by side, each with a desktop of its own.
    { name: 'side by side', grepInvert: /@alone/ },
    // What is promised within seconds, when nothing else runs.
    { name: 'alone', grep: /@alone/, workers: 1, dependencies: ['side by side'] },
  ],
});
