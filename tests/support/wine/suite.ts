import { afterAll, beforeAll, describe } from 'vitest';
import { whyNoWine } from './able.ts';
import { Wine } from './wine.ts';

const reason = whyNoWine();

/**
 * A suite with a Windows of its own, made by Wine, which `booted` gives to its tests.
 * Where there can be none it is skipped, and its name says why.
 */
export function underWine(name: string, tests: (booted: () => Wine) => void): void {
  if (reason !== undefined) process.stderr.write(`Skipped: ${name}: ${reason}.\n`);
  describe.runIf(reason === undefined)(reason === undefined ? name : `${name} (skipped: ${reason})`, () => {
    let wine: Wine | undefined;
    beforeAll(async () => {
      wine = await Wine.boot();
    }, 120_000);
    afterAll(() => wine?.end(), 60_000);
    tests(() => {
      if (wine === undefined) throw new Error('Wine is there before the first test, not before.');
      return wine;
    });
  });
}
