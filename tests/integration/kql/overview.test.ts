import { describe, expect, it } from 'vitest';
import type { NewChange } from '../../../electron/shared/model/change.ts';
import type { Fields, Item, ItemType } from '../../../electron/shared/model/item.ts';
import { questionsOver } from '../../support/kql.ts';
import { at, observed, saving } from '../../support/store-samples.ts';

const item = (type: ItemType, key: string, name: string, fields: Fields): Item => ({ type, key, name, fields });
const file = (key: string) =>
  item('Files', key, key.slice(key.lastIndexOf('/') + 1), { kind: 'file', size: 2, checksum: 'sha256:bb' });
const service = (key: string, state: string) =>
  item('WindowsServices', key, key, { displayName: key, state, startup: 'Auto', command: 'C:\\x.exe' });
const daemon = (name: string, state: string) =>
  item('Daemons', `systemd:${name}`, name, { state, controller: 'systemd' });
const software = (name: string, version: string) =>
  item('Software', `uninstall:${name}`, name, { version, softwareType: 'Application' });
const registry = (key: string, valueName: string) =>
  item('Registry', `${key}\\\\${valueName}`, valueName, {
    kind: 'value',
    key,
    hive: key.slice(0, key.indexOf('\\')),
    valueName,
    valueType: 'REG_SZ',
    data: '1',
  });

let minute = 0;
const changed = (of: Item, fieldsChanged: readonly string[], over: Partial<NewChange> = {}): NewChange => ({
  ...of,
  category: 'Modified',
  noticedAt: at(++minute),
  since: at(0),
  how: 'live',
  fieldsChanged,
  before: { ...of.fields, size: 1 },
  after: of.fields,
  ...over,
});
const added = (of: Item) => changed(of, [], { category: 'Added', before: null });
const removed = (of: Item) => changed(of, [], { category: 'Removed', after: null });

const hosts = file('C:/Windows/System32/drivers/etc/hosts');
const quality = registry('HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\QualityCompat', 'cadca5fe');
const firewall = registry(
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\StandardProfile',
  'EnableFirewall',
);

/** What happened, each with a word by which the tests know it again. */
const happened: Readonly<Record<string, NewChange>> = {
  hostsContent: changed(hosts, ['checksum', 'modified']),
  hostsOwner: changed(hosts, ['owner']),
  driver: added(file('c:/windows/system32/DRIVERS/x.sys')),
  driverGone: removed(file('C:/Windows/System32/drivers/old.sys')),
  otherSystemFile: changed(file('C:/Windows/System32/kernel32.dll'), ['checksum']),
  linuxFile: changed(file('/etc/hosts'), ['checksum']),
  w3svcStopped: changed(service('W3SVC', 'Stopped'), ['state']),
  w3svcRunning: changed(service('W3SVC', 'Running'), ['state']),
  otherStopped: changed(service('Spooler', 'Stopped'), ['state']),
  sshStopped: changed(daemon('ssh.service', 'Stopped'), ['state']),
  sshFailed: changed(daemon('openssh-server.service', 'Failed'), ['state']),
  sshRunning: changed(daemon('ssh.service', 'Running'), ['state']),
  cronStopped: changed(daemon('cron.service', 'Stopped'), ['state']),
  softwareAdded: added(software('Notepad++', '8.6')),
  softwareUpgraded: changed(software('Git', '2.44'), ['version']),
  softwareRemoved: removed(software('Zip', '1')),
  fileAdded: added(file('/etc/new')),
  qualityValue: changed(quality, ['data']),
  otherKey: changed(registry('HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run', 'x'), ['data']),
  firewallValue: changed(firewall, ['data']),
  servicesKey: changed(
    registry('HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters', 'Domain'),
    ['data'],
  ),
};
const words = Object.keys(happened);

describe('the queries of the overview, as they are printed', () => {
  const questions = questionsOver((store) => {
    // One at a time, so that the number of a change is its place above.
    for (const change of Object.values(happened)) store.save(saving(900, { type: change.type, changes: [change] }));
    const inventory = [
      software('Microsoft Monitoring Agent', '8.0.10900.0'),
      software('Monitoring Agent (old site)', '8.0.11081.0'),
      software('Agent for backups', '1.0'),
    ];
    store.save(saving(901, { type: 'Software', upserts: observed(...inventory) }));
  });
  const found = (query: string, strict = false) =>
    questions
      .records(query, { strict })
      .map(({ ChangeId }) => words[Number(ChangeId) - 1])
      .sort();
  const firesOn = (query: string) =>
    questions
      .evaluate(query, { scope: 'changes', known: { after: 0, upTo: 1000 } })
      .changeIds.map((id) => words[id - 1])
      .sort();

  const queries: Readonly<Record<string, { readonly text: string; readonly expected: readonly string[] }>> = {
    'changes to system-critical files': {
      text: String.raw`ConfigurationChange
| where ConfigChangeType == "Files" and FileSystemPath contains " c:\windows\system32\drivers\"`,
      expected: ['driver', 'driverGone', 'hostsContent', 'hostsOwner'],
    },
    'modifications of key configuration files': {
      text: String.raw`ConfigurationChange
| where FieldsChanged contains "FileContentChecksum" and FileSystemPath == "c:\windows\system32\drivers\etc\hosts"`,
      expected: ['hostsContent'],
    },
    'a Windows service that was stopped': {
      text: `ConfigurationChange
| where ConfigChangeType == "WindowsServices" and SvcName contains "w3svc" and SvcState == "Stopped"`,
      expected: ['w3svcStopped'],
    },
    'a daemon that does not run': {
      text: `ConfigurationChange
| where ConfigChangeType == "Daemons" and SvcName contains "ssh" and SvcState!= "Running"`,
      expected: ['sshFailed', 'sshStopped'],
    },
    'new software': {
      text: `ConfigurationChange
| where ConfigChangeType == "Software" and ChangeCategory == "Added"`,
      expected: ['softwareAdded'],
    },
    'crucial antivirus keys': {
      text: String.raw`ConfigurationChange
| where RegistryKey == @"HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\QualityCompat"`,
      expected: ['qualityValue'],
    },
    'firewall settings': {
      text: String.raw`ConfigurationChange
| where RegistryKey contains @"HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy"`,
      expected: ['firewallValue'],
    },
  };

  it.each(Object.entries(queries))('%s', (_, { text, expected }) => {
    expect(found(text)).toEqual(expected);
    expect(firesOn(text)).toEqual(expected);
  });

  it('software of another version', () => {
    const text = `ConfigurationData
| where SoftwareName contains "Monitoring Agent" and CurrentVersion!= "8.0.11081.0"`;
    const answer = questions.ask(text);
    expect(answer.plan.evaluation).toBe('state');
    expect(questions.records(text).map(({ SoftwareName }) => SoftwareName)).toEqual(['Microsoft Monitoring Agent']);
  });

  it('finds keys and paths in other spellings, unless it is asked to be strict', () => {
    const keys = [
      String.raw`RegistryKey == @"HKLM\software\microsoft\windows\currentversion\qualitycompat"`,
      String.raw`RegistryKey =~ @"HKEY\LOCAL\MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\QualityCompat"`,
      String.raw`RegistryKey in (@"hklm:\SOFTWARE\Microsoft\Windows\CurrentVersion\QualityCompat", "x")`,
      String.raw`RegistryKey contains @"Windows\\CurrentVersion\\Quality"`,
      String.raw`RegistryKey startswith @"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Qual"`,
      String.raw`RegistryKey endswith @"\\QualityCompat"`,
      `Hive == "HKLM" and RegistryKey has "QualityCompat"`,
    ];
    for (const condition of keys)
      expect([condition, found(`ConfigurationChange | where ${condition}`)]).toEqual([condition, ['qualityValue']]);
    const path = String.raw`ConfigurationChange | where FileSystemPath == @" C:\\Windows\\System32\\KERNEL32.dll"`;
    expect(found(path)).toEqual(['otherSystemFile']);
    expect(found(path, true)).toEqual([]);
    for (const condition of keys.slice(0, 4))
      expect(found(`ConfigurationChange | where ${condition}`, true)).toEqual([]);
    const others = String.raw`ConfigurationChange | where ConfigChangeType == "Registry" and RegistryKey != @"HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run"`;
    expect(found(others)).toEqual(['firewallValue', 'qualityValue', 'servicesKey']);
  });

  it('keeps forgiving a column that was renamed, joined or taken', () => {
    const renamed = String.raw`ConfigurationChange | take 100 | project Id = ChangeId, Where = RegistryKey | union (print Id = 0, Where = "") | where Where == @"HKLM\software\microsoft\windows\currentversion\run" | project ChangeId = Id`;
    expect(found(renamed)).toEqual(['otherKey']);
  });
});
