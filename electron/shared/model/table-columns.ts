import { type FieldKind, fieldDefinitions } from './fields.ts';
import { itemTypes } from './item.ts';

/** What a column holds; `long` and `datetime` are `null` where they do not apply, a string is empty. */
export type ColumnType = 'string' | 'long' | 'datetime' | 'bool';
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** One value of a row; a `datetime` is ISO 8601 in UTC. */
export type Cell = string | number | boolean | null;
/** A row in the order of its table's columns. */
export type Row = Readonly<Record<string, Cell>>;

/**
 * ConfigurationChange as the original documents it, in its order; billing and
 * tenant columns (those with an underscore) are left out.
 */
const documentedChangeColumns =
  `Acls Attributes ChangeCategory Computer ConfigChangeType Current DateCreated DateModified FieldsChanged
  FileContentChecksum FileSystemPath Hive LastSnapshotAge Location ManagementGroupName Name Previous PreviousAcls
  PreviousAttributes PreviousDateCreated PreviousDateModified PreviousFileContentChecksum PreviousSize
  PreviousValueData PreviousValueType Publisher RegistryKey Size SoftwareDescription SoftwareName SoftwareType
  SourceComputerId SourceSystem SvcAccount SvcChangeType SvcController SvcDisplayName SvcName SvcPath
  SvcPreviousAccount SvcPreviousController SvcPreviousPath SvcPreviousRunlevels SvcPreviousStartupType
  SvcPreviousState SvcRunlevels SvcStartupType SvcState TimeGenerated Type ValueData ValueName ValueType VMUUID`.split(
    /\s+/,
  );

/** ConfigurationData as the original documents it, in its order. */
const documentedDataColumns =
  `Acls Architecture Attributes Computer ConfigDataType CurrentVersion DateCreated DateModified FileContentChecksum
  FileSystemPath Hive Location ManagementGroupName Name Publisher RegistryKey Size SoftwareDescription SoftwareName
  SoftwareType SourceComputerId SourceSystem SvcAccount SvcController SvcDescription SvcDisplayName SvcName SvcPath
  SvcRunlevels SvcStartupType SvcState TimeGenerated Type ValueData ValueName ValueType VMUUID`.split(/\s+/);

const longs = new Set(['Size', 'PreviousSize', 'LastSnapshotAge']);
const documented = (name: string): Column => ({
  name,
  type: longs.has(name) ? 'long' : /^(Previous)?Date|^TimeGenerated$/.test(name) ? 'datetime' : 'string',
});

const typeOfKind: Readonly<Record<FieldKind, ColumnType>> = {
  text: 'string',
  mode: 'string',
  hash: 'string',
  list: 'string',
  bytes: 'long',
  count: 'long',
  time: 'datetime',
  flag: 'bool',
};

/** The column of the inventory that holds what ConfigurationChange calls `Current`. */
export const dataColumnOf = (column: string): string => (column === 'Current' ? 'CurrentVersion' : column);

/** The columns that fields name and the original lacks, in the order of the fields. */
function extensions(known: readonly string[], previous: boolean): readonly Column[] {
  const found = new Map<string, Column>();
  for (const field of itemTypes.flatMap((type) => fieldDefinitions[type])) {
    const own = previous || field.column === undefined ? field.column : dataColumnOf(field.column);
    for (const name of [own, previous ? field.previousColumn : undefined]) {
      if (name === undefined || known.includes(name) || found.has(name)) continue;
      found.set(name, { name, type: typeOfKind[field.kind] });
    }
  }
  return [...found.values()];
}

/** What is known of a change beside its record, and later than that. */
export const explanationColumns: readonly Column[] = [
  { name: 'Verdict', type: 'string' },
  { name: 'CauseId', type: 'long' },
  { name: 'Cause', type: 'string' },
  { name: 'Tie', type: 'string' },
  { name: 'Package', type: 'string' },
  { name: 'ShippedBytes', type: 'string' },
  { name: 'Conffile', type: 'bool' },
  { name: 'ChangedBy', type: 'string' },
  { name: 'RequestedBy', type: 'string' },
  { name: 'Explanation', type: 'string' },
  { name: 'Acknowledged', type: 'bool' },
  { name: 'AcknowledgedReason', type: 'string' },
];

/** The columns of ConfigurationChange: the documented ones, then Tidemark's own. */
export const changeColumns: readonly Column[] = [
  ...documentedChangeColumns.map(documented),
  { name: 'ChangeId', type: 'long' },
  { name: 'Key', type: 'string' },
  { name: 'How', type: 'string' },
  { name: 'Since', type: 'datetime' },
  ...extensions(documentedChangeColumns, true),
  { name: 'MovedFrom', type: 'string' },
  { name: 'MovedTo', type: 'string' },
  { name: 'ChecksumMethod', type: 'string' },
  { name: 'PreviousChecksumMethod', type: 'string' },
  ...explanationColumns,
];

/** The columns of ConfigurationData: the documented ones, then Tidemark's own. */
export const dataColumns: readonly Column[] = [
  ...documentedDataColumns.map(documented),
  { name: 'Key', type: 'string' },
  ...extensions(documentedDataColumns, false),
  { name: 'ChecksumMethod', type: 'string' },
];
