import type { ListedChange } from '../../shared/model/change.ts';
import { counted, formatCount } from '../../shared/model/format.ts';
import type { ItemType } from '../../shared/model/item.ts';
import { shownPath } from '../../shared/model/platform-words.ts';
import { changeTitle, changeWords, thingNoun } from '../../shared/model/words.ts';
import { countChanges, type ToldChanges } from './tellable.ts';

/** A notification in words, plain text, and the changes it tells of. */
export interface NoticeWords {
  readonly title: string;
  readonly body: string;
  readonly changes: readonly ListedChange[];
}

/** Changes that came together as notifications: one each, or one digest where they are more than `digestAbove`. */
export function noticeWords(changes: readonly ListedChange[], digestAbove: number): readonly NoticeWords[] {
  return changes.length > digestAbove ? [digest(changes)] : withoutDepartures(changes).map(single);
}

/** A move is told once, where it came: without the `Removed` whose `Added` is told too. */
function withoutDepartures(changes: readonly ListedChange[]): readonly ListedChange[] {
  const arrivals = new Set(changes.flatMap(({ key, movedFrom }) => (movedFrom === undefined ? [] : [key])));
  return changes.filter(({ movedTo }) => movedTo === undefined || !arrivals.has(movedTo));
}

const away = 'Happened while Tidemark was not running';

function single(change: ListedChange): NoticeWords {
  const description = change.after?.description ?? change.before?.description;
  const about = change.type === 'Files' ? changeWords(change) : description;
  // It is a package's, and no transaction did it: that matters most of it.
  const why = change.explanation?.verdict === 'standsOut' ? `It stands out: ${change.explanation.why}` : undefined;
  const parts = [about, why, change.how === 'startup' ? away : undefined];
  return { title: title(change), body: parts.filter((part) => part).join('\n'), changes: [change] };
}

function title(change: ListedChange): string {
  const { type, category, key, name } = change;
  if (category === 'Modified')
    return type === 'Files' ? `${shownPath(key)} changed` : `${name}: ${changeWords(change)}`;
  const version = change.after?.version ?? change.before?.version;
  const thing = type === 'Files' ? shownPath(key) : version ? `${name} ${version}` : name;
  const noun = thingNoun(change);
  if (change.movedFrom !== undefined || change.movedTo !== undefined) return `File moved: ${thing}`;
  if (category === 'Added') return `New ${noun}: ${thing}`;
  return `${noun.charAt(0).toUpperCase()}${noun.slice(1)} removed: ${thing}`;
}

const nouns: Readonly<Record<ItemType, readonly [one: string, many: string]>> = {
  Files: ['file', 'files'],
  Registry: ['registry value', 'registry values'],
  Software: ['package', 'packages'],
  WindowsServices: ['service', 'services'],
  Daemons: ['daemon', 'daemons'],
  Machine: ['part of the machine', 'parts of the machine'],
};

const named = 3;

/** Some names of many: `a, b, c and 4 more`. `beyond`: how many there are besides. */
export function someOf(names: readonly string[], beyond = 0): string {
  const different = [...new Set(names)];
  const rest = Math.max(different.length - named, 0) + beyond;
  const list = different.slice(0, named).join(', ');
  return rest === 0 ? list : `${list} and ${formatCount(rest)} more`;
}

/** How many changes there are: `12 changes: 9 files, 3 packages`. */
export function changesCounted(told: ToldChanges): string {
  const counts = new Map<ItemType, number>();
  const add = (type: ItemType, count: number) => counts.set(type, (counts.get(type) ?? 0) + count);
  for (const { type } of told.changes) add(type, 1);
  for (const [type, count] of Object.entries(told.beyond)) add(type as ItemType, count);
  const kinds = [...counts].sort(([, a], [, b]) => b - a).map(([type, count]) => counted(count, ...nouns[type]));
  return `${counted(countChanges(told), 'change')}: ${kinds.join(', ')}`;
}

/** Which they are, as far as a line has room. */
export function changesNamed({ changes, beyond }: ToldChanges): string {
  const uncounted = Object.values(beyond).reduce((sum, count) => sum + count, 0);
  const list = someOf(changes.map(changeTitle), uncounted);
  return changes.every(({ how }) => how === 'startup') ? `${list}\n${away}` : list;
}

/** Changes in the words of one notification. */
export function changesInOne(told: ToldChanges): Pick<NoticeWords, 'title' | 'body'> {
  const [only, ...others] = told.changes;
  if (only && others.length === 0 && countChanges(told) === 1) return single(only);
  return { title: changesCounted(told), body: changesNamed(told) };
}

function digest(changes: readonly ListedChange[]): NoticeWords {
  return { ...changesInOne({ changes, beyond: {} }), changes };
}
