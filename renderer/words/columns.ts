import { fieldDefinitions } from '../../electron/shared/model/fields.ts';
import { type ItemType, itemTypes } from '../../electron/shared/model/item.ts';
import { type Column, changeColumns, dataColumnOf, dataColumns } from '../../electron/shared/model/table-columns.ts';
import { typeNames } from './values.ts';

/** A table that queries ask, and what a row of it is. */
export interface QueryTable {
  readonly name: 'ConfigurationChange' | 'ConfigurationData';
  readonly about: string;
  readonly columns: readonly Column[];
}

export const queryTables: readonly QueryTable[] = [
  { name: 'ConfigurationChange', about: 'A row for every change that was noticed', columns: changeColumns },
  { name: 'ConfigurationData', about: 'A row for everything that is there now', columns: dataColumns },
];

/** Columns that no field of a type fills, or that need more words than its label. */
const own: Readonly<Record<string, string>> = {
  TimeGenerated: 'When the change was noticed; of what is there, the moment of asking',
  ConfigChangeType: 'Files, Software, Daemons, WindowsServices, Registry or Machine',
  ConfigDataType: 'Files, Software, Daemons, WindowsServices, Registry or Machine',
  ChangeCategory: 'Added, Modified or Removed',
  FieldsChanged: 'Names of the columns that changed, parted by commas',
  Name: 'What it is called',
  Key: 'What tells it from others of its type',
  ChangeId: 'Number of the change in the log',
  How: 'live, scheduled, startup or manual',
  Since: 'When it was last seen as it was before',
  LastSnapshotAge: 'Seconds since it was last seen as it was before',
  Computer: 'Name of this machine',
  SourceComputerId: 'Identity of this machine',
  VMUUID: 'Identity of this machine',
  SourceSystem: 'Always Tidemark',
  ManagementGroupName: 'Empty: there is no such thing here',
  Location: 'Empty: there is no such thing here',
  Type: 'Name of this table',
  FileSystemPath: 'Path of the file or folder',
  MovedFrom: 'Where it was before it was moved',
  MovedTo: 'Where it was moved to',
  ChecksumMethod: 'How the checksum was made: sha256, sha1 or md5',
  PreviousChecksumMethod: 'How the checksum before was made',
  Verdict: 'What is known of its cause: pending, explained, planned, standsOut or unexplained',
  CauseId: 'Number of the transaction that did it, or of the plan in whose time it happened',
  Cause: 'What that transaction or plan is called',
  Tie: 'By what it is tied to its transaction: software, package, generated, process or during',
  Package: 'Package that the thing belongs to, with its version',
  ShippedBytes: 'Whether a packaged file holds what its package ships: shipped, altered or unknown',
  Conffile: 'Whether its package marks the file as configuration',
  ChangedBy: 'Program and user that wrote the file, where that is known',
  RequestedBy: 'User who asked for the transaction',
  Explanation: 'Why the verdict is what it is',
  Acknowledged: 'Whether its owner said that it is all right',
  AcknowledgedReason: 'What its owner said of it',
  Attributes: 'Mode on Linux and macOS, attributes on Windows',
  PreviousAttributes: 'Mode or attributes before',
  Size: 'Size in bytes',
  PreviousSize: 'Size before, in bytes',
  FileContentChecksum: 'Checksum of the content',
  PreviousFileContentChecksum: 'Checksum of the content before',
  DateModified: 'When it was last modified',
  DateCreated: 'When it was created',
  PreviousDateModified: 'When it had last been modified, before',
  PreviousDateCreated: 'When it had been created, before',
  Acls: 'Entries of its access list',
  PreviousAcls: 'Entries of its access list before',
  Owner: 'The account that owns it',
  Group: 'The group it belongs to',
  FileKind: 'file, directory, link or another kind',
  FileContentState: 'What became of the content: kept, secret, tooLarge, off or none',
  RegistryKey: 'The registry key, by the long name of its hive',
  Hive: 'The hive of the registry key',
  ValueName: 'Name of the value',
  ValueData: 'What the value holds',
  PreviousValueData: 'What the value held before',
  ValueType: 'Type of the value: REG_SZ, REG_DWORD, …',
  SoftwareManager:
    'Who installed it: dpkg, rpm, pacman, apk, snap, flatpak, pip, npm, cargo, appimage; on Windows uninstall, msi, store, cbs',
  SoftwareRevision: 'What tells builds of one version apart: a snap’s revision, a Flatpak commit',
  SoftwareChannel: 'Where updates of it come from: a snap’s channel, a Flatpak remote and branch',
  SoftwareConfinement: 'How far a snap is kept from the rest of the machine',
  SoftwareHeld: 'Whether it is held against upgrades',
  SoftwareInstalled: 'When it was installed, as far as that is known',
  SoftwareReason: 'Whether it was asked for or came with another package, where pacman tells it',
  SoftwareValidation: 'By what the file of the package was checked, where pacman tells it',
  SoftwareUser: 'Whom it is installed for',
  SoftwareName: 'Name of the package or program',
  SoftwareType: 'Application, Package or Update',
  Current: 'Version now; of the machine, its summary',
  Previous: 'Version before; of the machine, its summary before',
  CurrentVersion: 'Version; of the machine, its summary',
  SvcName: 'Name of the service or daemon',
  SvcDisplayName: 'Name it is shown by',
  SvcChangeType: 'State, StartupType, Path or ServiceAccount',
  SvcState: 'Running, Stopped or another state',
  SvcPreviousState: 'State before',
  SvcStartupType: 'Auto, Manual, Disabled or another start-up type',
  SvcPreviousStartupType: 'Start-up type before',
  SvcPath: 'The command it runs',
  SvcPreviousPath: 'The command it ran before',
  SvcAccount: 'The account it runs as',
};

/** What people look for first; the rest follows by its groups. */
const first = [
  'TimeGenerated',
  'ConfigChangeType',
  'ConfigDataType',
  'ChangeCategory',
  'Name',
  'FieldsChanged',
  'How',
  'Since',
  'ChangeId',
];

const groupOf = (types: ReadonlySet<ItemType>): string => {
  const [only, other] = types;
  if (only === undefined) return 'Every type';
  if (other === undefined) return typeNames[only].many;
  const services = [...types].every((type) => type === 'Daemons' || type === 'WindowsServices');
  return services ? 'Services and daemons' : 'Several types';
};

/** What fills a column: types with the label of their field, before the change or now. */
function filledBy({ name }: Column): { readonly types: ReadonlySet<ItemType>; readonly words: string } {
  const types = new Set<ItemType>();
  let words = '';
  for (const type of itemTypes) {
    for (const { column, previousColumn, label } of fieldDefinitions[type]) {
      const now = column === name || (column !== undefined && dataColumnOf(column) === name);
      if (!now && previousColumn !== name) continue;
      types.add(type);
      words ||= now ? label : `${label} before`;
    }
  }
  return { types, words };
}

/** Columns that are made of more than a field, by how their names begin: the group they stand in. */
const prefixes: readonly (readonly [prefix: string, group: string])[] = [
  ['FileSystem', typeNames.Files.many],
  ['Moved', typeNames.Files.many],
  ['Checksum', typeNames.Files.many],
  ['PreviousChecksum', typeNames.Files.many],
  ['Software', typeNames.Software.many],
  ['Svc', 'Services and daemons'],
];

/** A column as it is browsed. */
export interface ColumnWords extends Column {
  readonly words: string;
}

/** The columns of a table by what fills them, what is looked for most before the others. */
export function columnGroups(
  columns: readonly Column[],
): readonly { readonly name: string; readonly columns: readonly ColumnWords[] }[] {
  const groups = new Map<string, ColumnWords[]>([['Every type', []]]);
  for (const column of columns) {
    const { types, words } = filledBy(column);
    const group =
      types.size > 0
        ? groupOf(types)
        : (prefixes.find(([prefix]) => column.name.startsWith(prefix))?.[1] ?? groupOf(types));
    groups.set(group, [...(groups.get(group) ?? []), { ...column, words: own[column.name] ?? words }]);
  }
  const rank = ({ name }: Column) => (first.includes(name) ? first.indexOf(name) : first.length);
  return [...groups].map(([name, found]) => ({ name, columns: found.toSorted((a, b) => rank(a) - rank(b)) }));
}
