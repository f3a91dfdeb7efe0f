import { actorWords, packageWords } from '../../shared/model/cause-words.ts';
import type { Change } from '../../shared/model/change.ts';
import { verdictOf } from '../../shared/model/explanation.ts';
import { type FieldDefinition, fieldDefinition, fieldDefinitions } from '../../shared/model/fields.ts';
import { formatMode } from '../../shared/model/format.ts';
import type { Fields, FieldValue, Item } from '../../shared/model/item.ts';
import { shownPath } from '../../shared/model/platform-words.ts';
import {
  type Cell,
  type Column,
  changeColumns,
  dataColumnOf,
  dataColumns,
  type Row,
} from '../../shared/model/table-columns.ts';
import type { MachineIdentity } from './machine-identity.ts';

/** By what a file's checksum was made, which the original's column leaves open: sha256, sha1 or md5. */
function checksumMethod(fields: Fields | null): Cell {
  const checksum = fields?.checksum;
  return typeof checksum === 'string' ? checksum.slice(0, Math.max(0, checksum.indexOf(':'))) : null;
}

type Cells = ReadonlyMap<string, Cell>;

/** A field's value as a cell: a mode in octal, a checksum without the name of its method, as the original has them. */
function cell(field: FieldDefinition, value: FieldValue | undefined): Cell {
  if (value === undefined || value === null) return null;
  if (field.kind === 'mode' && typeof value === 'number') return formatMode(value);
  if (field.kind === 'hash' && typeof value === 'string') return value.slice(value.indexOf(':') + 1);
  return value;
}

/** Two fields can share a column (`mode` of Linux and `attributes` of Windows): the one that the thing has fills it. */
function fill(cells: Map<string, Cell>, column: string, field: FieldDefinition, value: FieldValue | undefined): void {
  if (value !== undefined || !cells.has(column)) cells.set(column, cell(field, value));
}

/** A cell as its column's type wants it: a string is never `null`, for the query language has no null string. */
function fitted(column: Column, value: Cell | undefined): Cell {
  if (column.type !== 'string') return value === undefined || value === '' ? null : value;
  return value === undefined || value === null ? '' : String(value);
}

function row(columns: readonly Column[], cells: Cells): Row {
  return Object.fromEntries(columns.map((column) => [column.name, fitted(column, cells.get(column.name))]));
}

/** What is the same in a change's row and an item's: the machine, and the names a type goes by. */
function common(
  thing: Pick<Item, 'type' | 'key' | 'name'>,
  fields: Fields,
  machine: MachineIdentity,
): Map<string, Cell> {
  const cells = new Map<string, Cell>([
    ['Computer', machine.computer],
    ['SourceComputerId', machine.id],
    ['VMUUID', machine.id],
    ['SourceSystem', 'Tidemark'],
    ['Name', thing.name],
    ['Key', thing.key],
  ]);
  if (thing.type === 'Files') cells.set('FileSystemPath', shownPath(thing.key));
  if (thing.type === 'Software') cells.set('SoftwareName', thing.name);
  if (thing.type === 'Daemons' || thing.type === 'WindowsServices') {
    cells.set('SvcName', thing.name);
    // systemd's Description= is 'a short human readable title of the unit' (systemd.unit(5)).
    const title = fields.description;
    cells.set('SvcDisplayName', typeof title === 'string' && title !== '' ? title : thing.name);
  }
  return cells;
}

/** What SvcChangeType calls a change of the field; other fields have no word in its vocabulary. */
const svcChangeTypes: readonly (readonly [field: string, word: string])[] = [
  ['state', 'State'],
  ['startup', 'StartupType'],
  ['command', 'Path'],
  ['account', 'ServiceAccount'],
];

function svcChangeType(change: Change): string {
  if (change.type !== 'Daemons' && change.type !== 'WindowsServices') return '';
  return svcChangeTypes
    .filter(([field]) => change.fieldsChanged.includes(field))
    .map(([, word]) => word)
    .join(',');
}

/** What is known of a change beside its record. CauseId names its transaction; where there is none, its plan. */
function explain(cells: Map<string, Cell>, change: Change): void {
  const { explanation, acknowledged } = change;
  cells.set('Verdict', verdictOf(change));
  cells.set('CauseId', explanation?.causeId ?? explanation?.planId ?? null);
  cells.set('Cause', explanation?.cause ?? null);
  cells.set('Tie', explanation?.tie ?? null);
  cells.set('Package', explanation?.package ? packageWords(explanation.package) : null);
  cells.set('ShippedBytes', explanation?.bytes ?? null);
  cells.set('Conffile', explanation?.conffile ?? false);
  cells.set('ChangedBy', explanation?.actor ? actorWords(explanation.actor) : null);
  cells.set('RequestedBy', explanation?.requestedBy ?? null);
  cells.set('Explanation', explanation?.why ?? null);
  cells.set('Acknowledged', acknowledged !== undefined);
  cells.set('AcknowledgedReason', acknowledged?.reason ?? null);
}

/**
 * A change as a row of ConfigurationChange. LastSnapshotAge is the whole seconds
 * from the last time the item was seen as it was before until the change was
 * noticed. ManagementGroupName and Location stay empty: there is no such thing here. A column of a removed item without a Previous… one of its own
 * (Publisher, SoftwareType) keeps what it held.
 */
export function changeRow(change: Change, machine: MachineIdentity): Row {
  const last = change.after ?? change.before ?? {};
  const cells = common(change, last, machine);
  for (const field of fieldDefinitions[change.type]) {
    if (field.column === undefined) continue;
    const source = field.previousColumn === undefined ? last : (change.after ?? {});
    fill(cells, field.column, field, source[field.name]);
    if (field.previousColumn !== undefined) fill(cells, field.previousColumn, field, change.before?.[field.name]);
  }
  cells.set('Type', 'ConfigurationChange');
  cells.set('ConfigChangeType', change.type);
  cells.set('ChangeCategory', change.category);
  cells.set('TimeGenerated', change.noticedAt);
  cells.set(
    'LastSnapshotAge',
    Math.max(0, Math.floor((Date.parse(change.noticedAt) - Date.parse(change.since)) / 1000)),
  );
  cells.set(
    'FieldsChanged',
    change.fieldsChanged.map((name) => fieldDefinition(change.type, name)?.column ?? name).join(','),
  );
  cells.set('SvcChangeType', svcChangeType(change));
  cells.set('ChangeId', change.id);
  cells.set('How', change.how);
  cells.set('Since', change.since);
  cells.set('MovedFrom', change.movedFrom === undefined ? null : shownPath(change.movedFrom));
  cells.set('MovedTo', change.movedTo === undefined ? null : shownPath(change.movedTo));
  cells.set('ChecksumMethod', checksumMethod(change.after));
  cells.set('PreviousChecksumMethod', checksumMethod(change.before));
  explain(cells, change);
  return row(changeColumns, cells);
}

/** An item as a row of ConfigurationData. TimeGenerated is the moment that the inventory is asked for. */
export function dataRow(item: Item, at: string, machine: MachineIdentity): Row {
  const cells = common(item, item.fields, machine);
  for (const field of fieldDefinitions[item.type]) {
    if (field.column !== undefined) fill(cells, dataColumnOf(field.column), field, item.fields[field.name]);
  }
  cells.set('Type', 'ConfigurationData');
  cells.set('ConfigDataType', item.type);
  cells.set('TimeGenerated', at);
  cells.set('ChecksumMethod', checksumMethod(item.fields));
  return row(dataColumns, cells);
}
