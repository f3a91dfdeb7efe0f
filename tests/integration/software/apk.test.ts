import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApkSource } from '../../../electron/engine/collectors/software/apk/index.ts';
import { createSoftwareCollector } from '../../../electron/engine/collectors/software/index.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { Observer } from '../../support/collect.ts';
import { handles } from '../../support/handles.ts';
import { Calls } from '../../support/signals.ts';

let root: string;
let observer: Observer;

const collector = () => createSoftwareCollector({ sources: [createApkSource({ root })] });
const installed = () => join(root, 'lib/apk/db/installed');
const stanza = (name: string, version: string) =>
  `C:Q1aGVsbG8=\nP:${name}\nV:${version}\nA:x86_64\nT:größe\nF:usr/bin\nR:${name}\na:0:0:755\n\n`;

/** Puts a new database in the place of the old one, as apk does at the end of a transaction. */
async function write(...packages: readonly (readonly [string, string])[]): Promise<void> {
  await writeFile(`${installed()}.new`, packages.map(([name, version]) => stanza(name, version)).join(''));
  await rename(`${installed()}.new`, installed());
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tidemark-apk-'));
  await mkdir(dirname(installed()), { recursive: true });
  await write(['musl', '1.2.4-r2'], ['busybox', '1.36.1-r15']);
  observer = new Observer(collector());
  await observer.look();
});

afterEach(() => rm(root, { recursive: true, force: true }));

describe('apk', () => {
  it('sees an installation, an upgrade and a removal, each once', async () => {
    await write(['musl', '1.2.4-r2'], ['busybox', '1.36.1-r15'], ['zlib', '1.3-r1']);
    expect(await observer.look()).toEqual([{ key: 'apk:zlib', what: 'Added', fields: [] }]);
    expect(observer.fields('apk:zlib')).toMatchObject({ version: '1.3-r1', description: 'größe', state: 'installed' });
    await write(['musl', '1.2.4-r2'], ['busybox', '1.36.1-r16'], ['zlib', '1.3-r1']);
    expect(await observer.look()).toEqual([{ key: 'apk:busybox', what: 'Modified', fields: ['version'] }]);
    await write(['musl', '1.2.4-r2'], ['busybox', '1.36.1-r16']);
    expect(await observer.look()).toEqual([{ key: 'apk:zlib', what: 'Removed', fields: [] }]);
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.observed).toEqual([]);
  });

  it('is found where apk 3 keeps it', async () => {
    await mkdir(join(root, 'usr/lib'), { recursive: true });
    await rename(join(root, 'lib/apk'), join(root, 'usr/lib/apk'));
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.unchanged.size).toBe(2);
  });

  it('hints at a new database, and once more when the lock is free', async () => {
    const before = handles();
    const hints = new Calls<string>();
    const problems: unknown[] = [];
    const locked = join(root, 'lib/apk/db/lock');
    await writeFile(locked, '');
    // flock(1) is part of util-linux, as every Debian has it.
    const holder = spawn('flock', [locked, 'sh', '-c', 'echo held; read line'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(holder, 'exit');
    await once(holder.stdout, 'data');
    const watch = await collector().watch?.({
      settings: settingsSchema.parse({}),
      hint: hints.add,
      gap: (...args) => problems.push(args),
      problem: (problem) => problems.push(problem),
    });
    const first = hints.next();
    await write(['musl', '1.2.5-r0'], ['busybox', '1.36.1-r15']);
    await first;
    expect(await observer.look()).toEqual([{ key: 'apk:musl', what: 'Modified', fields: ['version'] }]);
    const last = hints.next();
    holder.stdin.end('\n');
    await ended;
    await last;
    expect(problems).toEqual([]);
    await watch?.close();
    await expect.poll(handles).toEqual(before);
  });
});

describe('a database of apk that cannot be read', () => {
  it('is a problem that names it, and no removal', async () => {
    const whole = stanza('musl', '1.2.4-r2') + stanza('busybox', '1.36.1-r15');
    for (const text of ['', whole.slice(0, 60), whole.slice(0, 25), `\0\0\0\0${whole}`, 'P:musl\n\n', '<html>\n']) {
      await writeFile(installed(), text);
      expect(await observer.look()).toEqual([]);
      expect(observer.last?.sources).toEqual([{ id: 'apk', state: 'unreadable' }]);
      expect(observer.last?.problems).toMatchObject([{ kind: 'unreadable', subject: 'apk' }]);
      expect(observer.last?.problems[0]?.message).toContain(installed());
    }
    await writeFile(installed(), whole);
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.sources).toEqual([{ id: 'apk', state: 'collected' }]);
  });

  it('is no source where it is not there', async () => {
    await rm(join(root, 'lib'), { recursive: true });
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.sources).toEqual([{ id: 'apk', state: 'unsupported' }]);
  });
});
