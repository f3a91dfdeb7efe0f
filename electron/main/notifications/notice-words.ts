import type { ListedChange } from '../../shared/model/change.ts';
import { counted } from '../../shared/model/format.ts';
import type { ItemType } from '../../shared/model/item.ts';
import { shownPath } from '../../shared/model/platform-words.ts';
import { changeTitle, changeWords, thingNoun } from '../../shared/model/words.ts';

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
  const parts = [about, change.how === 'startup' ? away : undefined];
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

function digest(changes: readonly ListedChange[]): NoticeWords {
  const counts = new Map<ItemType, number>();
  for (const { type } of changes) counts.set(type, (counts.get(type) ?? 0) + 1);
  const kinds = [...counts].sort(([, a], [, b]) => b - a).map(([type, count]) => counted(count, ...nouns[type]));
  const names = [...new Set(changes.map(changeTitle))];
  const rest = names.length - named;
  const list = rest > 0 ? `${names.slice(0, named).join(', ')} and ${rest} more` : names.join(', ');
  return {
    title: `${counted(changes.length, 'change')}: ${kinds.join(', ')}`,
    body: changes.every(({ how }) => how === 'startup') ? `${list}\n${away}` : list,
    changes,
  };
}
