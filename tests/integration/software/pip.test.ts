import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPipSource } from '../../../electron/engine/collectors/software/optional/pip.ts';
import { OptionalMachine } from '../../support/optional-software.ts';
import { makeWheel, pip } from '../../support/wheel.ts';

let machine: OptionalMachine;
beforeEach(() => {
  machine = new OptionalMachine(createPipSource);
});

const site = '.local/lib/python3.11/site-packages';
const metadata = (name: string, version: string) => `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`;
const add = (base: 'root' | 'home', folder: string, name: string, version: string, installer = 'pip\n') => {
  const info = join(folder, `${name}-${version}.dist-info`);
  if (installer !== '') machine.write(base, join(info, 'INSTALLER'), installer);
  return machine.write(base, join(info, 'METADATA'), metadata(name, version));
};

describe('the real pip', () => {
  it('installs, upgrades and uninstalls a package, each one change', async () => {
    const [first, second] = [
      await makeWheel(machine.home, 'tide_one', '1.0'),
      await makeWheel(machine.home, 'tide_one', '1.1'),
    ];
    const options = ['--user', '--no-index', '--no-deps', '--no-compile'];
    expect(await machine.look()).toEqual([]);
    const hints = await machine.watch();
    let hinted = hints.next();
    await pip(machine.home, 'install', ...options, first);
    expect(await hinted).toBe('');
    expect(await machine.look()).toEqual(['Added tide_one']);
    expect(machine.fields('tide_one')).toMatchObject({
      version: '1.0',
      state: 'installed',
      publisher: 'A Tester',
      description: 'Made by a test',
      softwareType: 'Package',
      source: `file://${first}`,
      manager: 'pip',
      user: 'me',
    });
    hinted = hints.next();
    await pip(machine.home, 'install', ...options, second);
    expect(await hinted).toBe('');
    expect(await machine.look()).toEqual(['Modified tide_one: version']);
    hinted = hints.next();
    await pip(machine.home, 'uninstall', '-y', 'tide_one');
    expect(await hinted).toBe('');
    expect(await machine.look()).toEqual(['Removed tide_one']);
  });
});

describe('Python’s packages', () => {
  it('of one name in several folders are kept apart', async () => {
    add('home', site, 'one', '1.0');
    add('home', '.local/lib/python3.12/site-packages', 'one', '2.0');
    add('root', 'usr/local/lib/python3.11/dist-packages', 'one', '3.0');
    expect(await machine.look()).toEqual(['Added one', 'Added one', 'Added one']);
    const told = [...machine.observer.items.values()].map(({ item, source }) => `${source} ${item.fields.version}`);
    expect(told.sort()).toEqual(['pip:system 3.0', 'pip:user:me 1.0', 'pip:user:me 2.0']);
  });

  it('in the distribution’s folders count if something else than its package manager installed them', async () => {
    const folder = 'usr/lib/python3/dist-packages';
    add('root', folder, 'debians', '1.0', '');
    add('root', folder, 'also_debians', '1.0', 'debian\n');
    add('root', 'usr/lib/python3.12/site-packages', 'fedoras', '1.0', 'rpm');
    add('root', 'usr/lib/python3.12/site-packages', 'mine', '1.0', 'pip\n');
    machine.write('root', join(folder, 'older-1.0.egg-info'), metadata('older', '1.0'));
    add('root', 'usr/local/lib/python3.11/dist-packages', 'without_installer', '1.0', '');
    expect(await machine.look()).toEqual(['Added mine', 'Added without_installer']);
  });

  it('in one folder under two names are told once', async () => {
    add('root', 'usr/local/lib/python3.11/site-packages', 'one', '1.0');
    symlinkSync('lib', join(machine.root, 'usr/local/lib64'));
    expect(await machine.look()).toEqual(['Added one']);
  });

  it('that lie in a home’s folder with no metadata, or half of it, are known by its name', async () => {
    mkdirSync(join(machine.home, site, 'half-1.0.dist-info'), { recursive: true });
    machine.write('home', join(site, 'egg.egg-info/PKG-INFO'), metadata('Egg', '0.1'));
    machine.write('home', join(site, 'broken-1.0.dist-info/METADATA'), 'Name: Bro');
    expect(await machine.look()).toEqual(['Added Bro', 'Added Egg', 'Added half']);
    machine.write('home', join(site, 'broken-1.0.dist-info/METADATA'), metadata('Broken', '1.0'));
    expect(await machine.look()).toEqual([]);
  });

  it('that pip has put aside for an upgrade are still there, if it can go on with it', async () => {
    add('home', site, 'one', '1.0');
    await machine.look();
    const folder = join(machine.home, site);
    renameSync(join(folder, 'one-1.0.dist-info'), join(folder, '~ne-1.0.dist-info'));
    expect(await machine.look()).toEqual([]);
    add('home', site, 'one', '1.1');
    expect(await machine.look()).toEqual(['Modified one: version']);
    rmSync(join(folder, '~ne-1.0.dist-info'), { recursive: true });
    rmSync(join(folder, 'one-1.1.dist-info'), { recursive: true });
    expect(await machine.look()).toEqual(['Removed one']);
  });

  it('are gone with their folder, and not with a home that is not there now', async () => {
    add('home', site, 'one', '1.0');
    add('root', 'usr/local/lib/python3.11/dist-packages', 'two', '1.0');
    await machine.look();
    rmSync(join(machine.root, 'usr/local/lib/python3.11'), { recursive: true });
    renameSync(machine.home, `${machine.home}.elsewhere`);
    expect(await machine.look()).toEqual(['Removed two']);
    expect(machine.observer.last?.sources).toContainEqual({ id: 'pip:user:me', state: 'unsupported' });
  });

  it('whose folder can’t be read are unreadable together, and others are what they are', async () => {
    add('home', site, 'one', '1.0');
    add('root', 'usr/local/lib/python3.11/dist-packages', 'two', '1.0');
    await machine.look();
    rmSync(join(machine.home, '.local/lib'), { recursive: true });
    // A link that leads to itself is an error for root too.
    symlinkSync('lib', join(machine.home, '.local/lib'));
    expect(await machine.look()).toEqual([]);
    expect(machine.observer.last?.sources).toContainEqual({ id: 'pip:user:me', state: 'unreadable' });
    expect(machine.observer.last?.sources).toContainEqual({ id: 'pip:system', state: 'collected' });
    expect(machine.observer.last?.problems[0]?.message).toMatch(/ELOOP/);
  });

  it('are watched for where none have been yet', async () => {
    const hints = await machine.watch();
    for (const name of ['one', 'two']) {
      const hinted = hints.next();
      add('home', site, name, '1.0');
      expect(await hinted).toBe('');
    }
    expect(await machine.look()).toEqual(['Added one', 'Added two']);
  });
});
