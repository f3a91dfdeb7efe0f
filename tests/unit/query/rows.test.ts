import { describe, expect, it } from 'vitest';
import { changeRow, dataRow } from '../../../electron/engine/query/rows.ts';
import type { Change } from '../../../electron/shared/model/change.ts';
import type { Explanation } from '../../../electron/shared/model/explanation.ts';
import { fieldDefinitions } from '../../../electron/shared/model/fields.ts';
import { changeColumns, dataColumns, type Row } from '../../../electron/shared/model/table-columns.ts';
import * as sample from './samples.ts';

// Written out by hand from the documentation of the original's tables, so that the code's own list is checked by another.
const configurationChange = [
  ...['Acls', 'Attributes', 'ChangeCategory', 'Computer', 'ConfigChangeType', 'Current', 'DateCreated', 'DateModified'],
  ...['FieldsChanged', 'FileContentChecksum', 'FileSystemPath', 'Hive', 'LastSnapshotAge', 'Location'],
  ...['ManagementGroupName', 'Name', 'Previous', 'PreviousAcls', 'PreviousAttributes', 'PreviousDateCreated'],
  ...['PreviousDateModified', 'PreviousFileContentChecksum', 'PreviousSize', 'PreviousValueData', 'PreviousValueType'],
  ...['Publisher', 'RegistryKey', 'Size', 'SoftwareDescription', 'SoftwareName', 'SoftwareType', 'SourceComputerId'],
  ...['SourceSystem', 'SvcAccount', 'SvcChangeType', 'SvcController', 'SvcDisplayName', 'SvcName', 'SvcPath'],
  ...['SvcPreviousAccount', 'SvcPreviousController', 'SvcPreviousPath', 'SvcPreviousRunlevels'],
  ...['SvcPreviousStartupType', 'SvcPreviousState', 'SvcRunlevels', 'SvcStartupType', 'SvcState', 'TimeGenerated'],
  ...['Type', 'ValueData', 'ValueName', 'ValueType', 'VMUUID'],
];
const configurationData = [
  ...['Acls', 'Architecture', 'Attributes', 'Computer', 'ConfigDataType', 'CurrentVersion', 'DateCreated'],
  ...['DateModified', 'FileContentChecksum', 'FileSystemPath', 'Hive', 'Location', 'ManagementGroupName', 'Name'],
  ...['Publisher', 'RegistryKey', 'Size', 'SoftwareDescription', 'SoftwareName', 'SoftwareType', 'SourceComputerId'],
  ...['SourceSystem', 'SvcAccount', 'SvcController', 'SvcDescription', 'SvcDisplayName', 'SvcName', 'SvcPath'],
  ...['SvcRunlevels', 'SvcStartupType', 'SvcState', 'TimeGenerated', 'Type', 'ValueData', 'ValueName', 'ValueType'],
  'VMUUID',
];

const row = (change: Change): Row => changeRow(change, sample.machine);
/** What a row says: its cells that are neither empty nor the same in every row. */
/** What is said of a change that was not looked at for what explains it. */
const unlooked = new Map<string, unknown>([
  ['Verdict', 'pending'],
  ['Conffile', false],
  ['Acknowledged', false],
]);

const told = (from: Row): Row =>
  Object.fromEntries(
    Object.entries(from).filter(
      ([name, value]) =>
        value !== '' &&
        value !== null &&
        value !== unlooked.get(name) &&
        !['Computer', 'SourceComputerId', 'VMUUID', 'SourceSystem', 'Type', 'TimeGenerated', 'Since'].includes(name),
    ),
  );

describe('the columns', () => {
  it('begin with the documented ones, in their order', () => {
    expect(changeColumns.slice(0, configurationChange.length).map(({ name }) => name)).toEqual(configurationChange);
    expect(dataColumns.slice(0, configurationData.length).map(({ name }) => name)).toEqual(configurationData);
  });

  it('end with those that Tidemark adds, each once', () => {
    expect(
      changeColumns.slice(configurationChange.length, configurationChange.length + 6).map(({ name }) => name),
    ).toEqual(['ChangeId', 'Key', 'How', 'Since', 'FileKind', 'PreviousFileKind']);
    expect(dataColumns.slice(configurationData.length).map(({ name }) => name)).toContain('Owner');
    expect(dataColumns.map(({ name }) => name)).not.toContain('Current');
    for (const columns of [changeColumns, dataColumns]) {
      expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    }
  });

  it('have the documented types', () => {
    const typed = (type: string) => changeColumns.filter((column) => column.type === type).map(({ name }) => name);
    expect(typed('long').slice(0, 4)).toEqual(['LastSnapshotAge', 'PreviousSize', 'Size', 'ChangeId']);
    expect(typed('datetime')).toEqual([
      'DateCreated',
      'DateModified',
      'PreviousDateCreated',
      'PreviousDateModified',
      'TimeGenerated',
      'Since',
      'KeyLastWriteTime',
      'SoftwareInstalled',
    ]);
  });
});

describe('a row', () => {
  it('has every column, an empty string or null where it does not apply', () => {
    const modified = row(sample.fileModified);
    expect(Object.keys(modified)).toEqual(changeColumns.map(({ name }) => name));
    expect(modified).toMatchObject({ Acls: '', SvcState: '', Hive: '', Current: '', ManagementGroupName: '' });
    const stopped = row(sample.daemonStopped);
    expect(stopped).toMatchObject({ Size: null, PreviousSize: null, DateModified: null, SoftwareHeld: null });
  });

  it('holds access control lists and extended attributes of both sides', () => {
    const { fileModified } = sample;
    const after = { ...fileModified.after, acl: 'user::rw-\nother::r--', xattrs: 'user.a=1' };
    const before = { ...fileModified.before, acl: null, xattrs: 'unsupported' };
    expect(row({ ...fileModified, before, after, fieldsChanged: ['acl'] })).toMatchObject({
      Acls: 'user::rw-\nother::r--',
      PreviousAcls: '',
      ExtendedAttributes: 'user.a=1',
      PreviousExtendedAttributes: 'unsupported',
      FieldsChanged: 'Acls',
    });
  });

  it('of a move names the other end, in columns at the end', () => {
    const { fileAdded, fileRemoved } = sample;
    expect(row({ ...fileAdded, movedFrom: '/etc/a' })).toMatchObject({ MovedFrom: '/etc/a', MovedTo: '' });
    expect(row({ ...fileRemoved, movedTo: '/etc/b' })).toMatchObject({ MovedFrom: '', MovedTo: '/etc/b' });
    expect(changeColumns.slice(-16, -14)).toEqual([
      { name: 'MovedFrom', type: 'string' },
      { name: 'MovedTo', type: 'string' },
    ]);
  });

  it('says which machine and when', () => {
    expect(row(sample.fileModified)).toMatchObject({
      Computer: 'harbour',
      SourceComputerId: sample.machine.id,
      VMUUID: sample.machine.id,
      SourceSystem: 'Tidemark',
      Type: 'ConfigurationChange',
      TimeGenerated: '2026-03-01T10:01:30.500Z',
      Since: '2026-03-01T10:00:00.000Z',
      LastSnapshotAge: 90,
    });
  });

  it('of a modified file holds both sides', () => {
    expect(told(row(sample.fileModified))).toEqual({
      Attributes: '0600',
      ChangeCategory: 'Modified',
      ConfigChangeType: 'Files',
      DateCreated: '2026-01-01T00:00:00.000Z',
      DateModified: '2026-03-01T10:01:30.000Z',
      FieldsChanged: 'Size,FileContentChecksum,DateModified,Attributes',
      FileContentChecksum: 'bb22',
      FileSystemPath: '/etc/hosts',
      LastSnapshotAge: 90,
      Name: 'hosts',
      PreviousAttributes: '0644',
      PreviousDateCreated: '2026-01-01T00:00:00.000Z',
      PreviousDateModified: '2026-02-28T08:00:00.000Z',
      PreviousFileContentChecksum: 'aa11',
      PreviousSize: 120,
      Size: 135,
      ChangeId: 7,
      Key: '/etc/hosts',
      How: 'live',
      FileKind: 'file',
      PreviousFileKind: 'file',
      Owner: 'root',
      PreviousOwner: 'root',
      Group: 'root',
      PreviousGroup: 'root',
      FileContentState: 'kept',
      PreviousFileContentState: 'kept',
      ChecksumMethod: 'sha256',
      PreviousChecksumMethod: 'sha256',
    });
  });

  // `mode` and `attributes` share a column: a file has the one or the other.
  it.each([
    ['Linux', 'attributes'],
    ['Windows', 'mode'],
  ])('has every field of a file of %s, of a change on both sides and of an item', (_platform, foreign) => {
    const own = fieldDefinitions.Files.filter(({ name }) => name !== foreign);
    const fieldsOf = (prefix: string): Readonly<Record<string, string>> => ({
      ...Object.fromEntries(own.map(({ name }) => [name, `${prefix} ${name}`])),
      checksum: `md5:${prefix}`,
      contentHash: `sha256:${prefix}`,
    });
    const [before, after] = [fieldsOf('was'), fieldsOf('is')];
    const change = row({ ...sample.fileModified, before, after });
    const item = dataRow({ type: 'Files', key: '/etc/hosts', name: 'hosts', fields: after }, 'now', sample.machine);
    const cell = (value: string | undefined) => value?.replace(/^(md5|sha256):/, '');
    for (const { name, column, previousColumn } of own) {
      expect([name, change[column ?? ''], item[column ?? ''], change[previousColumn ?? '']]).toEqual([
        name,
        cell(after[name]),
        cell(after[name]),
        cell(before[name]),
      ]);
    }
    expect(change).toMatchObject({ ChecksumMethod: 'md5', PreviousChecksumMethod: 'md5' });
    expect(item.ChecksumMethod).toBe('md5');
  });

  it('of an added file has nothing before, of a removed one nothing after', () => {
    expect(row(sample.fileAdded)).toMatchObject({
      ChangeCategory: 'Added',
      FieldsChanged: '',
      Size: 135,
      PreviousSize: null,
      PreviousFileContentChecksum: '',
      PreviousDateModified: null,
    });
    expect(row(sample.fileRemoved)).toMatchObject({
      ChangeCategory: 'Removed',
      FileSystemPath: '/etc/hosts',
      Size: null,
      PreviousSize: 120,
      FileContentChecksum: '',
      PreviousFileContentChecksum: 'aa11',
      DateModified: null,
    });
  });

  it('of software holds versions in Previous and Current, and what it was after it is gone', () => {
    expect(told(row(sample.softwareUpgraded))).toEqual({
      ChangeCategory: 'Modified',
      ConfigChangeType: 'Software',
      Current: '7.88.1-12',
      Previous: '7.88.1-10',
      FieldsChanged: 'Current',
      LastSnapshotAge: 90,
      Name: 'curl',
      Publisher: 'A Maintainer <a@example.org>',
      SoftwareDescription: 'transfers data by URL',
      SoftwareName: 'curl',
      SoftwareType: 'Package',
      ChangeId: 11,
      Key: 'dpkg:curl:amd64',
      How: 'scheduled',
      SoftwareState: 'installed',
      PreviousSoftwareState: 'installed',
      SoftwareHeld: false,
      PreviousSoftwareHeld: false,
      Architecture: 'amd64',
      SoftwareSource: 'curl',
      SoftwareSection: 'web',
      SoftwareInstalledSize: 512000,
      SoftwareManager: 'dpkg',
    });
    expect(row(sample.softwareRemoved)).toMatchObject({
      Current: '',
      Previous: '7.88.1-10',
      SoftwareType: 'Package',
      Publisher: 'A Maintainer <a@example.org>',
    });
  });

  it('says what is known of a change beside its record', () => {
    const explanation: Explanation = {
      verdict: 'explained',
      causeId: 4,
      planId: 3,
      tie: 'package',
      package: { manager: 'dpkg', name: 'curl', architecture: 'amd64', version: '8.2' },
      bytes: 'shipped',
      conffile: true,
      why: 'apt upgraded curl.',
      actor: { pid: 1, program: '/usr/bin/dpkg', uid: 0, user: 'root', loginUser: 'alice' },
      cause: 'apt upgraded 2 packages',
      requestedBy: 'alice',
    };
    const acknowledged = { at: '2026-01-01T00:00:00.000Z', reason: 'mine', expectationId: null };
    expect(row({ ...sample.fileModified, explanation, acknowledged })).toMatchObject({
      Verdict: 'explained',
      CauseId: 4,
      Cause: 'apt upgraded 2 packages',
      Tie: 'package',
      Package: 'curl 8.2',
      ShippedBytes: 'shipped',
      Conffile: true,
      ChangedBy: '/usr/bin/dpkg (root, signed in as alice)',
      RequestedBy: 'alice',
      Explanation: 'apt upgraded curl.',
      Acknowledged: true,
      AcknowledgedReason: 'mine',
    });
    const planned = { ...explanation, causeId: null };
    expect(row({ ...sample.fileModified, explanation: planned }).CauseId).toBe(3);
  });

  it('of a daemon names what changed in the words of SvcChangeType', () => {
    expect(told(row(sample.daemonStopped))).toEqual({
      ChangeCategory: 'Modified',
      ConfigChangeType: 'Daemons',
      FieldsChanged: 'SvcState,SvcStartupType,SvcPath,SvcAccount',
      LastSnapshotAge: 90,
      Name: 'ssh.service',
      SvcAccount: 'sshd',
      SvcChangeType: 'State,StartupType,Path,ServiceAccount',
      SvcController: 'systemd',
      SvcDisplayName: 'OpenBSD Secure Shell server',
      SvcName: 'ssh.service',
      SvcPath: '/opt/sshd',
      SvcPreviousAccount: 'root',
      SvcPreviousController: 'systemd',
      SvcPreviousPath: '/usr/sbin/sshd -D',
      SvcPreviousStartupType: 'Auto',
      SvcPreviousState: 'Running',
      SvcStartupType: 'Disabled',
      SvcState: 'Stopped',
      ChangeId: 21,
      Key: 'systemd:ssh.service',
      How: 'live',
      SvcSubState: 'running',
      SvcPreviousSubState: 'running',
      SvcDescription: 'OpenBSD Secure Shell server',
      SvcUnitFile: '/lib/systemd/system/ssh.service',
      SvcPreviousUnitFile: '/lib/systemd/system/ssh.service',
    });
    expect(row(sample.daemonAdded)).toMatchObject({ SvcChangeType: '', SvcState: 'Running', SvcPreviousState: '' });
  });

  it('of the machine holds its summary before and after', () => {
    expect(row(sample.machineChanged)).toMatchObject({
      ConfigChangeType: 'Machine',
      Previous: 'Debian 12.6',
      Current: 'Debian 12.7',
      MachinePart: 'os',
      How: 'startup',
    });
  });
});

describe('a row of the inventory', () => {
  const at = '2026-03-02T00:00:00.000Z';

  it('of software holds its version in CurrentVersion', () => {
    const item = { type: 'Software', key: 'dpkg:curl:amd64', name: 'curl', fields: sample.software } as const;
    const data = dataRow(item, at, sample.machine);
    expect(Object.keys(data)).toEqual(dataColumns.map(({ name }) => name));
    expect(data).toMatchObject({
      Type: 'ConfigurationData',
      ConfigDataType: 'Software',
      CurrentVersion: '7.88.1-10',
      Architecture: 'amd64',
      SoftwareName: 'curl',
      TimeGenerated: at,
      Size: null,
    });
  });

  it('of a file and of a daemon', () => {
    const file = { type: 'Files', key: '/etc/hosts', name: 'hosts', fields: sample.oldFile } as const;
    expect(dataRow(file, at, sample.machine)).toMatchObject({
      FileSystemPath: '/etc/hosts',
      Size: 120,
      FileContentChecksum: 'aa11',
      Attributes: '0644',
      Owner: 'root',
    });
    const ofWindows = { kind: 'file', mode: null, attributes: 'hidden', signer: 'Contoso' };
    const program = { type: 'Files', key: 'C:/Tools/a.exe', name: 'a.exe', fields: ofWindows } as const;
    expect(dataRow(program, at, sample.machine)).toMatchObject({
      FileSystemPath: 'C:\\Tools\\a.exe',
      Attributes: 'hidden',
      Signer: 'Contoso',
    });
    const service = {
      type: 'Daemons',
      key: 'systemd:ssh.service',
      name: 'ssh.service',
      fields: sample.daemon,
    } as const;
    expect(dataRow(service, at, sample.machine)).toMatchObject({
      SvcName: 'ssh.service',
      SvcDescription: 'OpenBSD Secure Shell server',
      SvcState: 'Running',
      SvcRunlevels: '',
    });
  });
});
