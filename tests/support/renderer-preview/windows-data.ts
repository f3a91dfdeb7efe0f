import type { ChangeContent } from '../../../electron/shared/contract/queries.ts';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import type { Fields, Item, ItemType } from '../../../electron/shared/model/item.ts';
import { recommendedSettings } from '../../../electron/shared/model/recommended.ts';
import { registryPresets, withPreset } from '../../../electron/shared/model/registry-presets.ts';
import { settingsSchema, trackedRegistrySchema } from '../../../electron/shared/model/settings.ts';
import { ago } from './data.ts';

const minute = 60_000;
const run = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run';
const known = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\KnownDLLs';
const lsa = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa';

const value = (key: string, valueName: string, valueType: string, data: string, size: number): Fields => ({
  kind: 'value',
  key,
  hive: 'HKEY_LOCAL_MACHINE',
  valueName,
  valueType,
  data,
  checksum: null,
  size,
  view: '64',
  lastWritten: ago(3 * minute),
  content: 'none',
});

const service = (displayName: string, state: string, startup: string, more: Fields = {}): Fields => ({
  displayName,
  state,
  startup,
  delayed: false,
  triggers: '',
  command: 'C:\\Windows\\System32\\svchost.exe -k netsvcs -p',
  account: 'LocalSystem',
  dependencies: 'RpcSs',
  controller: 'C:\\Windows\\System32\\svchost.exe',
  kind: 'Shared process',
  description: 'Does one thing in the background.',
  processId: state === 'Running' ? 1312 : null,
  ...more,
});

let nextId = 0;
function changed(
  type: ItemType,
  key: string,
  name: string,
  before: Fields | null,
  after: Fields | null,
  ...fieldsChanged: string[]
): ListedChange {
  nextId += 1;
  return {
    id: nextId,
    type,
    key,
    name,
    category: before === null ? 'Added' : after === null ? 'Removed' : 'Modified',
    noticedAt: ago((12 - nextId) * 7 * minute),
    since: ago((12 - nextId) * 7 * minute + 900),
    how: 'live',
    fieldsChanged,
    before,
    after,
    lines: null,
  };
}

const file = (size: number): Fields => ({ kind: 'file', size, checksum: `sha256:${'a1'.repeat(32)}`, content: 'kept' });
const bytes = (data: string) => value(`${lsa}\\Data`, 'Pattern', 'REG_BINARY', data, data.split(' ').length);

/** What a Windows machine told, the newest first. */
export const windowsChanges: readonly ListedChange[] = [
  changed('Software', 'application:7-Zip', '7-Zip', { version: '24.08' }, { version: '24.09' }, 'version'),
  changed('Files', 'C:\\Windows\\System32\\Tasks\\Backup', 'C:\\Windows\\System32\\Tasks\\Backup', null, file(3210)),
  changed(
    'Files',
    'C:\\Windows\\System32\\drivers\\etc\\hosts',
    'C:\\Windows\\System32\\drivers\\etc\\hosts',
    file(824),
    file(860),
    'size',
    'checksum',
  ),
  changed(
    'Files',
    'C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\Tools',
    'C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\Tools',
    null,
    { kind: 'directory' },
  ),
  changed(
    'WindowsServices',
    'Spooler',
    'Spooler',
    service('Print Spooler', 'Running', 'Auto'),
    service('Print Spooler', 'Stopped', 'Disabled'),
    'state',
    'startup',
  ),
  changed('WindowsServices', 'UpdaterSvc', 'UpdaterSvc', null, service('Updater', 'Running', 'Auto')),
  changed(
    'Registry',
    `${known}\\wow64`,
    'wow64',
    value(known, 'wow64', 'REG_SZ', 'wow64.dll', 20),
    value(known, 'wow64', 'REG_SZ', 'C:\\Users\\Public\\wow64.dll', 54),
    'data',
  ),
  changed(
    'Registry',
    `${lsa}\\Security Packages`,
    'Security Packages',
    value(lsa, 'Security Packages', 'REG_MULTI_SZ', 'kerberos\nmsv1_0\nschannel\ntspkg\npku2u', 90),
    value(lsa, 'Security Packages', 'REG_MULTI_SZ', 'kerberos\nmsv1_0\nschannel\nwdigest\ntspkg\npku2u\nmimilib', 122),
    'data',
  ),
  changed('Registry', `${lsa}\\Data\\Pattern`, 'Pattern', bytes('3f 00 61 62'), bytes('3f 01 61 62 63'), 'data'),
  changed(
    'Registry',
    `${run}\\Helper`,
    'Helper',
    null,
    value(run, 'Helper', 'REG_SZ', '"C:\\ProgramData\\Helper\\helper.exe" --quiet', 88),
  ),
].reverse();

const text = (written: string) => ({ state: 'text', text: written, encoding: 'UTF-16' }) as const;
const binary = (size: number) => ({ state: 'binary', size, hash: `sha256:${'5e'.repeat(32)}` }) as const;

/** The content of a registry change, as the engine answers it. */
export function registryContent({ before, after }: ListedChange): ChangeContent {
  const side = (fields: Fields | null) =>
    fields === null ? ({ state: 'none' } as const) : text(`${String(fields.data)}\n`);
  if (after?.valueType !== 'REG_BINARY') return { before: side(before), after: side(after) };
  return {
    before: binary(4),
    after: binary(5),
    bytes: { offset: 1, lines: [{ offset: 0, before: '3f006162', after: '3f01616263' }] },
  };
}

const names = [
  'AarSvc',
  'AppIDSvc',
  'BFE',
  'BITS',
  'CryptSvc',
  'Dhcp',
  'EventLog',
  'LanmanServer',
  'Spooler',
  'W32Time',
];
const values = ['OneDrive', 'SecurityHealth', 'Teams', 'Helper', '(Default)', 'VMware User Process'];

export function windowsInventory(type: ItemType): readonly Item[] {
  switch (type) {
    case 'Registry':
      return values.map((name) => ({
        type,
        key: `${run}\\${name}`,
        name,
        fields: value(run, name, 'REG_SZ', `"C:\\Program Files\\${name}\\${name}.exe" /background`, 80),
      }));
    case 'WindowsServices':
      return names.map((name, at) => ({
        type,
        key: name,
        name,
        fields: service(`${name} for this machine`, at % 3 ? 'Running' : 'Stopped', at % 4 ? 'Auto' : 'Manual', {
          account: at % 2 ? 'LocalSystem' : 'NT AUTHORITY\\LocalService',
        }),
      }));
    case 'Files':
      return [
        {
          type,
          key: 'C:\\Windows\\System32\\drivers\\etc\\hosts',
          name: 'C:\\Windows\\System32\\drivers\\etc\\hosts',
          fields: file(824),
        },
      ];
    default:
      return [];
  }
}

const recommended = recommendedSettings('windows');
const own = trackedRegistrySchema.parse({
  id: 'own',
  name: 'Firewall',
  key: 'HKLM\\SOFTWARE\\Policies',
  recursion: true,
});
export const windowsSettings = settingsSchema.parse({
  ...recommended,
  tracking: {
    ...recommended.tracking,
    registry: registryPresets
      .slice(3, 5)
      .reduce((keys, preset) => withPreset(keys, preset, true), [...recommended.tracking.registry, own]),
  },
  frequencies: { ...recommended.frequencies, services: 300 },
});

/** The types of the status, with how many items each has. */
export const windowsTypes = { Files: 48, Registry: 61, Software: 142, WindowsServices: 231, Machine: 21 } as const;

export const windowsAbout = {
  version: '0.1.0',
  electron: '33.2.1',
  platform: 'windows',
  dataDir: 'C:\\Users\\alice\\AppData\\Local\\Tidemark',
  settingsFile: 'C:\\Users\\alice\\AppData\\Local\\Tidemark\\settings.json',
  machine: 'HARBOUR',
} as const;
