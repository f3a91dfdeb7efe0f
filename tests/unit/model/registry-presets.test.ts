import { describe, expect, it } from 'vitest';
import { parseRegistryKey } from '../../../electron/shared/model/registry-key.ts';
import { presetItem, presetOf, registryPresets, withPreset } from '../../../electron/shared/model/registry-presets.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';

/** The table of the original's overview, in its order and its spelling; the last is the newer agent's. */
const documented = [
  'HKEY\\LOCAL\\MACHINE\\Software\\Microsoft\\Windows\\CurrentVersion\\Group Policy\\Scripts\\Startup',
  'HKEY\\LOCAL\\MACHINE\\Software\\Microsoft\\Windows\\CurrentVersion\\Group Policy\\Scripts\\Shutdown',
  'HKEY\\LOCAL\\MACHINE\\SOFTWARE\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Run',
  'HKEY\\LOCAL\\MACHINE\\SOFTWARE\\Microsoft\\Active Setup\\Installed Components',
  'HKEY\\LOCAL\\MACHINE\\Software\\Classes\\Directory\\ShellEx\\ContextMenuHandlers',
  'HKEY\\LOCAL\\MACHINE\\Software\\Classes\\Directory\\Shellex\\CopyHookHandlers',
  'HKEY\\LOCAL\\MACHINE\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\ShellIconOverlayIdentifiers',
  'HKEY\\LOCAL\\MACHINE\\Software\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Explorer\\ShellIconOverlayIdentifiers',
  'HKEY\\LOCAL\\MACHINE\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Browser Helper Objects',
  'HKEY\\LOCAL\\MACHINE\\Software\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Browser Helper Objects',
  'HKEY\\LOCAL\\MACHINE\\Software\\Microsoft\\Internet Explorer\\Extensions',
  'HKEY\\LOCAL\\MACHINE\\Software\\Wow6432Node\\Microsoft\\Internet Explorer\\Extensions',
  'HKEY\\LOCAL\\MACHINE\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Drivers32',
  'HKEY\\LOCAL\\MACHINE\\Software\\Wow6432Node\\Microsoft\\Windows NT\\CurrentVersion\\Drivers32',
  'HKEY\\LOCAL\\MACHINE\\System\\CurrentControlSet\\Control\\Session Manager\\KnownDlls',
  'HKEY\\LOCAL\\MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon\\Notify',
  'HKEY_LOCAL_MACHINE\\Software\\Classes\\Directory\\Background\\ShellEx\\ContextMenuHandlers',
];

const canonical = (key: string) => {
  const parsed = parseRegistryKey(key);
  return parsed.ok ? parsed.key : parsed.fault;
};

describe('the preset registry keys', () => {
  it('are the documented ones, in their order', () => {
    expect(registryPresets.map(({ key }) => key)).toEqual(documented.map(canonical));
  });

  it('each have an id, a name and a purpose of their own', () => {
    for (const part of ['id', 'name', 'purpose'] as const) {
      expect(new Set(registryPresets.map((each) => each[part])).size).toBe(documented.length);
    }
    for (const { purpose } of registryPresets) expect(purpose).toMatch(/^[A-Z].{20,}\.$/);
  });

  it('are found by any spelling of their key', () => {
    for (const [at, key] of documented.entries()) {
      expect(presetOf(key)).toBe(registryPresets[at]);
      expect(presetOf(key.replace(/^HKEY.LOCAL.MACHINE/, 'hklm').toLowerCase())).toBe(registryPresets[at]);
    }
    expect(presetOf('HKLM\\SOFTWARE')).toBeUndefined();
    expect(presetOf('nonsense')).toBeUndefined();
  });

  it('are off until enabled, and keep what was set on them when switched off', () => {
    expect(settingsSchema.parse({}).tracking.registry).toEqual([]);
    for (const preset of registryPresets) {
      const [item] = withPreset([], preset, true);
      expect(item).toEqual(presetItem(preset));
      expect(item).toMatchObject({ enabled: true, recursion: true, key: preset.key });
      const own = { ...presetItem(preset), excludes: ['Old'] };
      expect(withPreset([own], preset, false)).toEqual([{ ...own, enabled: false }]);
      expect(withPreset([], preset, false)).toEqual([]);
    }
  });

  it('make settings that are good', () => {
    const registry = registryPresets.map(presetItem);
    expect(settingsSchema.parse({ tracking: { registry } }).tracking.registry).toEqual(registry);
  });
});
