import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSoftwareCollector } from '../../../electron/engine/collectors/software/index.ts';
import { createPacmanSource, type PacmanOptions } from '../../../electron/engine/collectors/software/pacman/index.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { Observer } from '../../support/collect.ts';
import { handles } from '../../support/handles.ts';
import { Calls } from '../../support/signals.ts';

let folder: string;
let observer: Observer;

const collectorOf = (options: PacmanOptions = {}) =>
  createSoftwareCollector({ sources: [createPacmanSource({ folder, ...options })] });
const entry = (name: string, version: string) => join(folder, 'local', `${name}-${version}`);
const lock = () => join(folder, 'db.lck');

/** Writes an entry as pacman does: its folder, then what is in it. */
async function write(name: string, version: string, installed = 1_700_000_000): Promise<void> {
  await mkdir(entry(name, version));
  const text = `%NAME%\n${name}\n\n%VERSION%\n${version}\n\n%ARCH%\nx86_64\n\n%INSTALLDATE%\n${installed}\n\n`;
  await writeFile(join(entry(name, version), 'desc'), text);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-pacman-'));
  await mkdir(join(folder, 'local'));
  await writeFile(join(folder, 'local/ALPM_DB_VERSION'), '9\n');
  await write('bash', '5.2.026-2');
  await write('glibc', '2.39-1');
  observer = new Observer(collectorOf());
  await observer.look();
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('pacman', () => {
  it('sees an installation, an upgrade and a removal, each once', async () => {
    await write('zlib', '1:1.3-1');
    expect(await observer.look()).toEqual([{ key: 'pacman:zlib', what: 'Added', fields: [] }]);
    expect(observer.fields('pacman:zlib')).toMatchObject({ version: '1:1.3-1', architecture: 'x86_64' });
    await rm(entry('zlib', '1:1.3-1'), { recursive: true });
    await write('zlib', '1:1.3.1-1');
    expect(await observer.look()).toEqual([{ key: 'pacman:zlib', what: 'Modified', fields: ['version'] }]);
    await rm(entry('zlib', '1:1.3.1-1'), { recursive: true });
    expect(await observer.look()).toEqual([{ key: 'pacman:zlib', what: 'Removed', fields: [] }]);
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.observed).toEqual([]);
  });

  it('keeps what is known while pacman is at work, so that an upgrade is one change', async () => {
    await writeFile(lock(), '');
    await rm(entry('bash', '5.2.026-2'), { recursive: true });
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.undecided('pacman:bash')).toBe(true);
    await mkdir(entry('bash', '5.2.32-1'));
    await writeFile(join(entry('bash', '5.2.32-1'), 'desc'), '%NAME%\nbash\n\n%VERS');
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.problems).toEqual([]);
    await rm(entry('bash', '5.2.32-1'), { recursive: true });
    await write('bash', '5.2.32-1');
    await rm(lock());
    expect(await observer.look()).toEqual([{ key: 'pacman:bash', what: 'Modified', fields: ['version'] }]);
  });

  it('tells what is gone after all when the lock was left behind', async () => {
    const impatient = new Observer(collectorOf({ patience: 0 }));
    await impatient.look();
    await writeFile(lock(), '');
    await rm(entry('bash', '5.2.026-2'), { recursive: true });
    expect(await impatient.look()).toEqual([{ key: 'pacman:bash', what: 'Removed', fields: [] }]);
  });

  it('takes the later one of two versions that a broken upgrade left', async () => {
    await write('bash', '5.2.32-1', 1_700_000_001);
    expect(await observer.look()).toEqual([{ key: 'pacman:bash', what: 'Modified', fields: ['version'] }]);
    expect(observer.fields('pacman:bash')).toMatchObject({ version: '5.2.32-1' });
  });

  it('hints when a transaction begins and when it ends', async () => {
    const before = handles();
    const hints = new Calls<string>();
    const problems: unknown[] = [];
    const watch = await collectorOf().watch?.({
      settings: settingsSchema.parse({}),
      hint: hints.add,
      gap: (...args) => problems.push(args),
      problem: (problem) => problems.push(problem),
    });
    const first = hints.next();
    await writeFile(lock(), '');
    await first;
    const last = hints.next();
    await rm(lock());
    await last;
    expect(problems).toEqual([]);
    expect(watch?.watched()).toBeGreaterThan(0);
    await watch?.close();
    await expect.poll(handles).toEqual(before);
  });
});

describe('a database of pacman that cannot be read', () => {
  it('is a problem of one entry where only that is damaged, and neither a removal nor an addition', async () => {
    const desc = join(entry('bash', '5.2.026-2'), 'desc');
    await writeFile(desc, '%NAME%\nbash\n\n');
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.sources).toEqual([{ id: 'pacman', state: 'collected' }]);
    expect(observer.last?.problems).toMatchObject([{ kind: 'unreadable', subject: 'pacman:bash' }]);
    expect(observer.last?.problems[0]?.message).toContain(desc);
    await rm(desc);
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.problems).toMatchObject([{ subject: 'pacman:bash' }]);
    await rm(entry('bash', '5.2.026-2'), { recursive: true });
    expect(await observer.look()).toEqual([{ key: 'pacman:bash', what: 'Removed', fields: [] }]);
  });

  it('is a problem where it is empty, and no source where it is not there', async () => {
    await rename(join(folder, 'local'), join(folder, 'away'));
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.sources).toEqual([{ id: 'pacman', state: 'unsupported' }]);
    await mkdir(join(folder, 'local'));
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.sources).toEqual([{ id: 'pacman', state: 'unreadable' }]);
    expect(observer.last?.problems).toMatchObject([{ kind: 'unreadable', subject: 'pacman' }]);
  });
});
