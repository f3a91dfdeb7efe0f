import type { Item } from '../../../../shared/model/item.ts';
import { compareVersions, softwareItem } from '../item.ts';
import { type Entry, text } from './values.ts';

/** What the full name of a store app's package is made of: `Name_Version_Architecture_Resource_Publisher`. */
export interface PackageName {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly resource: string;
  /** A digest of the publisher's name. */
  readonly publisher: string;
}

/** Takes a full name apart; `undefined` where it is none. */
export function parsePackageName(fullName: string): PackageName | undefined {
  const parts = fullName.split('_');
  const [name = '', version = '', architecture = '', resource = '', publisher = ''] = parts;
  if (parts.length !== 5 || name === '' || !/^\d+(\.\d+){3}$/.test(version)) return undefined;
  return { name, version, architecture, resource, publisher };
}

/**
 * The store apps of a user, from the packages that are registered for that user. A bundle (`~`) and the parts of an
 * app for a language or a screen (`split.…`) come and go with their app, and are none.
 */
export function storeItems(user: string, entries: readonly Entry[]): Item[] {
  const newest = new Map<string, { readonly version: string; readonly item: Item }>();
  for (const { name: fullName, values } of entries) {
    const found = parsePackageName(fullName);
    if (found === undefined || found.resource === '~' || found.resource.startsWith('split.')) continue;
    const { name, version, architecture, resource, publisher } = found;
    const key = `store:${user}:${[name, architecture, resource, publisher].join('_').toLowerCase()}`;
    // While an app is replaced both versions are registered.
    const there = newest.get(key);
    if (there !== undefined && compareVersions(there.version, version) >= 0) continue;
    const item = softwareItem(key, shownName(text(values, 'DisplayName')) ?? name, {
      version,
      architecture,
      softwareType: 'Application',
      description: name,
      source: text(values, 'PackageRootFolder'),
      manager: 'store',
      user,
    });
    newest.set(key, { version, item });
  }
  return [...newest.values()].map(({ item }) => item);
}

/** A name that people read: many stand there as references to a text of the package, which only Windows can look up. */
const shownName = (name: string | null): string | null =>
  name === null || name.startsWith('@{') || name.startsWith('ms-resource:') ? null : name;
