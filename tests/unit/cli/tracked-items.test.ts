import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTracked, newTrackedFile, trackedPath, withFiles } from '../../../electron/cli/tracked-items.ts';
import { newTrackedRegistry } from '../../../electron/cli/tracked-registry.ts';
import { UsageError } from '../../../electron/cli/usage.ts';
import { recommendedSettings } from '../../../electron/shared/model/recommended.ts';
import { presetItem, registryPresets } from '../../../electron/shared/model/registry-presets.ts';
import { emptySettings, type Settings, trackedFileSchema } from '../../../electron/shared/model/settings.ts';

const settings = (...items: readonly { id: string; name: string; path: string }[]): Settings =>
  withFiles(
    emptySettings(),
    items.map((item) => trackedFileSchema.parse(item)),
  );

describe('a path to track', () => {
  it.each([
    ['/etc/hosts', '/etc/hosts'],
    ['notes.txt', '/home/alice/notes.txt'],
    ['../bob/./x', '/home/bob/x'],
    ['*.conf', '/home/alice/*.conf'],
    ['/srv/**/../x*', '/srv/**/../x*'],
    ['~/.ssh', '~/.ssh'],
    ['$HOME/.ssh', '$HOME/.ssh'],
    ['%APPDATA%\\x', '%APPDATA%\\x'],
  ])('%s becomes %s', (given, expected) => {
    expect(trackedPath(given, '/home/alice')).toBe(expected);
  });
});

describe('a new item', () => {
  it('has the defaults of the schema', () => {
    expect(newTrackedFile(settings(), '/etc/hosts.example', {})).toEqual(
      trackedFileSchema.parse({ id: 'hosts-example', name: 'hosts.example', path: '/etc/hosts.example' }),
    );
  });

  it('takes every option', () => {
    expect(
      newTrackedFile(settings(), '/srv/*', {
        name: 'Web sites',
        group: 'Web',
        recursion: true,
        links: 'manage',
        content: false,
        exclude: ['*.log', '/srv/tmp'],
        maxDepth: 3,
        maxSize: 1024,
        growing: true,
        useSudo: true,
        optional: true,
        disabled: true,
      }),
    ).toEqual({
      id: 'web-sites',
      enabled: false,
      name: 'Web sites',
      group: 'Web',
      path: '/srv/*',
      pathType: 'directory',
      recursion: true,
      links: 'manage',
      keepContent: false,
      excludes: ['*.log', '/srv/tmp'],
      maxDepth: 3,
      maxSize: 1024,
      growing: true,
      useSudo: true,
      mustExist: false,
    });
  });

  it('is a directory where one is there', () => {
    expect(newTrackedFile(settings(), tmpdir(), {}).pathType).toBe('directory');
    expect(newTrackedFile(settings(), tmpdir(), { pathType: 'file' }).pathType).toBe('file');
    expect(newTrackedFile(settings(), join(tmpdir(), 'surely-not-there'), {}).pathType).toBe('file');
  });

  it('has an id of its own', () => {
    const before = settings({ id: 'hosts', name: 'x', path: '/x' }, { id: 'hosts-2', name: 'y', path: '/y' });
    expect(newTrackedFile(before, '/etc/hosts', {}).id).toBe('hosts-3');
    expect(newTrackedFile(before, '/etc/文件', {}).id).toBe('item');
  });

  it('has a name that the settings take, however long its path', () => {
    const item = newTrackedFile(settings(), `/x/${'n'.repeat(255)}`, {});
    expect(item.name).toBe('n'.repeat(200));
  });

  it('is a wrong use where the settings can’t take it', () => {
    const long = () => newTrackedFile(settings(), '/x', { name: 'n'.repeat(201) });
    expect(long).toThrow(UsageError);
    expect(long).toThrow(/^The item's name can't be used: /);
  });

  it('is refused where its path is tracked already', () => {
    const before = settings({ id: 'h', name: 'Hosts', path: '/etc/hosts' });
    expect(() => newTrackedFile(before, '/etc/hosts', {})).toThrow(/already, as 'h'/);
  });
});

describe('an item is found', () => {
  const before = settings(
    { id: 'a', name: 'Same', path: '/one' },
    { id: 'b', name: 'Same', path: '/two' },
    { id: 'c', name: 'a', path: '/three' },
  );

  it('by id before name, and by path', () => {
    expect(findTracked(before, 'a')).toMatchObject({ path: '/one' });
    expect(findTracked(before, '/two').id).toBe('b');
  });

  it('unless there is none, or more than one', () => {
    expect(() => findTracked(before, 'nothing')).toThrow(/Nothing is tracked as 'nothing'/);
    expect(() => findTracked(before, 'Same')).toThrow(/more than one item: a, b/);
  });
});

describe('a new registry item', () => {
  const windows = recommendedSettings('windows');

  it('is any preset that is not on yet, by its id, also beside the recommended set', () => {
    for (const preset of registryPresets) {
      expect(newTrackedRegistry(windows, preset.id, {})).toEqual(presetItem(preset));
    }
    const [first] = registryPresets;
    const id = first?.id ?? '';
    const on = { ...windows, tracking: { ...windows.tracking, registry: [newTrackedRegistry(windows, id, {})] } };
    expect(() => newTrackedRegistry(on, id, {})).toThrow(`already, as '${id}'`);
  });

  it('is refused where its key is tracked already in that view by that value name', () => {
    const run = 'HKLM\\software\\microsoft\\windows\\currentversion\\run';
    expect(() => newTrackedRegistry(windows, run, {})).toThrow(/already, as 'recommended-run-for-all-users'/);
    expect(newTrackedRegistry(windows, run, { view: '32' })).toMatchObject({ id: 'run', name: 'run', view: '32' });
    expect(newTrackedRegistry(windows, run, { valueName: 'A*' })).toMatchObject({ id: 'run', valueName: 'A*' });
  });

  it('is refused by what is wrong with its name', () => {
    expect(() => newTrackedRegistry(windows, 'nonsense', {})).toThrow(/'nonsense' is no hive/);
  });
});
