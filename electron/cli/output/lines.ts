import type { Category, Change, ListedChange } from '../../shared/model/change.ts';
import { platformOf } from '../../shared/model/data-dir.ts';
import type { Item } from '../../shared/model/item.ts';
import { shownPath, typesOf } from '../../shared/model/platform-words.ts';
import { printable } from '../../shared/model/printable.ts';
import { type Gap, needsAttention, type Problem, type ProblemType } from '../../shared/model/problem.ts';
import { changeWords, placeOf } from '../../shared/model/words.ts';
import type { Style, Terminal } from './terminal.ts';
import { padded } from './width.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** The date of a moment, in local time: `2026-03-01`. */
export function localDate(moment: string): string {
  const at = new Date(moment);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The time of a moment, in local time: `14:21:07`. */
export function localTime(moment: string): string {
  const at = new Date(moment);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** Both: `2026-03-01 14:21:07`. */
export const localMoment = (moment: string): string => `${localDate(moment)} ${localTime(moment)}`;

const typeWidth = Math.max(...typesOf(platformOf(process.platform)).map((type) => type.length));
const nameWidth = 34;
const signs: Readonly<Record<Category, readonly [sign: string, style: Style]>> = {
  Added: ['+', 'green'],
  Modified: ['~', 'yellow'],
  Removed: ['-', 'red'],
};

/** What a person finds a thing by: a file's path, a registry value's key and name, another thing's name. */
export function shownName(thing: Item | Change): string {
  if (thing.type !== 'Files' && thing.type !== 'Registry') return printable(thing.name);
  return placeOf(thing, 'fields' in thing ? thing.fields : (thing.after ?? thing.before));
}

const shownType = (type: ProblemType | null): string => padded(type ?? 'all', typeWidth);

/** What is said of a change at the end of its line: only what sets it apart. */
function explanationMark(terminal: Terminal, { explanation, acknowledged }: ListedChange | Change): string {
  const marks: string[] = [];
  const tied = explanation?.causeId ?? explanation?.planId ?? null;
  if (tied !== null) marks.push(terminal.style('dim', `cause #${tied}`));
  if (explanation?.verdict === 'standsOut') marks.push(terminal.style('red', 'stands out'));
  if (acknowledged !== undefined) marks.push(terminal.style('dim', 'acknowledged'));
  return marks.map((mark) => `  ${mark}`).join('');
}

/** A change on one line: `14:21:07  ~ Files     /etc/hosts   1 line added   #7  cause #5`. */
export function changeLine(terminal: Terminal, change: ListedChange | Change, time: string): string {
  const [sign, style] = signs[change.category];
  const name = padded(shownName(change), nameWidth);
  const away = change.how === 'startup' ? ', while Tidemark was away' : '';
  const words = printable(changeWords(change)) + away;
  return `${terminal.style('dim', time)}  ${terminal.style(style, sign)} ${shownType(change.type)}  ${name}  ${words}  ${terminal.style('dim', `#${change.id}`)}${explanationMark(terminal, change)}`;
}

/** A problem, or a note, on one line, with what to do. */
export function problemLine(terminal: Terminal, problem: Problem, time: string): string {
  const name = padded(printable(shownPath(problem.subject)), nameWidth);
  const words = printable(`${problem.message} ${problem.advice}`);
  const mark = needsAttention(problem) ? terminal.style('red', '!') : terminal.style('dim', 'i');
  return `${terminal.style('dim', time)}  ${mark} ${shownType(problem.type)}  ${name}  ${words}`;
}

/** Why something may have been missed, to follow a time. */
export const gapWords: Readonly<Record<Gap['reason'], string>> = {
  notRunning: 'Tidemark was not running',
  asleep: 'the machine slept',
  paused: 'tracking was paused',
  overflow: 'the system dropped events',
  watchFailed: 'a live watch was lost or could not be set',
};

/** A gap in coverage on one line: since when, why, and when it was made up for. */
export function gapLine(terminal: Terminal, gap: Gap, time: string): string {
  const end = gap.to === null ? 'not yet made up for' : `made up for at ${localMoment(gap.to)}`;
  const words = `${gapWords[gap.reason]} from ${localMoment(gap.from)}, ${end}`;
  const name = padded(printable(shownPath(gap.subject)), nameWidth);
  return `${terminal.style('dim', time)}  ${terminal.style('cyan', '?')} ${shownType(gap.type)}  ${name}  ${words}`;
}
