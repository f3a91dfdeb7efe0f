import { access, mkdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFlatpakSource } from '../../../electron/engine/collectors/software/flatpak/index.ts';
import { createSoftwareCollector } from '../../../electron/engine/collectors/software/index.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { Observer } from '../../support/collect.ts';
import { FlatpakMachine, flatpakArch } from '../../support/flatpak.ts';
import { Calls } from '../../support/signals.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const app = `flatpak:user:me:app/org.test.App/${flatpakArch}/stable`;
const platform = `flatpak:user:me:runtime/org.test.Platform/${flatpakArch}/1`;
let machine: FlatpakMachine;
let observer: Observer;

function options(made: FlatpakMachine) {
  return {
    systemDir: made.system,
    userDir: made.user,
    installations: join(made.home, 'installations.d'),
    homes: [{ user: 'me', folder: made.home }],
    times: { quiet: 50, most: 500, again: 400 },
  };
}
const collectorOf = (made: FlatpakMachine) =>
  createSoftwareCollector({ sources: [createFlatpakSource(options(made))] });

beforeEach(async () => {
  machine = await FlatpakMachine.create(temporaryFolder('tidemark-flatpak-'));
  await machine.offerRuntime({ id: 'org.test.Platform' });
  await machine.offer({ id: 'org.test.App', version: '1.0', content: 'one' });
  await machine.addRemote('--user');
  observer = new Observer(collectorOf(machine));
});

const install = (which = '--user') =>
  machine.flatpak('install', which, '-y', '--noninteractive', 'origin', 'org.test.Platform//1', 'org.test.App');
const update = () => machine.flatpak('update', '--user', '-y', '--noninteractive');

describe('a person’s installation', () => {
  it('has its first application and runtime added, with what Flatpak knows of them', async () => {
    expect(await observer.look()).toEqual([]);
    await install();
    const seen = await observer.look();
    expect(seen).toHaveLength(2);
    expect(seen).toEqual(
      expect.arrayContaining([
        { key: app, what: 'Added', fields: [] },
        { key: platform, what: 'Added', fields: [] },
      ]),
    );
    const commit = (await machine.flatpak('info', '--user', '--show-commit', 'org.test.App')).trim();
    const size = (await machine.flatpak('list', '--user', '--app', '--columns=size')).trim();
    expect(observer.fields(app)).toMatchObject({
      version: '1.0',
      revision: commit,
      channel: 'origin/stable',
      state: 'installed',
      held: false,
      architecture: flatpakArch,
      description: 'Made by a test',
      softwareType: 'Application',
      section: 'app',
      manager: 'flatpak',
      user: 'me',
    });
    // Flatpak rounds: a thousand bytes are a kB.
    expect((Number(observer.fields(app)?.installedSize) / 1000).toFixed(1)).toBe(/^[\d.]+/.exec(size)?.[0]);
    expect(observer.items.get(app)?.item.name).toBe('Test');
    expect(observer.fields(platform)).toMatchObject({ version: null, softwareType: 'Package', section: 'runtime' });
    expect(await observer.look()).toEqual([]);
  });

  it('has an update changed once, by its version or, where that is the same or none, by its commit', async () => {
    await install();
    await observer.look();
    await machine.offer({ id: 'org.test.App', version: '2.0', content: 'two' });
    await update();
    expect(await observer.look()).toEqual([{ key: app, what: 'Modified', fields: ['version', 'revision'] }]);
    await machine.offer({ id: 'org.test.App', version: '2.0', content: 'built anew' });
    await machine.offerRuntime({ id: 'org.test.Platform', content: 'newer' });
    await update();
    const seen = await observer.look();
    expect(seen).toHaveLength(2);
    expect(seen).toContainEqual({ key: app, what: 'Modified', fields: ['revision'] });
    expect(seen).toContainEqual({ key: platform, what: 'Modified', fields: ['revision'] });
  });

  it('tells what is masked against updates as held', async () => {
    await install();
    await observer.look();
    await machine.flatpak('mask', '--user', 'org.test.A*');
    expect(await observer.look()).toEqual([{ key: app, what: 'Modified', fields: ['held'] }]);
    await machine.flatpak('mask', '--user', '--remove', 'org.test.A*');
    await machine.flatpak('mask', '--user', `runtime/org.test.Platform/${flatpakArch}/1`);
    expect(await observer.look()).toEqual(
      expect.arrayContaining([
        { key: app, what: 'Modified', fields: ['held'] },
        { key: platform, what: 'Modified', fields: ['held'] },
      ]),
    );
  });

  it('has what is uninstalled removed, and nothing else', async () => {
    await install();
    await observer.look();
    await machine.flatpak('uninstall', '--user', '-y', '--noninteractive', 'org.test.App');
    expect(await observer.look()).toEqual([{ key: app, what: 'Removed', fields: [] }]);
  });

  it('is not misled by an application that says of itself what looks like a row', async () => {
    await machine.offer({
      id: 'org.test.App',
      version: '1.1',
      summary: `A&#9;b&#10;org.fake.App/${flatpakArch}/stable&#9;9.9`,
    });
    await install();
    await observer.look();
    expect([...observer.items.keys()].sort()).toEqual([app, platform]);
    expect(observer.fields(app)?.description).toBe(`A\tb\norg.fake.App/${flatpakArch}/stable\t9.9`);
    // It is what Flatpak's own list does not tell apart.
    expect(await machine.flatpak('list', '--user', '--columns=description,ref')).toMatch(/^org\.fake\.App/m);
  });

  it('keeps what is known of one whose record is not whole, and tells of it', async () => {
    await install();
    await observer.look();
    await truncate(join(machine.user, `app/org.test.App/${flatpakArch}/stable/active/deploy`), 100);
    expect(await observer.look({ full: true })).toEqual([]);
    expect(observer.last?.problems).toEqual([
      expect.objectContaining({ type: 'Software', kind: 'unreadable', subject: app }),
    ]);
    expect(observer.items.has(app)).toBe(true);
    expect(observer.last?.sources).toContainEqual({ id: 'flatpak:user:me', state: 'collected' });
  });
});

describe('installations', () => {
  it('of the system and of a person are kept apart', async () => {
    await machine.addRemote('--system');
    await observer.look();
    await install('--system');
    await install();
    const seen = (await observer.look()).map(({ key, what }) => `${what} ${key}`);
    expect(seen).toContain(`Added ${app}`);
    expect(seen).toContain(`Added flatpak:system:app/org.test.App/${flatpakArch}/stable`);
    expect(observer.fields(`flatpak:system:app/org.test.App/${flatpakArch}/stable`)).toMatchObject({ user: null });
    await rm(machine.system, { recursive: true });
    const gone = (await observer.look()).map(({ key, what }) => `${what} ${key}`).sort();
    expect(gone).toEqual([
      `Removed flatpak:system:app/org.test.App/${flatpakArch}/stable`,
      `Removed flatpak:system:runtime/org.test.Platform/${flatpakArch}/1`,
    ]);
  });

  it('beside the usual one are read where the system names them', async () => {
    const folder = join(machine.home, 'installations.d');
    await mkdir(folder);
    await writeFile(join(folder, 'other.conf'), `[Installation "other"]\nPath=${machine.user}\nDisplayName=Other\n`);
    await install();
    await observer.look();
    expect(observer.fields(`flatpak:installation:other:app/org.test.App/${flatpakArch}/stable`)).toMatchObject({
      user: null,
    });
  });

  it('that are not there are left as they are, and without Flatpak they are none', async () => {
    await observer.look();
    await expect(access(machine.system)).rejects.toThrow('ENOENT');
    expect(observer.last?.sources).toContainEqual({ id: 'flatpak:system', state: 'collected' });
    const without = createFlatpakSource({ ...options(machine), path: machine.home });
    const alone = new Observer(createSoftwareCollector({ sources: [without] }));
    await alone.look();
    expect(alone.last?.sources).toContainEqual({ id: 'flatpak:system', state: 'unsupported' });
  });

  it('that may not be read are unreadable, and the others are what they are', async () => {
    await install();
    await observer.look();
    // A folder where the configuration belongs is an error for root too.
    await mkdir(join(machine.system, 'repo/config'), { recursive: true });
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.sources).toContainEqual({ id: 'flatpak:system', state: 'unreadable' });
    expect(observer.last?.sources).toContainEqual({ id: 'flatpak:user:me', state: 'collected' });
  });
});

describe('the live watch', () => {
  const changes: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['an installation', install],
    ['an update', async () => machine.offer({ id: 'org.test.App', version: '2.0' }).then(update)],
    ['a mask', () => machine.flatpak('mask', '--user', 'org.test.App')],
    ['the system’s installation coming to be', () => machine.addRemote('--system')],
    ['a removal', () => machine.flatpak('uninstall', '--user', '-y', '--noninteractive', 'org.test.App')],
  ];
  it.each(changes)('hints at %s', async (_what, change) => {
    if (change !== install) await install();
    const hints = new Calls<string>();
    const collector = collectorOf(machine);
    await new Observer(collector).look();
    const watch = await collector.watch?.({
      settings: settingsSchema.parse({}),
      hint: hints.add,
      gap: (reason, subject) => expect.unreachable(`${reason} ${subject}`),
      problem: (problem) => expect.unreachable(problem.message),
    });
    const hinted = hints.next();
    await change();
    expect(await hinted).toBe('flatpak');
    await watch?.close();
  });
});

it('reads an installation without writing to it', async () => {
  await install();
  const before = await stat(join(machine.user, 'repo'), { bigint: true });
  const config = await readFile(join(machine.user, 'repo/config'), 'utf8');
  await observer.look({ full: true });
  expect((await stat(join(machine.user, 'repo'), { bigint: true })).ctimeNs).toBe(before.ctimeNs);
  expect(await readFile(join(machine.user, 'repo/config'), 'utf8')).toBe(config);
});
