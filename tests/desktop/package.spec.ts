import { type ChildProcess, execFile } from 'node:child_process';
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { inRoot } from '../../build/support/paths.mjs';
import { expect, test } from '../support/electron-app.ts';
import { appendAndSee, trackOneFile, tracks } from '../support/main-job.ts';
import { endProgram, startProgram } from '../support/processes.ts';
import { setAttribute } from '../support/xattr.ts';

/** A fuse is a character in the executable: `0` is off, `1` is on (electron/docs/tutorial/fuses.md). */
const fuse = { off: '0'.charCodeAt(0), on: '1'.charCodeAt(0) };

const execute = promisify(execFile);

const unpacked = inRoot('dist', process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
const executable = join(unpacked, 'tidemark');
const launcher = join(unpacked, 'tidemark-launcher');

test('the fuses are set as configured', async () => {
  const wire = await getCurrentFuseWire(executable);
  const set = Object.values(FuseV1Options)
    .filter((option) => typeof option === 'number')
    .map((option) => [FuseV1Options[option], wire[option]]);
  expect(Object.fromEntries(set)).toEqual({
    RunAsNode: fuse.off,
    EnableNodeOptionsEnvironmentVariable: fuse.off,
    EnableNodeCliInspectArguments: fuse.off,
    LoadBrowserProcessSpecificV8Snapshot: fuse.off,
    GrantFileProtocolExtraPrivileges: fuse.off,
    EnableCookieEncryption: fuse.on,
    EnableEmbeddedAsarIntegrityValidation: fuse.on,
    OnlyLoadAppFromAsar: fuse.on,
  });
});

test('its window starts and reaches the engine', async ({ launchPackage }) => {
  const { page } = await launchPackage(executable);
  const about = await page.evaluate(() =>
    (window as unknown as { tidemark: { request(method: string, args: object): Promise<unknown> } }).tidemark.request(
      'status.get',
      {},
    ),
  );
  expect(about).toMatchObject({ ok: true });
});

test('does the main job as the built application does', {
  tag: '@alone',
}, async ({ launchPackage, folder, desktop }) => {
  const file = trackOneFile(folder, 'packaged.conf', 'first = 1\nsecond = 2\n');
  const { page } = await launchPackage(executable);
  await tracks(page);
  await appendAndSee(page, desktop, file);
});

test('watches a file with its native modules, without a display', async ({ folder }) => {
  const home = { PATH: process.env.PATH, HOME: folder };
  const own = ['--data', join(folder, 'data')];
  const tracked = join(folder, 'tracked.txt');
  await writeFile(tracked, 'one\n');
  setAttribute(tracked, 'user.note', 'read by koffi');
  await execute(launcher, [...own, 'settings', 'init', '--empty'], { env: home, timeout: 30_000 });
  await execute(launcher, [...own, 'track', 'files', tracked], { env: home, timeout: 30_000 });

  const watching = await startProgram(launcher, [...own, 'watch', '--json'], {
    env: home,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const remarks = text(watching.stderr as Readable);
    const events = eventsOf(watching, remarks);
    await next(events, 'ready');
    await appendFile(tracked, 'two\n');
    const { row } = await next(events, 'change');
    expect(row).toMatchObject({ ConfigChangeType: 'Files', ChangeCategory: 'Modified', FileSystemPath: tracked });
    const use = await execute(launcher, [...own, 'status', '--json'], { env: home, timeout: 30_000 });
    const { watching: held } = JSON.parse(use.stdout) as { watching: { watches: { held: number } } };
    expect(held.watches.held).toBeGreaterThan(1);
  } finally {
    await endProgram(watching);
  }
  const diff = await execute(launcher, [...own, 'diff', '1'], { env: home, timeout: 30_000 });
  expect(diff.stdout).toContain('+two');
  // So are extended attributes, in the worker.
  const inventory = await execute(launcher, [...own, 'inventory', 'Files', '--json'], { env: home, timeout: 30_000 });
  expect(inventory.stdout).toContain('user.note=read by koffi');
  // A native module that can't be loaded has a fallback, and is a problem.
  const status = await execute(launcher, [...own, 'status', '--json'], { env: home, timeout: 30_000 });
  expect(JSON.parse(status.stdout)).toMatchObject({ problems: [] });
});

test('answers queries without a display, by a process of its own', async ({ folder }) => {
  const env = { PATH: process.env.PATH, HOME: folder };
  const own = ['--data', join(folder, 'data')];
  const tracked = join(folder, 'tracked.txt');
  await writeFile(tracked, 'one\n');
  await execute(launcher, [...own, 'settings', 'init', '--empty'], { env, timeout: 30_000 });
  await execute(launcher, [...own, 'track', 'files', tracked], { env, timeout: 30_000 });
  await execute(launcher, [...own, 'collect', 'Files'], { env, timeout: 60_000 });
  await appendFile(tracked, 'two\n');
  await execute(launcher, [...own, 'collect', 'Files'], { env, timeout: 60_000 });
  const text = 'ConfigurationChange | project ChangeCategory, FileSystemPath, Size';
  const { stdout, stderr } = await execute(launcher, [...own, 'query', text, '--json'], { env, timeout: 60_000 });
  expect(JSON.parse(stdout)).toEqual([{ ChangeCategory: 'Modified', FileSystemPath: tracked, Size: 8 }]);
  expect(stderr).toBe('');
  const wrong = await execute(launcher, [...own, 'query', 'Nothing | count'], { env, timeout: 60_000 }).catch(
    (error: { code: number; stderr: string }) => error,
  );
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('tidemark: 1:1: The name') });
});

test('answers the window’s queries, and takes of the parser what runs alone', async ({ launchPackage }) => {
  const { page } = await launchPackage(executable);
  const ask = (text: string, timeLimit = 5000) =>
    page.evaluate(
      (query) =>
        (
          window as unknown as { tidemark: { request(method: string, args: object): Promise<unknown> } }
        ).tidemark.request('query.run', query),
      { text, timeLimit },
    );
  // The parser has to be loaded first.
  expect(await ask('print a = 1 + 1', 30_000)).toMatchObject({ ok: true, value: { rows: [[2]], cut: false } });
  // A question without an end is ended, and the next one is answered all the same
  const long =
    'range a from 1 to 100000 step 1 | extend k = 1 | join kind=inner (range b from 1 to 100000 step 1 | extend k = 1) on k | join kind=inner (range c from 1 to 100000 step 1 | extend k = 1) on k | summarize sum(a)';
  expect(await ask(long)).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
  expect(await ask('print 1')).toMatchObject({ ok: true, value: { rows: [[1]] } });

  const parser = '/node_modules/@kusto/language-service-next/';
  const taken = listPackage(join(unpacked, 'resources', 'app.asar'), { isPack: false }).filter((name) =>
    name.startsWith(parser),
  );
  expect(taken.map((name) => name.slice(parser.length)).toSorted()).toEqual([
    'Kusto.Language.Bridge.min.js',
    'bridge.min.js',
    'package.json',
  ]);
});

test('hands on its commands’ exit status, and says nothing but their words', async ({ folder }) => {
  const env = { PATH: process.env.PATH, HOME: folder };
  const wrong = await execute(launcher, ['changes', '--type=Nothing'], { env, timeout: 30_000 }).catch(
    (error: { code: number; stderr: string }) => error,
  );
  expect(wrong).toMatchObject({ code: 2 });
  expect(wrong.stderr.trim().split('\n')).toHaveLength(1);
});

test('the .deb’s desktop entry is valid and starts the window', async ({ folder, desktop, launchPackage }) => {
  const debs = (await readdir(inRoot('dist'))).filter((name) => name.endsWith('.deb'));
  expect(debs).toHaveLength(1);
  const root = join(folder, 'root');
  await execute('dpkg-deb', ['-x', inRoot('dist', debs[0] ?? ''), root], { timeout: 120_000 });

  const entry = join(root, 'usr', 'share', 'applications', 'tidemark.desktop');
  await execute('desktop-file-validate', [entry], { timeout: 30_000 });
  const command = /^Exec=(\S+)$/m.exec(await readFile(entry, 'utf8'))?.[1] ?? '';

  const path = `${join(root, 'usr', 'bin')}:${desktop.env.PATH}`;
  const { stdout: program } = await execute('sh', ['-c', 'command -v "$0"', command], { env: { PATH: path } });
  expect(program.trim()).toBe(join(root, 'usr', 'bin', 'tidemark'));
  const { page } = await launchPackage(program.trim());
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
});

interface Event {
  readonly event: string;
  readonly row?: unknown;
  readonly armed?: readonly { readonly type: string; readonly watched: number }[];
}

/** The events of `watch --json`; fails with what it said on standard error when it ends. */
async function* eventsOf(child: ChildProcess, remarks: Promise<string>): AsyncGenerator<Event, never> {
  for await (const line of createInterface({ input: child.stdout as Readable })) {
    yield JSON.parse(line) as Event;
  }
  throw new Error(`watch ended: ${await remarks}`);
}

/** The next event of a kind; those of other kinds before it are passed over. */
async function next(events: AsyncGenerator<Event, never>, kind: string): Promise<Event> {
  for (;;) {
    const { value } = await events.next();
    if (value.event === kind) {
      return value;
    }
  }
}
