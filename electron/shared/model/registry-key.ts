/** The hives that can be tracked, by their long names (winreg.h). */
export const registryHives = [
  'HKEY_LOCAL_MACHINE',
  'HKEY_CURRENT_USER',
  'HKEY_USERS',
  'HKEY_CLASSES_ROOT',
  'HKEY_CURRENT_CONFIG',
] as const;
export type RegistryHive = (typeof registryHives)[number];

/** What a name of a registry key means, or why it means none, in one sentence. */
export type ParsedRegistryKey =
  | {
      readonly ok: true;
      readonly hive: RegistryHive;
      /** Below the hive, with single backslashes and none at its ends; empty for the hive itself. */
      readonly path: string;
      /** The canonical name: `HKEY_LOCAL_MACHINE\SOFTWARE\…`, in the case in which it was typed. */
      readonly key: string;
    }
  | { readonly ok: false; readonly fault: string };

const shortNames: Readonly<Record<string, RegistryHive>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKU: 'HKEY_USERS',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKCC: 'HKEY_CURRENT_CONFIG',
};

/** The longest name of one key, in UTF-16 units (Registry Element Size Limits, Windows documentation). */
const longestName = 255;

const fault = (words: string): ParsedRegistryKey => ({ ok: false, fault: words });

/** The hive that the first parts name, and how many parts that took. */
function hiveOf(parts: readonly string[]): readonly [hive: RegistryHive, taken: number] | undefined {
  const upper = parts.slice(0, 3).map((part) => part.toUpperCase());
  const first = upper[0] ?? '';
  // The kernel's names, which the caller took the leading backslash of.
  if (first === 'REGISTRY' && upper[1] === 'MACHINE') return ['HKEY_LOCAL_MACHINE', 2];
  if (first === 'REGISTRY' && upper[1] === 'USER') return ['HKEY_USERS', 2];
  for (const hive of registryHives) {
    if (first === hive || shortNames[first] === hive) return [hive, 1];
    // As the original's documentation writes it: HKEY\LOCAL\MACHINE
    const split = hive.split('_');
    if (split.every((word, at) => upper[at] === word)) return [hive, split.length];
  }
  return undefined;
}

/**
 * Reads the name of a registry key in any of the usual spellings: `HKLM\…`,
 * `HKEY_LOCAL_MACHINE\…`, `HKEY\LOCAL\MACHINE\…`, `Computer\HKEY_…` (the editor's
 * address bar, in any language), `\Registry\Machine\…` (the kernel's), `HKLM:\…` and
 * `Registry::HKEY_…` (PowerShell), `[HKEY_…]` (exported files). Whether such a key
 * is there is not looked up.
 */
export function parseRegistryKey(typed: string): ParsedRegistryKey {
  const bare = typed
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/^(?:Microsoft\.PowerShell\.Core\\)?Registry::/i, '')
    .replace(/^(HK[A-Z_]+):(?=\\|$)/i, '$1');
  if (bare.includes('\0')) return fault('The name of a key holds no NUL character.');
  if (/^\\\\(?!Registry\\)/i.test(bare)) return fault('The registry of another machine can’t be tracked from here.');
  const parts = bare.split('\\').filter((part) => part !== '');
  if (parts.length === 0) return fault('Give the name of a key, such as HKLM\\SOFTWARE\\Microsoft.');
  // The editor's address bar begins with the computer, whatever the language calls it.
  const found = hiveOf(parts) ?? (/^HKEY_/i.test(parts[1] ?? '') ? offset(hiveOf(parts.slice(1))) : undefined);
  if (found === undefined) return fault(unknownHive(parts, bare));
  const [hive, taken] = found;
  const below = parts.slice(taken);
  const long = below.find((part) => part.length > longestName);
  if (long !== undefined) {
    return fault(`A key's name has at most ${longestName} characters: '${long.slice(0, 20)}…' has ${long.length}.`);
  }
  const path = below.join('\\');
  return { ok: true, hive, path, key: path === '' ? hive : `${hive}\\${path}` };
}

const offset = (found: readonly [RegistryHive, number] | undefined) =>
  found === undefined ? undefined : ([found[0], found[1] + 1] as const);

function unknownHive([first = '', second = '']: readonly string[], bare: string): string {
  const known = 'It begins with HKLM, HKCU, HKU, HKCR or HKCC, or with one of their long names.';
  if (/^HKEY_PERFORMANCE|^HKEY_DYN_DATA$|^HKPD$/i.test(first))
    return `${first} holds readings, no settings: it can't be tracked.`;
  if (/^REGISTRY$/i.test(first)) return `Of \\Registry there are \\Machine and \\User, not '${second}'.`;
  if (bare.includes('/') && !bare.includes('\\'))
    return 'The parts of a key are parted by backslashes, not by slashes.';
  return `'${first}' is no hive of the registry. ${known}`;
}
