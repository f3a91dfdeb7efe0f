import type { AlertRow } from '../../../shared/model/alert.ts';
import type { Change } from '../../../shared/model/change.ts';
import { counted, formatCount } from '../../../shared/model/format.ts';
import { shownPath } from '../../../shared/model/platform-words.ts';
import { printable } from '../../../shared/model/printable.ts';
import { changeTitle, changeWords, placeOf } from '../../../shared/model/words.ts';

/** How many things a summary names, and how long it gets at most (characters). */
const named = 3;
const longest = 300;
/** Of a row of more columns than this only what the thing is and how it is are told. */
const fewColumns = 5;

const cut = (text: string) => ([...text].length > longest ? `${[...text].slice(0, longest - 1).join('')}…` : text);

/** What a thing is told as where it stands alone: a file and a registry value by where it is, another by its name. */
const subject = (change: Change) =>
  change.type === 'Files' || change.type === 'Registry'
    ? placeOf(change, change.after ?? change.before)
    : changeTitle(change);

/**
 * One sentence without a full stop of changes that fired a rule, of which the first are given: `/etc/hosts: content
 * changed`, or `15 changes: hosts, passwd, group and 12 more`.
 */
export function changesSummary(first: readonly Change[], count: number): string {
  const [only] = first;
  if (only !== undefined && count === 1) {
    const words = changeWords(only);
    return cut(`${subject(only)}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`);
  }
  return cut(`${counted(count, 'change')}: ${listed([...new Set(first.map(changeTitle))].slice(0, named), count)}`);
}

function listed(names: readonly string[], count: number): string {
  const more = count - names.length;
  if (more > 0) return `${names.join(', ')} and ${formatCount(more)} more`;
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** One sentence without a full stop of rows that a query returned: the first of them in words, and how many more. */
export function rowsSummary(rows: readonly AlertRow[], count: number): string {
  const [first] = rows;
  const words = first === undefined ? counted(count, 'row') : rowWords(first);
  return cut(count > 1 && first !== undefined ? `${words} and ${formatCount(count - 1)} more` : words);
}

/** The columns by which a row of the two tables says what it is of, and how that is. */
const subjects = ['FileSystemPath', 'RegistryKey', 'SoftwareName', 'SvcName', 'Name'] as const;
const conditions = ['ValueName', 'ValueData', 'SvcState', 'SvcStartupType', 'CurrentVersion', 'Current'] as const;

function rowWords(row: AlertRow): string {
  const cells = Object.entries(row).filter(([, value]) => value !== null && value !== '');
  const told = (value: AlertRow[string] | undefined) => printable(shownPath(String(value)));
  const name = subjects.find((column) => row[column]);
  if (name === undefined || cells.length <= fewColumns) {
    return cells.length === 0
      ? 'a row'
      : cells
          .slice(0, fewColumns)
          .map(([column, value]) => `${column} ${told(value)}`)
          .join(', ');
  }
  const how = conditions
    .map((column) => row[column])
    .filter((value) => value !== undefined && value !== null && value !== '');
  return how.length === 0 ? told(row[name]) : `${told(row[name])}: ${how.map(told).join(', ')}`;
}
