import { describe, expect, it } from 'vitest';
import { noiseAdvice } from '../../../electron/engine/alerts/noise/advice.ts';
import type { Place } from '../../../electron/engine/collectors/files/patterns/expand.ts';
import { alertRuleSchema } from '../../../electron/shared/model/alert-rule.ts';
import { emptySettings, type Settings } from '../../../electron/shared/model/settings.ts';
import { trackingFiles, trackingRegistry } from '../../support/settings.ts';

const place: Place = { env: { HOME: '/home/me' }, home: '/home/me', platform: 'linux' };
const file = (subject: string, settings: Settings, kind: 'folder' | 'path' = 'folder') =>
  noiseAdvice({ kind, subject, type: 'Files' }, subject, settings, place);
const home = { path: '~', name: 'Home', pathType: 'directory', recursion: true } as const;

describe('how to ignore', () => {
  it('a folder is to exclude it from what reaches it', () => {
    const settings = trackingFiles([home, { path: '/etc', name: 'System', pathType: 'directory', recursion: true }]);
    expect(file('/home/me/.cache', settings)).toBe('Add /home/me/.cache to the excludes of ‘Home’.');
    expect(file('/srv', settings)).toBe('Nothing that is tracked now reaches it, so there is nothing to do.');
  });

  it('a folder with a name that is a pattern is to mark what is no wildcard', () => {
    expect(file('/home/me/[x]*', trackingFiles([home]))).toBe('Add /home/me/\\[x]\\* to the excludes of ‘Home’.');
  });

  it('what is a tracked item itself is to switch that off', () => {
    const settings = trackingFiles([home, { path: '/home/me/work', name: 'Work', pathType: 'directory' }]);
    expect(file('/home/me/work', settings)).toBe(
      'Add /home/me/work to the excludes of ‘Home’, and switch off ‘Work’ among the tracked files.',
    );
  });

  it('a file may be to say that it is a growing log', () => {
    expect(file('/home/me/x.log', trackingFiles([home]), 'path')).toContain('track it as a growing log instead');
  });

  it('a registry key or value is to exclude it from what covers it', () => {
    const settings = trackingRegistry([{ key: 'HKLM\\SOFTWARE\\App', name: 'App', recursion: true }]);
    const registry = (subject: string) => noiseAdvice({ kind: 'registry', subject, type: 'Registry' }, 'n', settings);
    expect(registry('HKEY_LOCAL_MACHINE\\software\\app\\mru')).toBe(
      'Add HKEY_LOCAL_MACHINE\\software\\app\\mru and HKEY_LOCAL_MACHINE\\software\\app\\mru\\** to the excludes of ‘App’.',
    );
    expect(registry('HKEY_LOCAL_MACHINE\\software\\app\\mru\\\\last')).toContain('Add the value’s name, last, to');
    expect(registry('HKEY_LOCAL_MACHINE\\software\\apple')).toContain('nothing to do');
  });

  it('a rule is to narrow it, by what it is', () => {
    const kql = { kind: 'kql', query: 'ConfigurationChange' };
    const rules = [alertRuleSchema.parse({ id: 'k', name: 'K', when: kql })];
    const settings = { ...emptySettings(), alerts: { rules, actions: [] } };
    const rule = (subject: string) => noiseAdvice({ kind: 'rule', subject, type: null }, 'K', settings);
    expect(rule('k')).toBe(
      'Of the rule ‘K’: narrow its query with a where, lower its limit an hour, or switch it off.',
    );
    expect(rule('gone')).toContain('no longer in the settings');
  });

  it('a package or a daemon is to except it from rules', () => {
    const settings = emptySettings();
    expect(noiseAdvice({ kind: 'package', subject: 'dpkg:x', type: 'Software' }, 'x', settings)).toContain('add x to');
    expect(noiseAdvice({ kind: 'daemon', subject: 'y', type: 'WindowsServices' }, 'y', settings)).toMatch(/^Services/);
  });
});
