import { describe, expect, it } from 'vitest';
import { awaitsVerdict } from '../../../electron/engine/alerts/evaluate/awaits-verdict.ts';
import { matches } from '../../../electron/engine/alerts/match/matches.ts';
import { fits, fitting } from '../../../electron/engine/alerts/match/wildcards.ts';
import { type SimpleCondition, simpleConditionSchema } from '../../../electron/shared/model/alert-rule.ts';
import type { Change } from '../../../electron/shared/model/change.ts';
import { decidedVerdicts, type Verdict } from '../../../electron/shared/model/explanation.ts';
import { explained } from '../main/causes.ts';
import {
  daemonAdded,
  daemonStopped,
  fileAdded,
  fileModified,
  fileRemoved,
  machineChanged,
  softwareRemoved,
  softwareUpgraded,
} from '../query/samples.ts';

type Given = Partial<Omit<SimpleCondition, 'kind'>>;
const holds = (given: Given, change: Change) =>
  matches(simpleConditionSchema.parse({ kind: 'simple', ...given }), change);

const windowsFile: Change = {
  ...fileModified,
  key: 'C:/Windows/System32/drivers/etc/hosts',
  name: 'C:\\Windows\\System32\\drivers\\etc\\hosts',
};
const runValue: Change = {
  ...fileAdded,
  type: 'Registry',
  key: 'HKEY_LOCAL_MACHINE\\software\\microsoft\\windows\\currentversion\\run\\\\updater',
  name: 'Updater',
  after: {
    kind: 'value',
    key: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run',
    hive: 'HKEY_LOCAL_MACHINE',
    valueName: 'Updater',
    valueType: 'REG_SZ',
    data: 'C:\\Temp\\u.exe',
  },
};
const service: Change = {
  ...daemonStopped,
  type: 'WindowsServices',
  key: 'mpssvc',
  name: 'MpsSvc',
  fieldsChanged: ['state'],
  before: { displayName: 'Windows Defender Firewall', state: 'Running', delayed: false },
  after: { displayName: 'Windows Defender Firewall', state: 'Stopped', delayed: false, dependencies: 'RpcSs\nbfe' },
};
const attributes: Change = {
  ...windowsFile,
  fieldsChanged: ['attributes'],
  before: { attributes: 'read-only' },
  after: { attributes: 'read-only\nhidden' },
};

const verdict = (given: Change, of: Verdict): Change => ({ ...given, explanation: explained({ verdict: of }) });

describe('what explains a change', () => {
  it('is asked for by its verdict', () => {
    const altered = verdict(fileModified, 'standsOut');
    expect(holds({ verdicts: ['standsOut'] }, altered)).toBe(true);
    expect(holds({ verdicts: ['explained', 'unexplained'] }, altered)).toBe(false);
    expect(holds({ verdicts: ['standsOut'], types: ['Software'] }, altered)).toBe(false);
    expect(holds({}, altered)).toBe(true);
  });

  it('is none of these while it is not known', () => {
    for (const change of [fileModified, verdict(fileModified, 'pending')]) {
      expect(holds({ verdicts: [...decidedVerdicts] }, change)).toBe(false);
    }
  });

  it('makes a rule wait that asks for it, in either form', () => {
    const simple = (given: Given) => awaitsVerdict(simpleConditionSchema.parse({ kind: 'simple', ...given }));
    const query = (text: string) => awaitsVerdict({ kind: 'kql', query: text, strict: false });
    expect([simple({ verdicts: ['standsOut'] }), simple({ field: 'checksum' })]).toEqual([true, false]);
    expect(query('ConfigurationChange | where Verdict == "standsOut"')).toBe(true);
    expect(query('ConfigurationChange | where isempty(ChangedBy)')).toBe(true);
    expect(query('ConfigurationChange | where SoftwareType == "Package"')).toBe(false);
  });
});

describe('a condition without parts', () => {
  it('holds of every change', () => {
    for (const change of [fileModified, softwareUpgraded, daemonAdded, machineChanged, runValue])
      expect(holds({}, change)).toBe(true);
  });
});

describe('types and categories', () => {
  it.each<[Given, Change, boolean]>([
    [{ types: ['Files'] }, fileModified, true],
    [{ types: ['Software', 'Daemons'] }, fileModified, false],
    [{ types: ['Software', 'Daemons'] }, daemonAdded, true],
    [{ categories: ['Added'] }, fileAdded, true],
    [{ categories: ['Added', 'Removed'] }, fileModified, false],
    [{ types: ['Files'], categories: ['Removed'] }, fileRemoved, true],
    [{ types: ['Daemons'], categories: ['Removed'] }, fileRemoved, false],
  ])('%j', (given, change, expected) => expect(holds(given, change)).toBe(expected));
});

describe('things', () => {
  it.each<[string, Change, boolean]>([
    ['/etc/hosts', fileModified, true],
    ['/ETC/Hosts', fileModified, true],
    ['hosts', fileModified, true],
    ['/etc', fileModified, true],
    ['ost', fileModified, true],
    ['/etc/hosts.allow', fileModified, false],
    // With a wildcard it is the whole name or the whole path.
    ['/etc/*', fileModified, true],
    ['*', fileModified, true],
    ['/*s', fileModified, true],
    ['hos?s', fileModified, true],
    ['h*', fileModified, true],
    ['etc*', fileModified, false],
    ['/etc/?', fileModified, false],
    ['*.conf', fileModified, false],
    // Windows, as it writes paths, with slashes, and in any case.
    ['C:\\Windows\\System32\\drivers\\etc\\hosts', windowsFile, true],
    ['c:/windows/system32/drivers/etc/hosts', windowsFile, true],
    ['C:\\Windows\\*\\hosts', windowsFile, true],
    ['%windir%', windowsFile, false],
    ['drivers\\etc', windowsFile, true],
    ['C:\\Windows\\hosts', windowsFile, false],
    // Registry keys, by any spelling of the hive.
    ['HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run', runValue, true],
    ['HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run', runValue, true],
    ['HKLM:\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\*', runValue, true],
    ['hklm\\software\\*\\updater', runValue, true],
    ['CurrentVersion\\Run\\Updater', runValue, true],
    ['Updater', runValue, true],
    ['HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run', runValue, false],
    [
      'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run',
      { ...runValue, category: 'Removed', before: runValue.after, after: null },
      true,
    ],
    // Everything else by its name and its key.
    ['curl', softwareUpgraded, true],
    ['curl:amd64', softwareUpgraded, true],
    ['dpkg', softwareUpgraded, false],
    ['cur', softwareRemoved, true],
    ['ssh', daemonStopped, true],
    ['ssh.service', daemonStopped, true],
    ['ssh*', daemonStopped, true],
    ['sshd', daemonStopped, false],
    ['mpssvc', service, true],
    ['Windows Defender*', service, true],
    ['operating system', machineChanged, true],
  ])('%s', (thing, change, expected) => {
    expect(holds({ things: [thing] }, change)).toBe(expected);
    expect(holds({ except: [thing] }, change)).toBe(!expected);
  });

  it('are any of those given, and none of those left out', () => {
    expect(holds({ things: ['/none', '/etc/*'] }, fileModified)).toBe(true);
    expect(holds({ things: ['/none', '/nowhere'] }, fileModified)).toBe(false);
    expect(holds({ things: ['/etc/*'], except: ['/etc/hosts'] }, fileModified)).toBe(false);
    expect(holds({ things: ['/etc/*'], except: ['/etc/passwd', '*.swp'] }, fileModified)).toBe(true);
  });

  it('are the same however their letters are composed', () => {
    const decomposed: Change = { ...fileModified, key: '/srv/Cafe\u0301', name: '/srv/Cafe\u0301' };
    expect(holds({ things: ['/srv/café'] }, decomposed)).toBe(true);
    expect(holds({ things: ['/srv/caf?'] }, decomposed)).toBe(true);
  });
});

describe('a field', () => {
  it.each<[string, Change, boolean]>([
    ['checksum', fileModified, true],
    ['owner', fileModified, false],
    ['Mode', fileModified, true],
    ['MODE', fileModified, true],
    ['Attributes', { ...fileModified, fieldsChanged: ['mode'] }, false],
    ['FileContentChecksum', fileModified, true],
    ['Start-up', daemonStopped, true],
    ['SvcState', daemonStopped, true],
    ['state', daemonAdded, true],
    // A new daemon has none, so that none was added.
    ['runlevels', daemonAdded, false],
    ['linkTarget', fileRemoved, false],
    ['owner', fileRemoved, true],
    ['no such field', fileModified, false],
    ['state', fileModified, false],
  ])('%s', (field, change, expected) => expect(holds({ field }, change)).toBe(expected));

  it('is the one that the type has where two share a column', () => {
    expect(holds({ types: ['Files'], field: 'Attributes' }, attributes)).toBe(true);
  });
});

describe('a value', () => {
  type Test = NonNullable<SimpleCondition['value']>['test'];
  it.each<[string, Test, string, Change, boolean]>([
    ['state', 'is', 'Stopped', daemonStopped, true],
    ['state', 'is', 'stopped', daemonStopped, true],
    ['state', 'is', 'stop', daemonStopped, false],
    ['state', 'isNot', 'Running', daemonStopped, true],
    ['state', 'isNot', 'Stopped', daemonStopped, false],
    ['state', 'contains', 'top', daemonStopped, true],
    ['state', 'matches', 'S*d', daemonStopped, true],
    ['state', 'matches', 'S*', daemonStopped, true],
    ['state', 'matches', 'top', daemonStopped, false],
    // It must have changed to that: a value that was so before is no change.
    ['account', 'is', 'sshd', daemonStopped, true],
    ['controller', 'is', 'systemd', daemonStopped, false],
    // Of a new thing what it is, of a removed one what it was.
    ['state', 'is', 'Running', daemonAdded, true],
    ['version', 'is', '7.88.1-10', softwareRemoved, true],
    ['version', 'matches', '7.88.*', softwareUpgraded, true],
    ['held', 'is', 'no', softwareRemoved, true],
    ['held', 'is', 'false', softwareRemoved, true],
    ['held', 'is', 'yes', softwareRemoved, false],
    ['mode', 'is', '0600', fileModified, true],
    ['mode', 'is', '600', fileModified, true],
    ['mode', 'is', '384', fileModified, false],
    ['mode', 'matches', '*00', fileModified, true],
    ['size', 'is', '135', fileModified, true],
    ['size', 'is', '135 B', fileModified, true],
    ['checksum', 'is', 'bb22', fileModified, true],
    ['checksum', 'is', 'sha256:BB22', fileModified, true],
    ['checksum', 'contains', 'sha-256', fileModified, true],
    ['kind', 'is', 'named pipe', { ...fileAdded, after: { kind: 'fifo' } }, true],
    ['attributes', 'is', 'hidden', attributes, true],
    ['attributes', 'is', 'read-only\nhidden', attributes, true],
    ['attributes', 'isNot', 'hidden', attributes, false],
    ['attributes', 'is', 'system', attributes, false],
    ['data', 'contains', '\\temp\\', runValue, true],
  ])('%s %s %s', (field, test, text, change, expected) =>
    expect(holds({ field, value: { test, text } }, change)).toBe(expected),
  );

  it('is the empty text where there is none, and nothing at all where it could not be read', () => {
    const to = (owner: string | null): Change => ({
      ...fileModified,
      fieldsChanged: ['owner'],
      after: { ...fileModified.after, owner },
    });
    expect(holds({ field: 'owner', value: { test: 'is', text: '' } }, to(null))).toBe(true);
    expect(holds({ field: 'owner', value: { test: 'isNot', text: 'root' } }, to(null))).toBe(true);
    expect(holds({ field: 'owner', value: { test: 'is', text: '' } }, to('alice'))).toBe(false);
    for (const test of ['is', 'isNot', 'contains', 'matches'] as const)
      expect(holds({ field: 'owner', value: { test, text: 'root' } }, to('unreadable'))).toBe(false);
    expect(holds({ field: 'owner', value: { test: 'is', text: 'unsupported' } }, to('unsupported'))).toBe(true);
    expect(holds({ field: 'owner', value: { test: 'is', text: '' } }, to('unsupported'))).toBe(true);
  });
});

describe('a pattern', () => {
  it.each<[string, string, boolean]>([
    ['', '', true],
    ['*', '', true],
    ['?', '', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['**x', 'xx', true],
    ['?', '\u{1f600}', true],
    ['??', '\u{1f600}', false],
    ['*?', '\u{1f600}', true],
    ['a.c', 'abc', false],
    ['[ab]', 'a', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['*ab', 'abab', true],
    ['a*a*a', 'aa', false],
    ['*b*', 'abc', true],
    ['ab', 'abc', false],
  ])("'%s' and '%s'", (pattern, text, expected) => {
    expect(fits(pattern, text)).toBe(expected);
    expect(fitting(pattern)(text)).toBe(expected);
  });

  it('of many stars is as quick as one of few', () => {
    const started = performance.now();
    expect(fits('*a'.repeat(2000), `${'a'.repeat(4000)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
