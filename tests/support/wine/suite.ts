import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { Wine } from './wine.ts';

const tools = ['wine', 'wineboot', 'wineserver'];

/** Why this computer can't run Windows' programs, in one line; `undefined` where it can. */
function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'it takes Linux to run Windows’ Node under Wine';
  if (process.arch !== 'x64') return `there is no Windows’ Node for Wine on ${process.arch}`;
  const missing = tools.filter((tool) => !installed(tool));
  return missing.length > 0 ? `not installed: ${missing.join(', ')}` : undefined;
}

function installed(tool: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const reason = whyNot();

/**
 * A suite with a Windows of its own, made by Wine, which `booted` gives to its tests.
 * Where there can be none it is skipped, and its name says why.
 */
export function underWine(name: string, tests: (booted: () => Wine) => void): void {
  if (reason !== undefined) process.stderr.write(`Skipped: ${name}: ${reason}.\n`);
  describe.runIf(reason === undefined)(reason === undefined ? name : `${name} (skipped: ${reason})`, () => {
    let wine: Wine | undefined;
    // The first one ever has to be made, and Windows' Node fetched, before it can be used.
    beforeAll(async () => {
      wine = await Wine.boot();
    }, 300_000);
    afterAll(() => wine?.end(), 60_000);
    tests(() => {
      if (wine === undefined) throw new Error('Wine is there before the first test, not before.');
      return wine;
    });
  });
}
