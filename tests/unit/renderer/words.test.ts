import { describe, expect, test } from 'vitest';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { formatBytes, formatMode } from '../../../electron/shared/model/format.ts';
import { compareVersions } from '../../../electron/shared/model/versions.ts';
import { changeTitle, changeWords, lineWords, placeOf, thingNoun } from '../../../electron/shared/model/words.ts';

const base: ListedChange = {
  id: 1,
  type: 'Files',
  key: '/etc/ssh/sshd_config',
  name: '/etc/ssh/sshd_config',
  category: 'Modified',
  noticedAt: '2026-11-22T14:21:07.000Z',
  since: '2026-11-22T14:21:06.000Z',
  how: 'live',
  fieldsChanged: ['size', 'checksum', 'modified'],
  before: { kind: 'file', size: 3287, checksum: 'sha256:aa', mode: '0644', owner: 'root' },
  after: { kind: 'file', size: 3310, checksum: 'sha256:bb', mode: '0644', owner: 'root' },
  lines: null,
};

describe('what a change is called', () => {
  test('a file by its last name, all else by its own', () => {
    expect(changeTitle(base)).toBe('sshd_config');
    expect(changeTitle({ ...base, key: '/etc/cron.d/' })).toBe('cron.d');
    expect(changeTitle({ ...base, key: '/etc/a\\b' })).toBe('a\\b');
    expect(changeTitle({ ...base, key: 'C:\\Windows\\win.ini' })).toBe('win.ini');
    expect(changeTitle({ ...base, key: '\\\\server\\share\\notes.txt' })).toBe('notes.txt');
    expect(changeTitle({ ...base, key: '/tmp/a\u202ebell\u0007' })).toBe('a\\u{202e}bell\\x07');
    expect(changeTitle({ type: 'Software', key: 'dpkg:curl:amd64', name: 'curl' })).toBe('curl');
  });
});

test('where a thing is: a registry value as its key and its name are stored', () => {
  expect(placeOf(base, base.after)).toBe('/etc/ssh/sshd_config');
  const value = { type: 'Registry' as const, key: 'HKEY_LOCAL_MACHINE\\software\\run\\\\helper', name: 'Helper' };
  const key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Run';
  expect(placeOf(value, { kind: 'value', key })).toBe('HKEY_LOCAL_MACHINE\\SOFTWARE\\Run\\Helper');
  expect(placeOf({ ...value, name: 'Run' }, { kind: 'key', key })).toBe(key);
});

test('what kind of thing it is', () => {
  const noun = (type: ListedChange['type'], fields: ListedChange['after']) =>
    thingNoun({ type, before: null, after: fields });
  expect(noun('Software', { softwareType: 'Application' })).toBe('application');
  expect(noun('Software', { version: '1' })).toBe('package');
  expect(noun('Registry', { kind: 'key' })).toBe('registry key');
  expect(noun('Registry', { kind: 'value' })).toBe('registry value');
  expect(noun('WindowsServices', {})).toBe('service');
});

describe('the words for a file', () => {
  test('tell lines, a line for a line counting as changed', () => {
    expect(changeWords({ ...base, lines: { added: 3, removed: 2 } })).toBe('2 lines changed, 1 added');
    expect(lineWords({ added: 2, removed: 0 })).toBe('2 lines added');
    expect(lineWords({ added: 0, removed: 1 })).toBe('1 line removed');
    expect(lineWords({ added: 4, removed: 4 })).toBe('4 lines changed');
    expect(lineWords({ added: 1, removed: 1500 })).toBe('1 line changed, 1,499 removed');
  });

  test('tell sizes where there are no lines to count', () => {
    expect(changeWords(base)).toBe('Content changed, 3,287 B → 3,310 B');
    expect(changeWords({ ...base, movedFrom: '/etc/a' })).toBe(
      'Replaced by /etc/a, which was moved here, content changed, 3,287 B → 3,310 B',
    );
  });

  test('tell rights, owner and target, beside the content or alone', () => {
    const mode = { ...base, fieldsChanged: ['mode'], after: { ...base.after, mode: '0600' } };
    expect(changeWords(mode)).toBe('Mode 0644 → 0600');
    const both = {
      ...base,
      fieldsChanged: ['checksum', 'owner'],
      after: { ...base.after, owner: 'alice' },
      lines: { added: 1, removed: 0 },
    };
    expect(changeWords(both)).toBe('1 line added, owner root → alice');
    const acl = { ...base, fieldsChanged: ['acl', 'xattrs'], before: { acl: null, xattrs: null } };
    const given = { acl: 'user::rw-', xattrs: 'security.capability=cap_net_raw=ep' };
    expect(changeWords({ ...acl, after: given })).toBe('ACL set, capabilities none → cap_net_raw=ep');
    expect(changeWords({ ...base, fieldsChanged: ['modified'] })).toBe('Written again, same content');
    const kind = { ...base, fieldsChanged: ['kind', 'size'], after: { kind: 'directory' } };
    expect(changeWords(kind)).toBe('Was a file, is a directory');
  });

  test('tell what came and went', () => {
    expect(changeWords({ ...base, category: 'Added', before: null, fieldsChanged: [] })).toBe('New file, 3,310 B');
    const link = { kind: 'link', linkTarget: '/usr/bin/vim.basic' };
    expect(changeWords({ ...base, category: 'Added', before: null, after: link, fieldsChanged: [] })).toBe(
      'New link to /usr/bin/vim.basic',
    );
    const folder = { ...base, category: 'Removed' as const, before: { kind: 'directory' }, after: null };
    expect(changeWords(folder)).toBe('Directory removed');
    expect(changeWords({ ...folder, key: 'C:\\Windows\\Temp' })).toBe('Folder removed');
    expect(changeWords({ ...folder, movedTo: '/etc/b' })).toBe('Moved to /etc/b');
    const came = { ...base, category: 'Added' as const, before: null, fieldsChanged: [], movedFrom: '/etc/a' };
    expect(changeWords(came)).toBe('Moved from /etc/a');
  });
});

describe('the words for software and daemons', () => {
  const software: ListedChange = {
    ...base,
    type: 'Software',
    name: 'curl',
    fieldsChanged: ['version'],
    before: { version: '1.9' },
    after: { version: '1.10' },
  };
  const daemon: ListedChange = {
    ...base,
    type: 'Daemons',
    name: 'cron.service',
    fieldsChanged: ['state'],
    before: { state: 'Running', startup: 'Auto' },
    after: { state: 'Stopped', startup: 'Disabled' },
  };

  test('tell another build by its revision where the version is the same, and by that alone where it is not', () => {
    const built = { ...software, fieldsChanged: ['revision'], before: { revision: '41' }, after: { revision: '42' } };
    expect(changeWords(built)).toBe('Revision 41 → 42');
    const commits = { before: { revision: `${'0a'.repeat(32)}` }, after: { revision: `${'1b'.repeat(32)}` } };
    expect(changeWords({ ...built, ...commits })).toBe('Revision 0a0a0a0a0a0a… → 1b1b1b1b1b1b…');
    expect(changeWords({ ...software, fieldsChanged: ['version', 'revision'] })).toBe('Upgraded 1.9 → 1.10');
    const channel = { before: { channel: 'latest/stable' }, after: { channel: 'latest/edge' } };
    expect(changeWords({ ...software, fieldsChanged: ['channel'], ...channel })).toBe(
      'Channel latest/stable → latest/edge',
    );
  });

  test('tell which way a version went', () => {
    expect(changeWords(software)).toBe('Upgraded 1.9 → 1.10');
    expect(changeWords({ ...software, before: software.after, after: software.before })).toBe('Downgraded 1.10 → 1.9');
    expect(changeWords({ ...software, category: 'Added', before: null })).toBe('New package 1.10');
    expect(changeWords({ ...software, category: 'Removed', after: null })).toBe('Package removed, was 1.9');
    const update = { version: '1', softwareType: 'Update' };
    expect(changeWords({ ...software, category: 'Added', before: null, after: update })).toBe('New update 1');
    const application = { softwareType: 'Application' };
    expect(changeWords({ ...software, category: 'Removed', before: application, after: null })).toBe(
      'Application removed',
    );
    expect(changeWords({ ...software, fieldsChanged: ['held'], after: { held: true } })).toBe('Held against upgrades');
  });

  test('tell states and start-up', () => {
    expect(changeWords(daemon)).toBe('Running → Stopped');
    expect(changeWords({ ...daemon, fieldsChanged: ['state', 'startup'] })).toBe(
      'Running → Stopped, start-up Auto → Disabled',
    );
    expect(
      changeWords({ ...daemon, category: 'Added', before: null, after: { startup: 'Auto', state: 'Running' } }),
    ).toBe('New daemon, starts at boot, running');
  });

  test('name a value that is not there', () => {
    const account = {
      ...daemon,
      fieldsChanged: ['account'],
      before: { account: null },
      after: { account: 'www-data' },
    };
    expect(changeWords(account)).toBe('Runs as none → www-data');
  });
});

describe('versions', () => {
  // The cases of deb-version(7) and of dpkg's own order.
  test.each([
    ['1.0', '1.1'],
    ['1.9', '1.10'],
    ['1.0~rc1', '1.0'],
    ['1.0', '1.0a'],
    ['1.0a', '1.0+b1'],
    ['9.9', '1:0.1'],
    ['1.0-1', '1.0-1+deb12u1'],
    ['1.0-9', '1.0-10'],
    ['3.0.15-1~deb12u1', '3.0.17-1~deb12u2'],
    ['20240101', '20250101'],
  ])('%s is before %s', (earlier, later) => {
    expect(compareVersions(earlier, later)).toBeLessThan(0);
    expect(compareVersions(later, earlier)).toBeGreaterThan(0);
    expect(compareVersions(later, later)).toBe(0);
  });
});

describe('figures', () => {
  test('bytes stay whole while they are few', () => {
    expect(formatBytes(0)).toBe('0 B');
    expect(formatBytes(3310)).toBe('3,310 B');
    expect(formatBytes(12_595)).toBe('12.3 KB');
    expect(formatBytes(5 * 1024 * 1024)).toBe('5 MB');
    expect(formatBytes(1024 ** 4 * 3000)).toBe('3,000 TB');
  });
  test('modes are four octal digits', () => {
    expect(formatMode(0o100644)).toBe('0644');
    expect(formatMode('4755')).toBe('4755');
  });
});
