import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDpkgSource, type DpkgOptions } from '../../../electron/engine/collectors/software/dpkg/index.ts';
import { createSoftwareCollector } from '../../../electron/engine/collectors/software/index.ts';
import { fieldDefinitions } from '../../../electron/shared/model/fields.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { Observer } from '../../support/collect.ts';
import { DpkgRoot } from '../../support/dpkg.ts';
import { handles } from '../../support/handles.ts';
import { runTool } from '../../support/run-tool.ts';
import { Calls } from '../../support/signals.ts';

let root: DpkgRoot;
let observer: Observer;
const settings = settingsSchema.parse({});

/** The collector with dpkg's packages alone, on the root of this test. */
const collectorOf = (options: DpkgOptions = {}) =>
  createSoftwareCollector({
    sources: [createDpkgSource({ adminDir: root.adminDir, log: join(root.folder, 'dpkg.log'), ...options })],
  });

beforeEach(async () => {
  root = await DpkgRoot.create();
  observer = new Observer(collectorOf());
  await root.dpkg('-i', await root.build({ name: 'tidemark-base', version: '1' }));
  await observer.look();
});

afterEach(() => root.remove());

describe('dpkg, between transactions', () => {
  it('sees an installation as one added package with what dpkg knows of it', async () => {
    await root.dpkg('-i', await root.build({ name: 'tidemark-one', version: '1.2-3' }));
    expect(await observer.look()).toEqual([{ key: 'dpkg:tidemark-one:all', what: 'Added', fields: [] }]);
    const fields = observer.fields('dpkg:tidemark-one:all') ?? {};
    const known = Object.entries(fields).filter(([, value]) => value !== null);
    expect(Object.fromEntries(known)).toEqual({
      version: '1.2-3',
      state: 'installed',
      held: false,
      architecture: 'all',
      publisher: 'A Tester <tester@example.org>',
      description: 'made by a test',
      softwareType: 'Package',
      source: 'tidemark-one',
      section: 'misc',
      installedSize: 7168,
      manager: 'dpkg',
      installed: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
    });
    // What dpkg does not tell is there as nothing.
    expect(Object.keys(fields).sort()).toEqual(fieldDefinitions.Software.map(({ name }) => name).sort());
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.observed).toEqual([]);
  });

  it('sees an upgrade as one modified version, and a reinstallation as nothing', async () => {
    const second = await root.build({ name: 'tidemark-base', version: '2' });
    await root.dpkg('-i', second);
    expect(await observer.look()).toEqual([{ key: 'dpkg:tidemark-base:all', what: 'Modified', fields: ['version'] }]);
    await root.dpkg('-i', second);
    expect(await observer.look()).toEqual([]);
  });

  it('sees a package being held and let go', async () => {
    const selection = join(root.folder, 'selection');
    const select = async (line: string) => {
      await writeFile(selection, `${line}\n`);
      const input = await open(selection);
      const child = spawn('dpkg', root.arguments('--set-selections'), { stdio: [input.fd, 'ignore', 'inherit'] });
      const [status] = await once(child, 'exit');
      await input.close();
      expect(status).toBe(0);
    };
    await select('tidemark-base hold');
    expect(await observer.look()).toEqual([{ key: 'dpkg:tidemark-base:all', what: 'Modified', fields: ['held'] }]);
    await select('tidemark-base install');
    expect(await observer.look()).toEqual([{ key: 'dpkg:tidemark-base:all', what: 'Modified', fields: ['held'] }]);
  });

  it('sees a removal that leaves configuration behind, and nothing more when that is purged', async () => {
    await root.dpkg(
      '-i',
      await root.build({ name: 'tidemark-conf', version: '1', conffile: '/etc/tidemark-test.conf' }),
    );
    await observer.look();
    await root.dpkg('--remove', 'tidemark-conf');
    expect(await root.readStatus()).toContain('deinstall ok config-files');
    expect(await observer.look()).toEqual([{ key: 'dpkg:tidemark-conf:all', what: 'Removed', fields: [] }]);
    await root.dpkg('--purge', 'tidemark-conf');
    expect(await observer.look()).toEqual([]);
  });

  it('sees a purge as one removal', async () => {
    await root.dpkg('-i', await root.build({ name: 'tidemark-gone', version: '1' }));
    await observer.look();
    await root.dpkg('--purge', 'tidemark-gone');
    expect(await observer.look()).toEqual([{ key: 'dpkg:tidemark-gone:all', what: 'Removed', fields: [] }]);
  });

  it('keeps one package of two architectures apart', async () => {
    await root.dpkg('--add-architecture', 'riscv64');
    for (const architecture of ['amd64', 'riscv64']) {
      const file = await root.build({ name: 'tidemark-multi', version: '1', architecture });
      await root.dpkg('--force-architecture', '-i', file);
    }
    expect((await observer.look()).map((each) => each.key).sort()).toEqual([
      'dpkg:tidemark-multi:amd64',
      'dpkg:tidemark-multi:riscv64',
    ]);
    await root.dpkg('--purge', 'tidemark-multi:riscv64');
    expect(await observer.look()).toEqual([{ key: 'dpkg:tidemark-multi:riscv64', what: 'Removed', fields: [] }]);
  });

  it('tells every state that a package is left in', async () => {
    const left = async (name: string, state: string) => {
      expect(await root.readStatus()).toMatch(new RegExp(`Package: ${name}\\nStatus: .* ${state}\\n`));
      await observer.look();
      expect(observer.fields(`dpkg:${name}:all`)).toMatchObject({ state, version: '1' });
    };
    await root.dpkg('--unpack', await root.build({ name: 'tidemark-unpacked', version: '1' }));
    await left('tidemark-unpacked', 'unpacked');

    // A removal that its script refuses, halfway.
    const postrm = 'if [ "$1" = remove ]; then exit 1; fi';
    await root.dpkg('-i', await root.build({ name: 'tidemark-half', version: '1', scripts: { postrm } }));
    await expect(root.dpkg('--remove', 'tidemark-half')).rejects.toThrow();
    await left('tidemark-half', 'half-installed');

    // One whose triggers are to be run by others, and one that waits for that.
    const interest = await root.build({ name: 'tidemark-keeper', version: '1', triggers: 'interest tidemark-probe' });
    await root.dpkg('-i', interest);
    const activates = await root.build({ name: 'tidemark-waits', version: '1', triggers: 'activate tidemark-probe' });
    await root.dpkg('--no-triggers', '-i', activates);
    await left('tidemark-keeper', 'triggers-pending');
    await left('tidemark-waits', 'triggers-awaited');

    await root.dpkg('--configure', '--pending');
    expect((await observer.look()).map(({ key, fields }) => [key, ...fields]).sort()).toEqual([
      ['dpkg:tidemark-keeper:all', 'state'],
      ['dpkg:tidemark-unpacked:all', 'state'],
      ['dpkg:tidemark-waits:all', 'state'],
    ]);
  });

  it('tells the state of a package whose installation broke off', async () => {
    const broken = await root.build({ name: 'tidemark-broken', version: '1', scripts: { postinst: 'exit 1' } });
    await expect(root.dpkg('-i', broken)).rejects.toThrow();
    expect(await observer.look()).toEqual([{ key: 'dpkg:tidemark-broken:all', what: 'Added', fields: [] }]);
    expect(observer.fields('dpkg:tidemark-broken:all')).toMatchObject({ state: 'half-configured', version: '1' });
  });
});

describe('when a package was installed', () => {
  const installed = (name: string) => Date.parse(String(observer.fields(`dpkg:${name}:all`)?.installed));

  it('follows the version from dpkg’s log, and changes nothing by itself', async () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    await root.dpkg('-i', await root.build({ name: 'tidemark-base', version: '2' }));
    await observer.look();
    expect(installed('tidemark-base')).toBeGreaterThanOrEqual(before);
    expect(installed('tidemark-base')).toBeLessThanOrEqual(Date.now());

    // As if it had been long ago: a look takes only what is added, and the log's own times count.
    await appendFile(join(root.folder, 'dpkg.log'), '2037-01-02 03:04:05 upgrade tidemark-base:all 2 2\n');
    expect(await observer.look()).toEqual([]);
    expect(observer.fields('dpkg:tidemark-base:all')).toMatchObject({
      installed: new Date(2037, 0, 2, 3, 4, 5).toISOString(),
    });
  });

  it('outlives the rotation of the log, packed or not, and is unknown without a log', async () => {
    const log = join(root.folder, 'dpkg.log');
    await root.dpkg('-i', await root.build({ name: 'tidemark-old', version: '1' }));
    await observer.look();
    const first = installed('tidemark-old');
    expect(first).toBeGreaterThan(0);

    // What was written between the last look and the rotation is in the rotated log alone.
    await root.dpkg('-i', await root.build({ name: 'tidemark-between', version: '1' }));
    await rename(log, `${log}.1`);
    await root.dpkg('-i', await root.build({ name: 'tidemark-new', version: '1' }));
    await observer.look();
    for (const name of ['tidemark-between', 'tidemark-new']) expect(installed(name)).toBeGreaterThanOrEqual(first);

    await writeFile(`${log}.2.gz`, gzipSync(await readFile(`${log}.1`)));
    await rm(`${log}.1`);
    const later = new Observer(collectorOf());
    await later.look();
    expect(later.fields('dpkg:tidemark-old:all')?.installed).toBe(new Date(first).toISOString());

    const none = new Observer(collectorOf({ log: join(root.folder, 'no.log') }));
    await none.look();
    expect(none.fields('dpkg:tidemark-old:all')?.installed).toBeNull();
    expect(none.last?.problems).toEqual([]);
  });

  it('is a note where the log can’t be read, and all else is known', async () => {
    const log = join(root.folder, 'a-folder.log');
    await mkdir(log);
    const blind = new Observer(collectorOf({ log }));
    await blind.look();
    expect(blind.fields('dpkg:tidemark-base:all')).toMatchObject({ version: '1', installed: null });
    expect(blind.last?.sources).toEqual([{ id: 'dpkg', state: 'collected' }]);
    expect(blind.last?.problems).toMatchObject([{ kind: 'note', subject: log }]);
  });
});

describe('dpkg, during a transaction', () => {
  /** A package whose installation waits in `postinst` until the returned gate is opened. */
  async function gated(name: string, version: string) {
    const fifo = join(root.folder, 'gate');
    const reached = join(root.folder, 'reached');
    for (const path of [fifo, reached]) {
      expect((await runTool('mkfifo', [path], { timeLimit: 5000, outputLimit: 1000 })).kind).toBe('done');
    }
    const file = await root.build({
      name,
      version,
      scripts: { postinst: `echo there > ${reached}\nread line < ${fifo}` },
    });
    const start = () => {
      const child = spawn('dpkg', root.arguments('-i', file), { stdio: ['ignore', 'ignore', 'inherit'] });
      const ended = once(child, 'exit').then(([status]) => status as number);
      return { ended };
    };
    return {
      start,
      reached: async () => {
        const handle = await open(reached);
        await handle.read({ buffer: Buffer.alloc(16) });
        await handle.close();
      },
      open: () => writeFile(fifo, 'go\n'),
    };
  }

  it('keeps what is known of an upgraded package until the upgrade is over', async () => {
    const gate = await gated('tidemark-base', '2');
    const { ended } = gate.start();
    await gate.reached();
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.undecided('dpkg:tidemark-base:all')).toBe(true);
    await gate.open();
    expect(await ended).toBe(0);
    expect(await observer.look()).toEqual([{ key: 'dpkg:tidemark-base:all', what: 'Modified', fields: ['version'] }]);
  });

  it('reports a package in transition after all when the transaction hangs', async () => {
    const impatient = new Observer(collectorOf({ patience: 0 }));
    await impatient.look();
    const gate = await gated('tidemark-base', '2');
    const { ended } = gate.start();
    await gate.reached();
    expect(await impatient.look()).toEqual([
      { key: 'dpkg:tidemark-base:all', what: 'Modified', fields: ['version', 'state'] },
    ]);
    await gate.open();
    await ended;
  });

  it('is one transaction over several runs of dpkg while apt holds its lock', async () => {
    const second = await root.build({ name: 'tidemark-base', version: '2' });
    const lock = await root.holdFrontendLock();
    await root.dpkgUnderFrontend('--unpack', second);
    expect(await root.readStatus()).toContain('install ok unpacked');
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.undecided('dpkg:tidemark-base:all')).toBe(true);
    await root.dpkgUnderFrontend('--configure', 'tidemark-base');
    await lock.release();
    expect(await observer.look()).toEqual([{ key: 'dpkg:tidemark-base:all', what: 'Modified', fields: ['version'] }]);
  });

  it('hints after the lock is free again, so that a live upgrade is one change', async () => {
    const collector = collectorOf();
    const hints = new Calls<string>();
    const failures: unknown[] = [];
    const watch = await collector.watch?.({
      settings,
      hint: hints.add,
      gap: (...args) => failures.push(args),
      problem: (problem) => failures.push(problem),
    });
    const gate = await gated('tidemark-base', '2');
    const first = hints.next();
    const { ended } = gate.start();
    await first;
    await gate.reached();
    expect(await observer.look()).toEqual([]);
    await gate.open();
    // Look whenever there is a hint, as the scheduler does, until the upgrade was seen.
    const found = [];
    for (let hint = hints.next(); found.length === 0; hint = hints.next()) {
      await hint;
      found.push(...(await observer.look()));
    }
    expect(found).toEqual([{ key: 'dpkg:tidemark-base:all', what: 'Modified', fields: ['version'] }]);
    expect(await ended).toBe(0);
    expect(await observer.look()).toEqual([]);
    expect(failures).toEqual([]);
    expect(watch?.watched()).toBeGreaterThan(0);
    await watch?.close();
  });

  it('counts the journal of a dpkg that was killed', async () => {
    const gate = await gated('tidemark-new', '1');
    const child = spawn('dpkg', root.arguments('-i', join(root.folder, 'tidemark-new_1_all.deb')), { stdio: 'ignore' });
    const ended = once(child, 'exit');
    await gate.reached();
    child.kill('SIGKILL');
    await ended;
    expect(await observer.look()).toEqual([{ key: 'dpkg:tidemark-new:all', what: 'Added', fields: [] }]);
    expect(observer.fields('dpkg:tidemark-new:all')).toMatchObject({ state: 'half-configured' });
    await gate.open();
  });
});

describe('the watch', () => {
  it.each([
    ['of a database', () => root.adminDir],
    ['where there is none', () => join(root.folder, 'nowhere')],
  ])('%s leaves nothing behind when it is closed', async (_, adminDir) => {
    const before = handles();
    const problems: unknown[] = [];
    const watch = await collectorOf({ adminDir: adminDir() }).watch?.({
      settings,
      hint: () => undefined,
      gap: (...args) => problems.push(args),
      problem: (problem) => problems.push(problem),
    });
    await watch?.close();
    await expect.poll(handles).toEqual(before);
    expect(problems).toEqual([]);
  });
});

describe('a database that cannot be read', () => {
  it('is a problem that names it, and no removal', async () => {
    const whole = await root.readStatus();
    for (const text of [
      '',
      whole.slice(0, -20),
      `${whole}Package: half`,
      `\0\0\0\0${whole}`,
      whole.replace('install ok installed', 'what'),
    ]) {
      await writeFile(root.status, text);
      expect(await observer.look()).toEqual([]);
      expect(observer.last?.sources).toEqual([{ id: 'dpkg', state: 'unreadable' }]);
      expect(observer.last?.problems).toMatchObject([{ kind: 'unreadable', subject: root.status }]);
    }
    await writeFile(root.status, whole);
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.sources).toEqual([{ id: 'dpkg', state: 'collected' }]);
  });

  it('is told from a machine without dpkg', async () => {
    const none = new Observer(collectorOf({ adminDir: join(root.folder, 'nowhere') }));
    expect(await none.look()).toEqual([]);
    expect(none.last?.sources).toEqual([{ id: 'dpkg', state: 'unsupported' }]);
    expect(none.last?.problems).toMatchObject([{ kind: 'unsupported' }]);

    await mkdir(join(root.folder, 'empty'));
    const odd = new Observer(collectorOf({ adminDir: join(root.folder, 'empty') }));
    await odd.look();
    expect(odd.last?.sources).toEqual([{ id: 'dpkg', state: 'unreadable' }]);
    expect(odd.last?.problems[0]?.message).toContain(join(root.folder, 'empty/status'));
  });
});

describe('the limit', () => {
  it('is said aloud, and what is beyond it is not removed', async () => {
    await root.dpkg('-i', await root.build({ name: 'tidemark-zzz', version: '1' }));
    await observer.look();
    const narrow = settingsSchema.parse({ limits: { software: 1 } });
    const limited = new Observer(collectorOf(), narrow);
    for (const [key, item] of observer.items) limited.items.set(key, item);
    expect(await limited.look()).toEqual([]);
    expect(limited.last?.problems).toMatchObject([{ kind: 'limit', subject: 'limits.software' }]);
    expect(limited.last?.undecided('dpkg:tidemark-zzz:all')).toBe(true);
    expect(limited.last?.undecided('dpkg:tidemark-base:all')).toBe(false);
  });
});

describe("this machine's own dpkg", () => {
  it('agrees with dpkg-query', async () => {
    const own = new Observer(createSoftwareCollector({ sources: [createDpkgSource()] }));
    await own.look();
    expect(own.last?.problems).toEqual([]);
    const listed = await runTool(
      'dpkg-query',
      ['-W', '-f', `\${db:Status-Status} dpkg:\${Package}:\${Architecture} \${Version}\n`],
      {
        timeLimit: 60_000,
        outputLimit: 10_000_000,
      },
    );
    if (listed.kind !== 'done') throw new Error(listed.kind);
    const installed = listed.output.split('\n').filter((line) => line.startsWith('installed '));
    const ours = [...own.items].filter(([, { item }]) => item.fields.state === 'installed');
    expect(ours.map(([key, { item }]) => `installed ${key} ${item.fields.version}`).sort()).toEqual(installed.sort());
  });
});

describe('a database of 50,000 packages', () => {
  const most = 50_000;
  const paragraph = (name: string, version: string) =>
    `Package: ${name}\nStatus: install ok installed\nMaintainer: A Tester <t@example.org>\n` +
    `Architecture: all\nVersion: ${version}\nDescription: made by a test\n  and described at length\n\n`;
  const write = async (versionOf: (at: number) => string) => {
    const all = Array.from({ length: most }, (_, at) => paragraph(`many-${at}`, versionOf(at)));
    await writeFile(`${root.status}.new`, all.join(''));
    await rename(`${root.status}.new`, root.status);
  };

  it('is read whole, and of an upgrade of some no other is told', async () => {
    await write(() => '1');
    const many = new Observer(collectorOf());
    expect(await many.look()).toHaveLength(most);
    expect(many.last?.problems).toEqual([]);
    await write((at) => (at % 10_000 === 7 ? '2' : '1'));
    expect(await many.look()).toEqual(
      [7, 10_007, 20_007, 30_007, 40_007].map((at) => ({
        key: `dpkg:many-${at}:all`,
        what: 'Modified',
        fields: ['version'],
      })),
    );
  });

  it('is told of as over the limit by one package more, and none is removed', async () => {
    await write(() => '1');
    const many = new Observer(collectorOf());
    await many.look();
    await appendFile(root.status, paragraph('zz-one-more', '1'));
    expect(await many.look()).toEqual([]);
    expect(many.last?.problems).toMatchObject([{ type: 'Software', kind: 'limit' }]);
  });
});
