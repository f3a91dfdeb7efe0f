import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createNpmSource } from '../../../electron/engine/collectors/software/optional/npm.ts';
import { OptionalMachine } from '../../support/optional-software.ts';
import { runTool } from '../../support/run-tool.ts';

const prefix = '.npm-global';
const modules = `${prefix}/lib/node_modules`;
let machine: OptionalMachine;
beforeEach(() => {
  machine = new OptionalMachine(createNpmSource);
});

const add = (name: string, version: string, also: object = {}, folder = modules) =>
  machine.write('home', `${folder}/${name}/package.json`, { name, version, ...also });

async function npm(...args: string[]): Promise<void> {
  const environment = { HOME: machine.home, NPM_CONFIG_PREFIX: join(machine.home, prefix), NPM_CONFIG_OFFLINE: 'true' };
  const result = await runTool('npm', args, {
    timeLimit: 50_000,
    outputLimit: 1_000_000,
    folder: machine.home,
    environment: { ...environment, NPM_CONFIG_UPDATE_NOTIFIER: 'false', NPM_CONFIG_FUND: 'false' },
  });
  if (result.kind !== 'done') throw new Error(`npm ${args.join(' ')}: ${JSON.stringify(result)}`);
}

/** Packs a package with a scope, and answers the file's name. */
async function pack(version: string): Promise<string> {
  const about = { name: '@tide/thing', version, description: 'Made by a test', author: 'A Tester <t@example.org>' };
  machine.write('home', `source-${version}/package.json`, about);
  await npm('pack', `./source-${version}`);
  return `./tide-thing-${version}.tgz`;
}

describe('the real npm', () => {
  it('installs, upgrades and uninstalls a package with a scope, each one change', async () => {
    const [first, second] = [await pack('1.0.0'), await pack('1.1.0')];
    expect(await machine.look()).toEqual([]);
    const hints = await machine.watch();
    let hinted = hints.next();
    await npm('install', '-g', first);
    expect(await hinted).toBe('');
    expect(await machine.look()).toEqual(['Added @tide/thing']);
    expect(machine.fields('@tide/thing')).toMatchObject({
      version: '1.0.0',
      state: 'installed',
      description: 'Made by a test',
      softwareType: 'Package',
      manager: 'npm',
      user: 'me',
    });
    hinted = hints.next();
    await npm('install', '-g', second);
    expect(await hinted).toBe('');
    expect(await machine.look()).toEqual(['Modified @tide/thing: version']);
    hinted = hints.next();
    await npm('uninstall', '-g', '@tide/thing');
    expect(await hinted).toBe('');
    expect(await machine.look()).toEqual(['Removed @tide/thing']);
  });
});

describe('npm’s global packages', () => {
  it('of several Nodes, and of everyone, are kept apart', async () => {
    add('one', '1.0.0');
    add('one', '2.0.0', {}, '.nvm/versions/node/v20.18.1/lib/node_modules');
    add('one', '3.0.0', {}, '.nvm/versions/node/v22.1.0/lib/node_modules');
    machine.write('root', 'usr/local/lib/node_modules/one/package.json', { name: 'one', version: '4.0.0' });
    expect(await machine.look()).toHaveLength(4);
    const versions = [...machine.observer.items.values()].map(({ item }) => item.fields.version);
    expect(versions.sort()).toEqual(['1.0.0', '2.0.0', '3.0.0', '4.0.0']);
  });

  it('may be links to where someone works at them', async () => {
    machine.write('home', 'work/one/package.json', { name: 'one', version: '0.0.1' });
    mkdirSync(join(machine.home, modules), { recursive: true });
    symlinkSync('../../../work/one', join(machine.home, modules, 'one'));
    expect(await machine.look()).toEqual(['Added one']);
    expect(machine.fields('one')).toMatchObject({ state: 'linked', version: '0.0.1' });
  });

  it('are told by whoever wrote them', async () => {
    add('one', '1.0.0', { author: { name: 'A Tester', email: 't@example.org' }, description: 'One' });
    add('two', '1.0.0', { author: ['nobody'], description: { en: 'Two' } });
    await machine.look();
    expect(machine.fields('one')).toMatchObject({ publisher: 'A Tester', description: 'One' });
    expect(machine.fields('two')).toMatchObject({ publisher: null, description: null });
  });

  it('are still there while npm replaces them', async () => {
    add('one', '1.0.0');
    add('@tide/two', '1.0.0');
    await machine.look();
    const folder = join(machine.home, modules);
    renameSync(join(folder, 'one'), join(folder, '.one-Ab3dE6gH'));
    renameSync(join(folder, '@tide/two'), join(folder, '@tide/.two-Ab3dE6gH'));
    expect(await machine.look()).toEqual([]);
    // What is unpacked has no package.json at first, and then half of one.
    mkdirSync(join(folder, 'one'));
    expect(await machine.look()).toEqual([]);
    machine.write('home', `${modules}/one/package.json`, '{"name":"one","vers');
    expect(await machine.look()).toEqual([]);
    expect(machine.observer.last?.problems).toEqual([]);
    add('one', '2.0.0');
    rmSync(join(folder, '.one-Ab3dE6gH'), { recursive: true });
    rmSync(join(folder, '@tide/.two-Ab3dE6gH'), { recursive: true });
    expect(await machine.look()).toEqual(['Modified one: version', 'Removed @tide/two']);
  });

  it('leave files, npm’s own notes and empty scopes out', async () => {
    machine.write('home', `${modules}/.package-lock.json`, {});
    machine.write('home', `${modules}/.bin/one`, '');
    machine.write('home', `${modules}/README`, '');
    machine.write('home', `${modules}/@scope`, '');
    mkdirSync(join(machine.home, modules, '@other'));
    expect(await machine.look()).toEqual([]);
    expect(machine.observer.last?.problems).toEqual([]);
    expect(machine.observer.last?.sources).toContainEqual({ id: 'npm:user:me', state: 'collected' });
  });
});
