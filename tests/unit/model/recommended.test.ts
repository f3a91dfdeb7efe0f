import { describe, expect, it } from 'vitest';
import { recommendedSettings, whyRecommended } from '../../../electron/shared/model/recommended.ts';
import { parseRegistryKey } from '../../../electron/shared/model/registry-key.ts';
import { registryPresets } from '../../../electron/shared/model/registry-presets.ts';

const linux = recommendedSettings('linux').tracking;
const windows = recommendedSettings('windows').tracking;

describe('the recommended set of Linux', () => {
  it('tracks what people and intruders change, without needing any of it to exist', () => {
    const paths = linux.files.map((each) => each.path);
    for (const path of [
      '/etc/hosts',
      '/etc/passwd',
      '/etc/shadow',
      '/etc/sudoers',
      '/etc/sudoers.d',
      '/etc/ssh',
      '/etc/crontab',
      '/etc/apt',
      '/etc/systemd',
      '/etc/xdg/autostart',
      '~/.config/autostart',
      '/etc/profile.d',
      '~/.bashrc',
    ]) {
      expect(paths).toContain(path);
    }
    expect(linux.files.filter((each) => each.mustExist)).toEqual([]);
    expect(linux.registry).toEqual([]);
  });

  it('takes the home folder from a variable, so that the same set serves every user', () => {
    expect(linux.files.filter((each) => each.path.startsWith('/home')).map((each) => each.path)).toEqual([]);
  });
});

describe('the recommended set of Windows', () => {
  it('tracks hosts, start-up folders, scheduled tasks and PowerShell profiles, on whichever drive they are', () => {
    const paths = windows.files.map((each) => each.path);
    for (const path of [
      '%SystemRoot%\\System32\\drivers\\etc',
      '%ProgramData%\\Microsoft\\Windows\\Start Menu\\Programs\\Startup',
      '%APPDATA%\\Microsoft\\Windows\\Start Menu\\Programs\\Startup',
      '%SystemRoot%\\System32\\Tasks',
      '%SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\*profile.ps1',
      '%USERPROFILE%\\Documents\\PowerShell\\*profile.ps1',
    ]) {
      expect(paths).toContain(path);
    }
    expect(paths.filter((path) => !/^%[A-Za-z]+%\\/.test(path))).toEqual([]);
    expect(windows.files.filter((each) => each.mustExist)).toEqual([]);
  });

  it('tracks the run keys of the machine and of the user', () => {
    const tracked = windows.registry.map(({ key }) => key);
    const run = 'Microsoft\\Windows\\CurrentVersion\\Run';
    for (const path of [
      `HKEY_LOCAL_MACHINE\\SOFTWARE\\${run}`,
      `HKEY_LOCAL_MACHINE\\SOFTWARE\\${run}Once`,
      `HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\${run}`,
      `HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\${run}Once`,
      `HKEY_CURRENT_USER\\SOFTWARE\\${run}`,
      `HKEY_CURRENT_USER\\SOFTWARE\\${run}Once`,
    ]) {
      expect(tracked).toContain(path);
    }
    expect(windows.registry.filter(({ key }) => !parseRegistryKey(key).ok)).toEqual([]);
    expect(windows.registry.filter((each) => each.mustExist)).toEqual([]);
  });

  it('leaves the presets off', () => {
    const ids = new Set(windows.registry.map(({ id }) => id));
    expect(registryPresets.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it('collects files and software every 30 minutes, as the original does', () => {
    expect(recommendedSettings('windows').frequencies).toMatchObject({ files: 1800, software: 1800, services: 1800 });
  });
});

const all = [...linux.files, ...windows.files, ...windows.registry];

it('gives every item an id of its own, over all platforms and types', () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

it('says of every item why it is worth watching', () => {
  for (const { id } of all) expect(whyRecommended(id)).toMatch(/^[A-Z].{15,}\.$/);
  expect(whyRecommended('something-else')).toBeUndefined();
});
