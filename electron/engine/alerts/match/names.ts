import type { Change } from '../../../shared/model/change.ts';
import { parseRegistryKey } from '../../../shared/model/registry-key.ts';
import { searchedKey } from '../../../shared/model/searched.ts';
import { changeTitle, placeOf } from '../../../shared/model/words.ts';
import { fits, folded, hasWildcard } from './wildcards.ts';

/**
 * What a person may call the thing that changed, folded: its name, what lists call it, where it is (a path as its
 * platform writes it, and with slashes; a registry value's key and name), and what Windows shows a service as.
 */
export function namesOf(change: Change): readonly string[] {
  const names = [change.name, changeTitle(change), ...furtherNames(change)];
  return [...new Set(names.filter((name) => name !== '').map(folded))];
}

function furtherNames(change: Change): readonly string[] {
  const fields = change.after ?? change.before;
  switch (change.type) {
    case 'Files':
      return [placeOf(change, fields), change.key];
    case 'Registry':
      return [placeOf(change, fields)];
    case 'Software':
      return [searchedKey(change)];
    case 'WindowsServices':
      return [String(fields?.displayName ?? '')];
    case 'Daemons':
      return [];
    case 'Machine':
      return [change.key];
  }
}

/**
 * A test of names: with `*` or `?` the whole of one must fit, otherwise the text must be a part of one. The name of a
 * registry key may be in any spelling that `parseRegistryKey` takes.
 */
export function nameTest(text: string): (names: readonly string[]) => boolean {
  const key = parseRegistryKey(text);
  const spellings = new Set([folded(text), ...(key.ok ? [folded(key.key)] : [])]);
  const tests = [...spellings].map((spelling) =>
    hasWildcard(spelling) ? (name: string) => fits(spelling, name) : (name: string) => name.includes(spelling),
  );
  return (names) => names.some((name) => tests.some((test) => test(name)));
}
