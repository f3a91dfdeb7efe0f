import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Conf from 'conf';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SettingsKeeper } from '../../../electron/main/settings/settings-keeper.ts';
import type { ErrorShape } from '../../../electron/shared/contract/errors.ts';
import { emptySettings, type Settings } from '../../../electron/shared/model/settings.ts';
import { formatSettings, parseSettings } from '../../../electron/shared/model/settings-migrations.ts';

const recommended: Settings = { ...emptySettings(), secrets: ['*.recommended'] };
const edited: Settings = { ...emptySettings(), startAtLogin: true };

let folder: string;
let file: string;
let open: SettingsKeeper[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-settings-'));
  file = join(folder, 'settings.json');
  open = [];
});
afterEach(() => {
  for (const keeper of open) keeper.close();
  rmSync(folder, { recursive: true });
});

function keep() {
  const keeper = new SettingsKeeper({
    file,
    // electron-store is this with Electron's folders as defaults
    open: (path) =>
      new Conf<Settings>({
        cwd: folder,
        configName: basename(path, '.json'),
        configFileMode: 0o600,
        serialize: formatSettings,
        deserialize: parseSettings,
      }),
    fallback: () => recommended,
  });
  open.push(keeper);
  const changes: Settings[] = [];
  const faults: (ErrorShape | null)[] = [];
  keeper.onChange((settings) => changes.push(settings));
  keeper.onFault((fault) => faults.push(fault));
  return { keeper, changes, faults };
}

const asides = () => readdirSync(folder).filter((name) => name.startsWith('settings.json.unreadable-'));
const onDisk = () => parseSettings(readFileSync(file, 'utf8'));

describe('the settings file', () => {
  it('is written with the recommended set at a first start, for its owner alone', () => {
    const { keeper } = keep();
    expect(keeper.current).toEqual(recommended);
    expect(onDisk()).toEqual(recommended);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')))).toEqual(Object.keys(recommended));
  });

  it('holds as it is at the next start', () => {
    writeFileSync(file, '{ "startAtLogin": true, "version": 1 }');
    expect(keep().keeper.current).toMatchObject({ startAtLogin: true });
    expect(readFileSync(file, 'utf8')).toBe('{ "startAtLogin": true, "version": 1 }');
  });

  it.each(['{ "version": 1,', '{ "startAtLogin": "yes" }', '{ "unknown": 1 }', '{ "version": 99 }'])(
    'is kept aside and told of where it cannot be read: %s',
    (text) => {
      writeFileSync(file, text);
      const { keeper } = keep();
      expect(keeper.current).toEqual(recommended);
      expect(keeper.fault).toMatchObject({ kind: 'invalid', message: expect.stringContaining(file) });
      const [aside = ''] = asides();
      expect(readFileSync(join(folder, aside), 'utf8')).toBe(text);
      expect(keeper.fault?.advice).toContain(aside);
      expect(onDisk()).toEqual(recommended);
    },
  );

  it('is written, and what changed is told', () => {
    const { keeper, changes } = keep();
    expect(keeper.set(edited)).toEqual(edited);
    expect(onDisk()).toEqual(edited);
    expect(changes).toEqual([edited]);
  });

  it('is followed when someone else writes it', async () => {
    const { keeper, changes } = keep();
    keeper.watch();
    writeFileSync(file, formatSettings(edited));
    await vi.waitFor(() => expect(changes).toEqual([edited]), 5000);
    expect(keeper.current).toEqual(edited);
  });

  it('is followed when another file takes its place, again and again', async () => {
    const { keeper, changes } = keep();
    keeper.watch();
    for (const settings of [edited, emptySettings(), edited]) {
      writeFileSync(`${file}.tmp`, formatSettings(settings));
      renameSync(`${file}.tmp`, file);
      await vi.waitFor(() => expect(changes.at(-1)).toEqual(settings), 5000);
    }
    expect(changes).toHaveLength(3);
  });

  it('keeps the last good settings after an edit that does not fit, and says so until it does', async () => {
    const { keeper, changes, faults } = keep();
    keeper.watch();
    writeFileSync(file, '{ "limits": { "files": 0 } }');
    await vi.waitFor(() => expect(faults).toHaveLength(1), 5000);
    expect(faults[0]).toMatchObject({ kind: 'invalid', message: expect.stringContaining('limits.files') });
    expect(keeper.current).toEqual(recommended);
    expect(changes).toEqual([]);
    // the person's work is left as it is
    expect(readFileSync(file, 'utf8')).toBe('{ "limits": { "files": 0 } }');
    expect(asides()).toEqual([]);

    writeFileSync(file, formatSettings(edited));
    await vi.waitFor(() => expect(faults.at(-1)).toBeNull(), 5000);
    expect(changes).toEqual([edited]);
    expect(keeper.fault).toBeNull();
  });

  it('is kept aside before the window’s settings take the place of a bad edit', () => {
    const { keeper } = keep();
    writeFileSync(file, 'half an edit');
    keeper.set(edited);
    const [aside = ''] = asides();
    expect(readFileSync(join(folder, aside), 'utf8')).toBe('half an edit');
    expect(onDisk()).toEqual(edited);
    expect(keeper.fault).toBeNull();
  });

  it('comes back with the next change of the settings after it was removed', async () => {
    const { keeper, faults } = keep();
    keeper.watch();
    rmSync(file);
    keeper.set(edited);
    expect(onDisk()).toEqual(edited);
    expect(faults).toEqual([]);
  });

  it('does not take settings that do not fit', () => {
    const { keeper, changes } = keep();
    expect(() => keeper.set({ ...edited, version: 7 as unknown as 1 })).toThrow();
    expect(keeper.current).toEqual(recommended);
    expect(onDisk()).toEqual(recommended);
    expect(changes).toEqual([]);
  });
});
