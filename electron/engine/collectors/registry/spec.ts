import { createHash } from 'node:crypto';
import { foldRegistry } from '../../../shared/model/key-tree.ts';
import { parseRegistryKey, type RegistryHive } from '../../../shared/model/registry-key.ts';
import type { TrackedRegistry } from '../../../shared/model/settings.ts';
import type { View } from './key-handle.ts';

/** A tracked key made ready. */
export interface Spec {
  readonly item: TrackedRegistry;
  /** The source of its items: the tracked item's id and a digest of what it covers. */
  readonly source: string;
  readonly hive: RegistryHive;
  /** Below the hive, as it was typed. */
  readonly path: string;
  readonly views: readonly View[];
  readonly recursion: boolean;
  readonly maxDepth: number;
  /** Whether a value of this name is asked for; undefined for all of them, and the keys. */
  readonly wanted: ((valueName: string) => boolean) | undefined;
  /** Whether a key, by its canonical name, is left out with all below it. */
  readonly leavesOutKey: (key: string) => boolean;
  /** Whether the name of a key or a value is left out. */
  readonly leavesOutName: (name: string) => boolean;
  readonly keepContent: boolean;
}

/** What people call a key's value that has no name. */
export const defaultName = '(Default)';

/** The hive's part of a key's name: the view of 32-bit programs is marked, since its keys have the same names. */
export const hiveName = (hive: RegistryHive, view: View): string => (view === '32' ? `${hive} (32-bit)` : hive);

/** A key's name with its hive. */
export const keyName = (hive: RegistryHive, path: string, view: View): string =>
  path === '' ? hiveName(hive, view) : `${hiveName(hive, view)}\\${path}`;

/** The item's key of a registry key: names are the same in any case. */
export const keyOfKey = (key: string): string => foldRegistry(key);

/** The item's key of a value. No name of a key is empty, so that two backslashes end the key and begin the value. */
export const keyOfValue = (key: string, valueName: string): string => foldRegistry(`${key}\\\\${valueName}`);

/** The folded name of the key that an item's key is of. */
export function ofKey(itemKey: string): string {
  const end = itemKey.indexOf('\\\\');
  return end < 0 ? itemKey : itemKey.slice(0, end);
}

/**
 * Matches names with wildcards, in any case: `?` is one character, `*` any of them, and in the name of a key
 * neither is a backslash, which `**` may be. All else is itself.
 */
function matcher(pattern: string, of: 'key' | 'name'): (name: string) => boolean {
  const one = of === 'key' ? '[^\\\\]' : '.';
  const source = pattern.replace(/\*\*|[\\^$.*+?()[\]{}|/]/g, (found) => {
    if (found === '**') return '.*';
    if (found === '*') return `${one}*`;
    return found === '?' ? one : `\\${found}`;
  });
  const expression = new RegExp(`^${source}$`, 'is');
  return (name) => expression.test(name);
}

function anyOf(patterns: readonly string[], of: 'key' | 'name'): (name: string) => boolean {
  const matchers = patterns.map((pattern) => matcher(pattern, of));
  return (name) => matchers.some((matches) => matches(name));
}

function sourceOf(item: TrackedRegistry): string {
  const { key, recursion, valueName, excludes, maxDepth, view } = item;
  const covered = JSON.stringify([key, recursion, valueName, excludes, maxDepth, view]);
  return `${item.id}:${createHash('sha256').update(covered).digest('hex').slice(0, 12)}`;
}

/** Makes a tracked key ready; the settings have only keys that can be parsed. */
export function parseTracked(item: TrackedRegistry): Spec | undefined {
  const parsed = parseRegistryKey(item.key);
  if (!parsed.ok) return undefined;
  const whole = item.excludes.filter((each) => each.includes('\\'));
  const keys = whole.map((each) => {
    const exclude = each.startsWith('*') ? undefined : parseRegistryKey(each);
    return exclude?.ok ? exclude.key : each;
  });
  const names = anyOf(
    item.excludes.filter((each) => !each.includes('\\')),
    'name',
  );
  const leavesOutKey = anyOf(keys, 'key');
  const wanted = item.valueName === '' ? undefined : matcher(item.valueName, 'name');
  return {
    item,
    source: sourceOf(item),
    hive: parsed.hive,
    path: parsed.path,
    views: item.view === 'both' ? ['64', '32'] : [item.view],
    recursion: item.recursion,
    maxDepth: item.recursion ? (item.maxDepth ?? Number.POSITIVE_INFINITY) : 0,
    wanted: wanted && ((name) => wanted(name === '' ? defaultName : name)),
    // The mark of the view is no part of a name that people write.
    leavesOutKey: (key) => leavesOutKey(key.replace(' (32-bit)', '')),
    leavesOutName: (name) => names(name === '' ? defaultName : name),
    keepContent: item.keepContent,
  };
}
