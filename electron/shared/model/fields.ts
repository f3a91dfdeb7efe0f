import type { ItemType } from './item.ts';

/** How a field's value is to be shown. */
export type FieldKind = 'text' | 'bytes' | 'time' | 'mode' | 'hash' | 'count' | 'flag' | 'list';

/** One field of a type. */
export interface FieldDefinition {
  readonly name: string;
  /** What people call it, in sentence case. */
  readonly label: string;
  readonly kind: FieldKind;
  /** A difference in a field that matters is a Change; in another one it refreshes the inventory silently (rule 4). */
  readonly matters: boolean;
  /** Its column in ConfigurationChange and ConfigurationData, where it has one. */
  readonly column?: string;
  /** The column that holds the value before, in ConfigurationChange. */
  readonly previousColumn?: string;
}

const field = (
  name: string,
  label: string,
  kind: FieldKind,
  matters: boolean,
  column?: string,
  previousColumn?: string,
): FieldDefinition => ({
  name,
  label,
  kind,
  matters,
  ...(column === undefined ? {} : { column }),
  ...(previousColumn === undefined ? {} : { previousColumn }),
});

/**
 * The one place that says which fields each type has and which of them matter.
 * Columns are those of the record format; a column that the original lacks is
 * added by Tidemark at the end of a row.
 */
export const fieldDefinitions: Readonly<Record<ItemType, readonly FieldDefinition[]>> = {
  Files: [
    // `kind`: file, directory, link, fifo, socket, characterDevice, blockDevice
    field('kind', 'Kind', 'text', true, 'FileKind', 'PreviousFileKind'),
    field('size', 'Size', 'bytes', true, 'Size', 'PreviousSize'),
    // 'sha256:<hex>' or by the method of the settings, of regular files only
    field('checksum', 'Checksum', 'hash', true, 'FileContentChecksum', 'PreviousFileContentChecksum'),
    field('modified', 'Modified', 'time', true, 'DateModified', 'PreviousDateModified'),
    // Silent: a rename over the old file (an atomic save) makes a new one of every write.
    field('created', 'Created', 'time', false, 'DateCreated', 'PreviousDateCreated'),
    field('mode', 'Mode', 'mode', true, 'Attributes', 'PreviousAttributes'),
    // Of Windows, in words, one a line: those that somebody sets on purpose, and those that backups, indexers and
    // cloud folders set
    field('attributes', 'Attributes', 'list', true, 'Attributes', 'PreviousAttributes'),
    field('otherAttributes', 'Further attributes', 'list', false, 'FurtherAttributes', 'PreviousFurtherAttributes'),
    field('owner', 'Owner', 'text', true, 'Owner', 'PreviousOwner'),
    field('group', 'Group', 'text', true, 'Group', 'PreviousGroup'),
    // In the words of acl(5), an entry a line; null where the mode says it all. Of Windows in its security descriptor
    // definition language, an entry a line
    field('acl', 'ACL', 'list', true, 'Acls', 'PreviousAcls'),
    // `name=value`, one a line: capabilities as getcap(8) has them, SELinux's label, what users set
    field('xattrs', 'Extended attributes', 'list', true, 'ExtendedAttributes', 'PreviousExtendedAttributes'),
    // Of Windows: `name size sha256:<hex>`, one a line
    field('streams', 'Alternate data streams', 'list', true, 'AlternateStreams', 'PreviousAlternateStreams'),
    // What a program of Windows says of itself, and whose signature is embedded in it: catalogs are not looked in
    field('fileVersion', 'File version', 'text', true, 'FileVersion', 'PreviousFileVersion'),
    field('productVersion', 'Product version', 'text', true, 'ProductVersion', 'PreviousProductVersion'),
    field('company', 'Company', 'text', true, 'Company', 'PreviousCompany'),
    field('signer', 'Signer (not verified)', 'text', true, 'Signer', 'PreviousSigner'),
    // `device:inode` in decimals, of a followed link its own: a move leaves it as it is
    field('fileId', 'Device and inode', 'text', false, 'FileId', 'PreviousFileId'),
    field('linkTarget', 'Link target', 'text', true, 'LinkTarget', 'PreviousLinkTarget'),
    // What its bytes are found by; left out where the checksum is that already (see `contentHash` in differences.ts)
    field('contentHash', 'SHA-256 of the content', 'hash', false, 'FileContentSha256', 'PreviousFileContentSha256'),
    // What became of the content: kept, secret, tooLarge, off, none
    field('content', 'Content', 'text', false, 'FileContentState', 'PreviousFileContentState'),
  ],
  Registry: [
    // `value`, or `key` for the key itself, whether it holds values or not
    field('kind', 'Kind', 'text', false, 'RegistryKind'),
    // The canonical name of the key, with its hive; of the 32-bit view marked as the item's key is
    field('key', 'Key', 'text', false, 'RegistryKey'),
    field('hive', 'Hive', 'text', false, 'Hive'),
    // Empty for the default value, null for a key
    field('valueName', 'Value', 'text', false, 'ValueName'),
    // REG_SZ, REG_MULTI_SZ, REG_DWORD…, or the number of a type that has no name
    field('valueType', 'Type', 'text', true, 'ValueType', 'PreviousValueType'),
    // Texts as they are (of REG_MULTI_SZ one a line), numbers in decimals, all else as pairs of hexadecimal
    // digits; null for a large value, which is told by its checksum
    field('data', 'Data', 'list', true, 'ValueData', 'PreviousValueData'),
    // 'sha256:<hex>' of the bytes of a large value; null for others
    field('checksum', 'Checksum of the data', 'hash', true, 'ValueChecksum', 'PreviousValueChecksum'),
    field('size', 'Size', 'bytes', false, 'ValueSize', 'PreviousValueSize'),
    // 64 or 32
    field('view', 'View', 'text', false, 'RegistryView'),
    // Of the whole key, so that it says nothing of this value
    field('lastWritten', 'Key written', 'time', false, 'KeyLastWriteTime'),
    // What became of the bytes of a large value: kept, tooLarge, off, none
    field('content', 'Content', 'text', false),
  ],
  Software: [
    field('version', 'Version', 'text', true, 'Current', 'Previous'),
    // What tells builds of one version apart: a snap's revision, a Flatpak commit, when an AppImage was written
    field('revision', 'Revision', 'text', true, 'SoftwareRevision', 'PreviousSoftwareRevision'),
    // Where updates come from: a snap's channel, a Flatpak remote and branch
    field('channel', 'Channel', 'text', true, 'SoftwareChannel', 'PreviousSoftwareChannel'),
    // Of snaps: strict, classic, devmode
    field('confinement', 'Confinement', 'text', true, 'SoftwareConfinement', 'PreviousSoftwareConfinement'),
    // The package manager's own word: installed, half-installed, half-configured, unpacked, triggers-pending…
    field('state', 'State', 'text', true, 'SoftwareState', 'PreviousSoftwareState'),
    // Held by its owner against upgrades: `apt-mark hold`.
    field('held', 'Held', 'flag', true, 'SoftwareHeld', 'PreviousSoftwareHeld'),
    field('architecture', 'Architecture', 'text', false, 'Architecture'),
    field('publisher', 'Publisher', 'text', false, 'Publisher'),
    field('description', 'Description', 'text', false, 'SoftwareDescription'),
    // Application, Package or Update
    field('softwareType', 'Type', 'text', false, 'SoftwareType'),
    field('source', 'Source', 'text', false, 'SoftwareSource'),
    field('section', 'Section', 'text', false, 'SoftwareSection'),
    field('installedSize', 'Installed size', 'bytes', false, 'SoftwareInstalledSize'),
    field('manager', 'Package manager', 'text', false, 'SoftwareManager'),
    // When this version was put there (ISO 8601, UTC), or the day alone where its installer tells no more
    field('installed', 'Installed', 'time', false, 'SoftwareInstalled'),
    // Of pacman: `explicit`, or `dependency` where it was installed for another package
    field('reason', 'Installed as', 'text', false, 'SoftwareReason'),
    // Of pacman: by what the package's file was checked: pgp, sha256, md5, none
    field('validation', 'Checked by', 'text', false, 'SoftwareValidation'),
    // Of Windows: whether it is left out of the list of programs
    field('systemComponent', 'System component', 'flag', false, 'SoftwareSystemComponent'),
    // Whom it is installed for: a login name, on Windows a SID; null for the whole machine
    field('user', 'Installed for', 'text', false, 'SoftwareUser'),
  ],
  WindowsServices: [
    field('displayName', 'Display name', 'text', true, 'SvcDisplayName', 'SvcPreviousDisplayName'),
    // Running, Stopped, or the service manager's own word (Paused, StartPending…)
    field('state', 'State', 'text', true, 'SvcState', 'SvcPreviousState'),
    // Auto, Manual, Disabled; of drivers also Boot and System
    field('startup', 'Start-up', 'text', true, 'SvcStartupType', 'SvcPreviousStartupType'),
    // Automatic, but some time after the others
    field('delayed', 'Delayed start', 'flag', true, 'SvcDelayedStart', 'SvcPreviousDelayedStart'),
    // Started or stopped by an event: a device, a network, a policy
    field('triggers', 'Triggers', 'list', true, 'SvcTriggers', 'SvcPreviousTriggers'),
    // The command that the service manager runs, as it is configured
    field('command', 'Command', 'text', true, 'SvcPath', 'SvcPreviousPath'),
    field('account', 'Account', 'text', true, 'SvcAccount', 'SvcPreviousAccount'),
    // Names of services and `+` with the name of a group, one a line
    field('dependencies', 'Depends on', 'list', true, 'SvcDependencies', 'SvcPreviousDependencies'),
    // What is done when it fails, one line for each failure; a command that is run then stands in it
    field('recovery', 'Recovery', 'list', true, 'SvcRecovery', 'SvcPreviousRecovery'),
    // The program of the command, without its arguments: it follows the command and would tell it twice
    field('controller', 'Controller', 'text', false, 'SvcController', 'SvcPreviousController'),
    // Own process, shared process, kernel driver…
    field('kind', 'Kind', 'text', true, 'SvcKind', 'SvcPreviousKind'),
    field('description', 'Description', 'text', false, 'SvcDescription'),
    // Another one at every start
    field('processId', 'Process', 'count', false, 'SvcProcessId'),
  ],
  Daemons: [
    // Running, Stopped, or the platform's own word (Failed, Activating…)
    field('state', 'State', 'text', true, 'SvcState', 'SvcPreviousState'),
    // systemd's sub state: 'dead' and 'exited' follow the state and would tell it twice
    field('subState', 'Sub state', 'text', false, 'SvcSubState', 'SvcPreviousSubState'),
    // Auto, Manual, Disabled (for systemd: masked), or the platform's own word (Static, Indirect…)
    field('startup', 'Start-up', 'text', true, 'SvcStartupType', 'SvcPreviousStartupType'),
    // Of a timer what it starts and when, of a socket what it listens on
    field('command', 'Command', 'text', true, 'SvcPath', 'SvcPreviousPath'),
    field('account', 'Account', 'text', true, 'SvcAccount', 'SvcPreviousAccount'),
    field('runlevels', 'Run levels', 'list', true, 'SvcRunlevels', 'SvcPreviousRunlevels'),
    // systemd, openrc or sysv
    field('controller', 'Controller', 'text', true, 'SvcController', 'SvcPreviousController'),
    field('description', 'Description', 'text', false, 'SvcDescription'),
    field('unitFile', 'Unit file', 'text', true, 'SvcUnitFile', 'SvcPreviousUnitFile'),
    // 'sha256:<hex>' of the unit's file or of the script as it lies on the disk, be it reloaded by systemd or not yet;
    // null of a masked unit; of a unit that is generated from a System V script, that script's
    field(
      'unitChecksum',
      'Content of the unit file',
      'hash',
      true,
      'SvcUnitFileChecksum',
      'SvcPreviousUnitFileChecksum',
    ),
    // `path sha256:<hex>`, one a line, of the drop-ins that count (a masked one has no checksum); of OpenRC the file of
    // settings in conf.d
    field('dropIns', 'Drop-ins', 'list', true, 'SvcDropIns', 'SvcPreviousDropIns'),
    // service, timer, socket, or script for those of OpenRC and System V
    field('kind', 'Kind', 'text', false, 'SvcKind'),
    // Whose manager it is a unit of; null for the machine's own
    field('user', 'Of user', 'text', false, 'SvcUser'),
  ],
  Machine: [
    // One item a part of the machine (`os`, `cpu`, `disk:sda`, `network:eth0`, `user:alice`); `summary` is
    // what it is in one line, `detail` the rest as `label: value` lines.
    field('part', 'Part', 'text', false, 'MachinePart'),
    field('summary', 'Summary', 'text', true, 'Current', 'Previous'),
    field('detail', 'Detail', 'list', true, 'MachineDetail', 'PreviousMachineDetail'),
  ],
};

/** The fields of a file that follow its content. */
export const contentFields: ReadonlySet<string> = new Set(['size', 'modified', 'checksum']);

const byName = new Map(
  Object.entries(fieldDefinitions).map(([type, fields]) => [type, new Map(fields.map((each) => [each.name, each]))]),
);

/** The definition of a field of a type, if the type has it. */
export function fieldDefinition(type: ItemType, name: string): FieldDefinition | undefined {
  return byName.get(type)?.get(name);
}
