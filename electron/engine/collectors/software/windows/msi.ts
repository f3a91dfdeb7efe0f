import { type Entry, namesBelow, type Place, withKey } from './values.ts';

/**
 * A GUID as Windows Installer packs it into names: 32 digits, the first three groups turned round as a whole, the
 * others by pairs. Answers the usual form in lower case, or `undefined` where it is none.
 */
export function unpackGuid(packed: string): string | undefined {
  if (!/^[0-9a-f]{32}$/i.test(packed)) return undefined;
  const digits = packed.toLowerCase();
  const turned = (from: number, to: number) => [...digits.slice(from, to)].reverse().join('');
  const pairs = [16, 18, 20, 22, 24, 26, 28, 30].map((at) => turned(at, at + 2)).join('');
  return `{${turned(0, 8)}-${turned(8, 12)}-${turned(12, 16)}-${pairs.slice(0, 4)}-${pairs.slice(4)}}`;
}

/** The upgrade codes by the product codes of what is installed, both in lower case: a key each, which names its products. */
export function upgradeCodesOf(keys: readonly Pick<Entry, 'name' | 'values'>[]): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const { name, values } of keys) {
    const upgradeCode = unpackGuid(name);
    if (upgradeCode === undefined) continue;
    for (const packed of values.keys()) {
      const product = unpackGuid(packed);
      if (product !== undefined) codes.set(product, upgradeCode);
    }
  }
  return codes;
}

const installer = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Installer';

/** There while Windows Installer is at work: what it takes away it may be about to bring in a newer version. */
export const inProgress: Place = { hive: 'HKEY_LOCAL_MACHINE', path: `${installer}\\InProgress`, view: '64' };

export const machineUpgradeCodes: Place = { ...inProgress, path: `${installer}\\UpgradeCodes` };
export const userUpgradeCodes = (sid: string): Place => ({
  hive: 'HKEY_USERS',
  path: `${sid}\\Software\\Microsoft\\Installer\\UpgradeCodes`,
  view: '64',
});

export const isAtWork = (): boolean => withKey(inProgress, () => true) ?? false;

/** The users whose hives are loaded, by their SIDs. */
export const loadedUsers = (): readonly string[] =>
  namesBelow({ hive: 'HKEY_USERS', path: '', view: '64' }).filter((name) => /^S-1-[\d-]+$/i.test(name));
