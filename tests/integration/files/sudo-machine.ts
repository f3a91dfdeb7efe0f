import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Nobody } from '../../support/sudo.ts';

export type Row = Readonly<Record<string, unknown>>;
export const rows = (text: string) => JSON.parse(text) as readonly Row[];

/** A machine with a folder that only root may enter, tracked with all that is in it. */
export async function machine(...options: readonly string[]) {
  const user = new Nobody();
  const root = join(user.folder, 'root-only');
  mkdirSync(root);
  const ok = async (...argv: readonly string[]) => {
    const ran = await user.run(...argv);
    expect(ran, argv.join(' ')).toMatchObject({ status: 0, stderr: '' });
    return ran.stdout;
  };
  await ok('settings', 'init', '--empty');
  await ok('track', 'files', root, '--path-type', 'directory', '--recursion', '--use-sudo', ...options);
  const inventory = async () => rows(await ok('inventory', 'Files', '--json'));
  const problems = async () => (JSON.parse(await ok('status', '--json')) as { problems: Row[] }).problems;
  const changes = async () => rows(await ok('changes', '--json'));
  return { user, root, ok, inventory, problems, changes };
}

/** The rule that a problem tells. */
export const toldRule = (advice: unknown) => /write this line: (.+)$/.exec(String(advice))?.[1] ?? '';
