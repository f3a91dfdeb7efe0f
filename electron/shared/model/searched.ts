import type { Item } from './item.ts';

/**
 * What of a key a search by words looks in: all but a package's manager (`dpkg:curl:amd64`), by which every
 * package would be found.
 */
export const searchedKey = ({ type, key }: Pick<Item, 'type' | 'key'>): string =>
  type === 'Software' ? key.slice(key.indexOf(':') + 1) : key;
