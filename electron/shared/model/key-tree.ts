import type { ItemType } from './item.ts';

/** What parts the levels of a type's keys: what lies below a key begins with it and this. */
export function keySeparator(type: ItemType): string {
  if (type === 'Registry') return '\\';
  // `dpkg` has its packages below it: `dpkg:bash:amd64`.
  return type === 'Software' ? ':' : '/';
}

/**
 * A key in the form in which it is compared. The registry knows names by their
 * letters whatever their case, one letter for one (`ß` is not `SS`), and so does the service control manager of
 * Windows; other types' keys are as they are.
 */
export function foldKey(type: ItemType, key: string): string {
  if (type === 'Registry') return foldRegistry(key);
  return type === 'WindowsServices' ? key.toLowerCase() : key;
}

/** A registry name in the form in which it is compared: Tidemark's own keys have the hive's name in capitals. */
export function foldRegistry(key: string): string {
  const end = key.indexOf('\\');
  if (end < 0) return key;
  const name = key.slice(end);
  const lower = name.toLowerCase();
  return key.slice(0, end) + (lower.length === name.length ? lower : [...name].map(foldLetter).join(''));
}

function foldLetter(letter: string): string {
  const lower = letter.toLowerCase();
  return lower.length === letter.length ? lower : letter;
}
