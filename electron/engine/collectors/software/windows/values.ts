import type { RegistryHive } from '../../../../shared/model/registry-key.ts';
import { KeyHandle, type RawValue, type View } from '../../registry/key-handle.ts';
import { isAbsent } from '../../registry/walk.ts';

/** A key's values, as far as they are texts or numbers, by their names in lower case. */
export type Values = ReadonlyMap<string, string | number>;

/** A key with its values. */
export interface Entry {
  /** Its own name, as it is stored. */
  readonly name: string;
  readonly values: Values;
}

/** A place in the registry. */
export interface Place {
  readonly hive: RegistryHive;
  readonly path: string;
  readonly view: View;
}

export const text = (values: Values, name: string): string | null => {
  const value = values.get(name.toLowerCase());
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};

export const number = (values: Values, name: string): number | null => {
  const value = values.get(name.toLowerCase());
  return typeof value === 'number' ? value : null;
};

/** REG_SZ, REG_EXPAND_SZ, REG_DWORD (winnt.h). */
export function decode({ type, bytes }: Pick<RawValue, 'type' | 'bytes'>): string | number | undefined {
  if (type === 1 || type === 2) return bytes.toString('utf16le').split('\0', 1)[0];
  return type === 4 && bytes.length === 4 ? bytes.readUInt32LE() : undefined;
}

/** Opens a key for a task; `undefined` where there is none. Throws a Win32Error where it can't be read. */
export function withKey<T>({ hive, path, view }: Place, task: (key: KeyHandle) => T): T | undefined {
  let key: KeyHandle;
  try {
    key = KeyHandle.open(hive, path, view);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
  try {
    return task(key);
  } finally {
    key.close();
  }
}

/** The names of the keys below a place; none where there is no such place. */
export const namesBelow = (place: Place): readonly string[] => withKey(place, (key) => key.subkeys()) ?? [];

/** The keys below a place with their values, those that `wanted` names. One that goes meanwhile is left out. */
export function entriesBelow(place: Place, wanted: (name: string) => boolean = () => true): readonly Entry[] {
  return namesBelow(place)
    .filter(wanted)
    .flatMap((name) => {
      const values = withKey({ ...place, path: `${place.path}\\${name}` }, valuesOf);
      return values === undefined ? [] : [{ name, values }];
    });
}

function valuesOf(key: KeyHandle): Values {
  const values = new Map<string, string | number>();
  key.eachValue(0, (value) => {
    const decoded = decode(value);
    if (decoded !== undefined) values.set(value.name.toLowerCase(), decoded);
  });
  return values;
}
