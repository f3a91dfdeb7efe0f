import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tidemark } from '../../support/cli.ts';
import { endProgram, startProgram } from '../../support/processes.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { Watching } from '../../support/watching.ts';

const execute = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');

/** A copy of the built command line that finds all that is installed but koffi. */
async function withoutKoffi(): Promise<string> {
  // Brings the build up to date.
  await tidemark(['--help']);
  const copy = temporaryFolder();
  cpSync(resolve(root, 'out/main'), join(copy, 'out/main'), { recursive: true });
  writeFileSync(join(copy, 'package.json'), '{"type":"module"}');
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(resolve(root, 'node_modules'))) {
    if (name !== 'koffi' && !name.startsWith('.')) {
      symlinkSync(resolve(root, 'node_modules', name), join(copy, 'node_modules', name));
    }
  }
  return join(copy, 'out/main/cli.js');
}

test('without its native part it says so, once, and tracks what it can', async () => {
  const cli = await withoutKoffi();
  const folder = temporaryFolder();
  const tracked = join(folder, 'tracked');
  mkdirSync(tracked);
  writeFileSync(join(tracked, 'file'), 'one\n');
  const settings = join(folder, 'settings.json');
  writeFileSync(settings, JSON.stringify(trackingFiles([{ path: tracked, pathType: 'directory', recursion: true }])));
  const paths = ['--data', join(folder, 'data'), '--settings', settings];
  const run = async (...argv: string[]) =>
    (await execute(process.execPath, [cli, ...argv, ...paths], { timeout: 60_000 })).stdout;
  const problems = async () => (JSON.parse(await run('status', '--json')) as { problems: object[] }).problems;
  const koffi = { type: 'Files', kind: 'failed', subject: 'koffi', message: expect.stringContaining('koffi') };

  await run('collect', 'Files');
  expect(await problems()).toMatchObject([koffi]);

  const child = await startProgram(process.execPath, [cli, 'watch', '--json', ...paths], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const watching = new Watching(child);
  try {
    await watching.event('ready');
    expect(await problems()).toMatchObject([koffi]);
    writeFileSync(join(tracked, 'file'), 'two\n');
    await watching.change((row) => row.FileSystemPath === join(tracked, 'file'));
  } finally {
    await endProgram(child);
  }
});
