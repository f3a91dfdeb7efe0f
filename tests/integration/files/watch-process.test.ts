import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { rolldown } from 'rolldown';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';
import { mayUnshare } from '../../support/unshare.ts';

const root = resolve(import.meta.dirname, '../../..');
const program = resolve(root, 'node_modules/.cache/tidemark-test/watch-process.mjs');

beforeAll(async () => {
  const bundle = await rolldown({
    input: resolve(import.meta.dirname, 'watch-process.ts'),
    platform: 'node',
    external: ['koffi', '@parcel/watcher'],
  });
  await bundle.write({ file: program, format: 'es' });
  await bundle.close();
});

/** The words of a watching process, line by line, until it has ended or enough is heard; then how it ended. */
async function listen(command: string, args: readonly string[], isEnough: (line: Record<string, unknown>) => boolean) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: 20_000 });
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  for await (const line of createInterface({ input: child.stdout })) {
    if (isEnough(JSON.parse(line))) child.kill('SIGKILL');
  }
  return exited;
}

test.each([
  ['close', 0],
  ['exit', 0],
  ['throw', 1],
] as const)('a process that watches can end: %s', async (end, status) => {
  const folder = temporaryFolder();
  const heard: Record<string, unknown>[] = [];
  const ended = await listen(process.execPath, [program, folder, end], (line) => {
    heard.push(line);
    if ('watched' in line) writeFileSync(join(folder, 'f'), '');
    return false;
  });
  expect(heard.map((each) => Object.keys(each)[0])).toContain('hint');
  expect(ended).toBe(status);
});

/** Runs the program where the system allows only so many watches or instances: limits of user_namespaces(7). */
async function limited(limit: string, value: number, folder: string, enough: string): Promise<string[]> {
  const script = `echo ${value} > /proc/sys/user/${limit}; exec "$@"`;
  const lines: string[] = [];
  const args = ['-Ur', 'sh', '-c', script, 'sh', process.execPath, program, folder, 'exit'];
  await listen('unshare', args, (line) => {
    lines.push(JSON.stringify(line));
    if ('watched' in line) writeFileSync(join(folder, 'f'), '');
    return enough in line;
  });
  return lines;
}

test('too few watches: a gap, and a problem that names the limit and how to raise it; the rest is watched', async ({
  skip,
}) => {
  if (!mayUnshare()) skip('user namespaces are not to be had on this machine');
  const folder = temporaryFolder();
  for (let n = 0; n < 60; n++) mkdirSync(join(folder, `d${n}`));
  const lines = await limited('max_inotify_watches', 40, folder, 'hint');
  const said = lines.join('\n');
  expect(said).toContain('"gap":"watchFailed');
  // The limit that is in force is the namespace's own. One of the 40 watches is the one that ends the reading.
  expect(said).toContain('"problem":"limit user.max_inotify_watches"');
  expect(said).toContain('24 of 63 directories can');
  expect(said).toContain('user.max_inotify_watches = 40; 39 held by Tidemark');
  expect(said).toContain('"watched":39,"unwatched":24');
  expect(said).toContain(
    'echo user.max_inotify_watches=524288 | sudo tee -a /etc/sysctl.d/99-tidemark.conf && sudo sysctl --system',
  );
  expect(said).toContain(`"hint":"${folder}/f"`);
});

test('no inotify at all: said aloud, and the other means fail aloud too', async ({ skip }) => {
  if (!mayUnshare()) skip('user namespaces are not to be had on this machine');
  const folder = temporaryFolder();
  // @parcel/watcher needs an instance too: without any the tree can't be watched, and that is said as well.
  const lines = await limited('max_inotify_instances', 0, folder, 'gap');
  const said = lines.join('\n');
  expect(said).toContain('"problem":"limit user.max_inotify_instances"');
  expect(said).toContain('user.max_inotify_instances = 0');
  expect(said).toContain('echo user.max_inotify_instances=1024');
  expect(said).toContain(`"gap":"watchFailed `);
});
