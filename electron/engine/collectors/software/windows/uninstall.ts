import type { Item } from '../../../../shared/model/item.ts';
import { softwareItem, type Told } from '../item.ts';
import { type Entry, number, text, type Values } from './values.ts';

/** Whose programs a key of uninstall entries lists. */
export interface Scope {
  /** `machine64`, `machine32`, or `user` and the user's SID. */
  readonly id: string;
  /** The user's SID; `null` for the machine. */
  readonly user: string | null;
  /** Which programs' view it is, where that is known. */
  readonly architecture: string | null;
}

const guid = /^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/i;
/** What updates are named after: an article of the knowledge base. */
const article = /(^|[^a-z0-9])KB\d{6,8}$/i;

/**
 * The name under which an entry is known from one version to the next. Most installers keep the key's name. Windows
 * Installer names it by the product's code, a GUID that is a new one with every greater version: there the upgrade
 * code tells that it is the same product; where none is registered the publisher and the name do, without the version
 * that many names hold.
 */
function identity({ name, values }: Entry, upgradeCodes: ReadonlyMap<string, string>): string {
  if (!guid.test(name)) return name;
  const upgradeCode = upgradeCodes.get(name.toLowerCase());
  if (upgradeCode !== undefined) return `upgrade:${upgradeCode}`;
  const version = text(values, 'DisplayVersion');
  const displayName = text(values, 'DisplayName') ?? name;
  const lasting = version === null ? displayName : displayName.replaceAll(version, '');
  return `${text(values, 'Publisher') ?? ''}:${lasting.replace(/\s+/g, ' ').trim()}`;
}

/**
 * The items of uninstall entries. An entry without a name of its own is an installer's note, and none. `upgradeCodes`:
 * by product codes, in lower case.
 */
export function uninstallItems(
  scope: Scope,
  entries: readonly Entry[],
  upgradeCodes: ReadonlyMap<string, string>,
): Item[] {
  const items = new Map<string, Item>();
  const named = entries.filter(({ values }) => text(values, 'DisplayName') !== null);
  for (const entry of [...named].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const plain = `uninstall:${scope.id}:${identity(entry, upgradeCodes).toLowerCase()}`;
    // Two versions side by side.
    const key = items.has(plain) ? `${plain}#${entry.name.toLowerCase()}` : plain;
    items.set(key, softwareItem(key, text(entry.values, 'DisplayName') ?? entry.name, told(entry, scope)));
  }
  return [...items.values()];
}

function told({ name, values }: Entry, scope: Scope): Told {
  const parent = text(values, 'ParentDisplayName') ?? text(values, 'ParentKeyName');
  const release = text(values, 'ReleaseType');
  const kibibytes = number(values, 'EstimatedSize');
  const systemComponent = number(values, 'SystemComponent') === 1;
  const isUpdate = parent !== null || release !== null || article.test(name);
  return {
    version: text(values, 'DisplayVersion'),
    architecture: scope.architecture,
    publisher: text(values, 'Publisher'),
    description: isUpdate ? updateOf(release, parent) : text(values, 'Comments'),
    // What Windows leaves out of its list of programs is a part of others.
    softwareType: isUpdate ? 'Update' : systemComponent ? 'Package' : 'Application',
    source: text(values, 'InstallSource'),
    // In KiB.
    installedSize: kibibytes === null ? null : kibibytes * 1024,
    manager: number(values, 'WindowsInstaller') === 1 ? 'msi' : 'uninstall',
    installed: installDate(values),
    systemComponent,
    user: scope.user,
  };
}

function updateOf(release: string | null, parent: string | null): string | null {
  if (parent === null) return release;
  return `${release ?? 'Update'} of ${parent}`;
}

/** `20240131`, as Windows Installer writes it, in the usual form; what other installers write may be any day, and is none. */
function installDate(values: Values): string | null {
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text(values, 'InstallDate') ?? '') ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
}
