import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Ran, tidemark } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** A data folder, a folder of things to track, and commands that use them. */
export function workplace() {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const things = join(folder, 'things');
  mkdirSync(things);
  const run = (...argv: readonly string[]): Promise<Ran> => tidemark([...argv, '--data', data], { cwd: things });
  return {
    data,
    things,
    settingsFile: join(data, 'settings.json'),
    run,
    /** Runs a command that has to go well, and answers what it wrote. */
    ok: async (...argv: readonly string[]): Promise<string> => {
      const ran = await run(...argv);
      expect(ran, argv.join(' ')).toMatchObject({ status: 0, stderr: '' });
      return ran.stdout;
    },
    /** Runs a command that has to fail, and answers its one line on standard error. */
    refused: async (status: number, ...argv: readonly string[]): Promise<string> => {
      const ran = await run(...argv);
      expect(ran, argv.join(' ')).toMatchObject({ status, stdout: '' });
      expect(ran.stderr).toMatch(/^tidemark: .*\S\n$/);
      return ran.stderr;
    },
  };
}

export type Row = Readonly<Record<string, unknown>>;
export const rows = (text: string): readonly Row[] => JSON.parse(text) as readonly Row[];
