import type { How } from '../../electron/shared/model/change.ts';
import type { FieldDefinition } from '../../electron/shared/model/fields.ts';
import type { FieldValue, ItemType } from '../../electron/shared/model/item.ts';
import { printable, printableLines } from '../../electron/shared/model/printable.ts';
import type { GapReason } from '../../electron/shared/model/problem.ts';
import { valueWords } from '../../electron/shared/model/value-words.ts';
import { clockSeconds, shortDay } from './time.ts';

/** A word at the beginning of a line. */
export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** What people call the types, many and one of them. */
export const typeNames: Readonly<Record<ItemType, { readonly many: string; readonly one: string }>> = {
  Files: { many: 'Files', one: 'File' },
  Registry: { many: 'Registry', one: 'Registry value' },
  Software: { many: 'Software', one: 'Package' },
  WindowsServices: { many: 'Services', one: 'Service' },
  Daemons: { many: 'Daemons', one: 'Daemon' },
  Machine: { many: 'Machine', one: 'Machine' },
};

/** How items of a type are counted: '787 packages'. */
export const typeNouns: Readonly<Record<ItemType, readonly [one: string, many: string]>> = {
  Files: ['file', 'files'],
  Registry: ['registry value', 'registry values'],
  Software: ['package', 'packages'],
  WindowsServices: ['service', 'services'],
  Daemons: ['daemon', 'daemons'],
  Machine: ['part of the machine', 'parts of the machine'],
};

export const howWords: Readonly<Record<How, string>> = {
  live: 'live, as it happened',
  scheduled: 'by a scheduled collection',
  startup: 'at start, after Tidemark had not been running',
  manual: 'by a collection you asked for',
};

export const gapWords: Readonly<Record<GapReason, string>> = {
  notRunning: 'not running',
  asleep: 'asleep',
  paused: 'paused',
  overflow: 'events lost',
  watchFailed: 'not watching',
};

/** The custom property that holds a type's hue. */
export const typeColours: Readonly<Record<ItemType, string>> = {
  Files: 'var(--tm-files)',
  Registry: 'var(--tm-registry)',
  Software: 'var(--tm-software)',
  WindowsServices: 'var(--tm-services)',
  Daemons: 'var(--tm-daemons)',
  Machine: 'var(--tm-machine)',
};

/** What of a field's definition says how its values are shown. */
type Definition = Pick<FieldDefinition, 'kind'> & { readonly name?: string };

/** A field's value as text, by its kind. `null` is said as a dash: the thing has no such value. */
export function formatValue(definition: Definition, value: FieldValue, now: Date): string {
  if (value === null || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (definition.kind === 'time') return formatTime(String(value), now);
  const words = valueWords(definition, value);
  return definition.kind === 'list' ? printableLines(words) : printable(words);
}

function formatTime(value: string, now: Date): string {
  // A time that no calendar can show is shown as it was read.
  if (Number.isNaN(Date.parse(value))) return value;
  // A day alone is one of this machine's calendar.
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return shortDay(`${value}T00:00`, now);
  return `${shortDay(value, now)} ${clockSeconds(value)}`;
}

/** The fields of a type that are worth a column, the most telling first. */
export const inventoryColumns: Readonly<Record<ItemType, readonly string[]>> = {
  Files: ['size', 'modified', 'mode', 'owner', 'group', 'kind', 'created', 'content'],
  Registry: ['data', 'valueType', 'key'],
  Software: ['version', 'description', 'architecture', 'installedSize'],
  WindowsServices: ['state', 'startup', 'account', 'displayName'],
  Daemons: ['state', 'startup', 'account', 'description'],
  Machine: ['summary'],
};
