import type { ItemType } from '../../shared/model/item.ts';
import { foldKey, keySeparator } from '../../shared/model/key-tree.ts';
import type { Problem } from '../../shared/model/problem.ts';

/**
 * Tells which keys the problems that stood before a collection may have hidden:
 * what could not be read, everything below it, and, while a limit on the type's
 * items was reached, anything at all.
 */
export function hiddenBy(type: ItemType, standing: readonly Problem[]): (key: string) => boolean {
  const mine = standing.filter((each) => each.type === type);
  if (mine.some((each) => each.kind === 'limit' && each.subject.startsWith('limits.'))) return () => true;
  const unreadable = new Set(
    mine.filter((each) => each.kind === 'unreadable').map(({ subject }) => foldKey(type, subject)),
  );
  if (unreadable.size === 0) return () => false;
  // Software comes in lists that are read as a whole: what is new since a list was last read was not there before.
  if (type === 'Software') return (key) => unreadable.has(key);
  const separator = keySeparator(type);
  return (key) => {
    // A service's problem names the service, its key the manager too (`systemd:ssh.service`).
    if (unreadable.has(key.slice(key.indexOf(':') + 1))) return true;
    for (let path = key; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf(separator)))) {
      if (unreadable.has(path)) return true;
    }
    return unreadable.has(separator);
  };
}
