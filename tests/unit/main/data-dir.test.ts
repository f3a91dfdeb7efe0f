import { describe, expect, it } from 'vitest';
import { defaultDataDir, defaultSettingsFile, platformOf } from '../../../electron/shared/model/data-dir.ts';

describe('the data folder', () => {
  it('is in the XDG data folder on Linux', () => {
    const env = { XDG_DATA_HOME: '/srv/data/' };
    expect(defaultDataDir({ platform: 'linux', env, home: '/home/ann' })).toBe('/srv/data/tidemark');
  });

  it('is in ~/.local/share on Linux where XDG_DATA_HOME is not set, empty or relative', () => {
    for (const value of [undefined, '', 'data']) {
      const dir = defaultDataDir({ platform: 'linux', env: { XDG_DATA_HOME: value }, home: '/home/ann' });
      expect(dir).toBe('/home/ann/.local/share/tidemark');
    }
  });

  it('is in the local, not the roaming profile on Windows', () => {
    const env = { LOCALAPPDATA: 'D:\\Local', APPDATA: 'D:\\Roaming' };
    expect(defaultDataDir({ platform: 'windows', env, home: 'C:\\Users\\Ann' })).toBe('D:\\Local\\Tidemark');
    expect(defaultDataDir({ platform: 'windows', env: {}, home: 'C:\\Users\\Ann' })).toBe(
      'C:\\Users\\Ann\\AppData\\Local\\Tidemark',
    );
  });

  it('is in Application Support on macOS', () => {
    expect(defaultDataDir({ platform: 'macos', env: {}, home: '/Users/ann' })).toBe(
      '/Users/ann/Library/Application Support/Tidemark',
    );
  });

  it('holds the settings file', () => {
    expect(defaultSettingsFile('/srv/tidemark/', 'linux')).toBe('/srv/tidemark/settings.json');
    expect(defaultSettingsFile('D:\\Local\\Tidemark', 'windows')).toBe('D:\\Local\\Tidemark\\settings.json');
  });

  it('treats other Unixes as Linux', () => {
    expect(['win32', 'darwin', 'linux', 'freebsd'].map(platformOf)).toEqual(['windows', 'macos', 'linux', 'linux']);
  });
});
