import type { Change } from '../../../shared/model/change.ts';
import { shownPath } from '../../../shared/model/platform-words.ts';
import { parseRegistryKey } from '../../../shared/model/registry-key.ts';
import { searchedKey } from '../../../shared/model/searched.ts';
import { fitting, folded, hasWildcard } from './wildcards.ts';

/**
 * What a person may call the thing that changed, folded: its name, what lists call it, where it is (a path as its
 * platform writes it, and with slashes; a registry value's key and name), and what Windows shows a service as.
 */
export function namesOf(change: Change): readonly string[] {
  const names = new Set<string>();
  for (const name of [change.name, ...furtherNames(change)]) if (name !== '') names.add(folded(name));
  return [...names];
}

/** Not made printable, as `placeOf` makes them: a burst of changes would wait for that. */
function furtherNames({ type, key, name, before, after }: Change): readonly string[] {
  const fields = after ?? before;
  switch (type) {
    case 'Files':
      return [key.slice(key.lastIndexOf('/') + 1), shownPath(key), key];
    case 'Registry': {
      const place = String(fields?.key ?? key);
      return [fields?.kind === 'value' ? `${place}\\${name}` : place];
    }
    case 'Software':
      return [searchedKey({ type, key })];
    case 'WindowsServices':
      return [String(fields?.displayName ?? '')];
    case 'Daemons':
      return [];
    case 'Machine':
      return [key];
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
    hasWildcard(spelling) ? fitting(spelling) : (name: string) => name.includes(spelling),
  );
  return (names) => names.some((name) => tests.some((test) => test(name)));
}
