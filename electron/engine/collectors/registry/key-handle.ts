import type { RegistryHive } from '../../../shared/model/registry-key.ts';
import { code, Win32Error } from '../win32/errors.ts';
import { fromWide, wide } from '../win32/wide.ts';
import { registryCalls } from './calls.ts';

/** Which half of a 64-bit registry a key is opened in. */
export type View = '64' | '32';

/** The predefined handles (winreg.h), which are 32-bit numbers with their sign. */
const hives: Readonly<Record<RegistryHive, number>> = {
  HKEY_CLASSES_ROOT: 0x80000000 | 0,
  HKEY_CURRENT_USER: 0x80000001 | 0,
  HKEY_LOCAL_MACHINE: 0x80000002 | 0,
  HKEY_USERS: 0x80000003 | 0,
  HKEY_CURRENT_CONFIG: 0x80000005 | 0,
};

/** KEY_WOW64_64KEY and KEY_WOW64_32KEY (winnt.h). */
const views: Readonly<Record<View, number>> = { '64': 0x100, '32': 0x200 };
/** KEY_QUERY_VALUE, KEY_ENUMERATE_SUB_KEYS, KEY_NOTIFY. */
const rights = { read: 0x1 | 0x8, notify: 0x10 } as const;
const openLink = 0x8;
/** The longest names in UTF-16 units: 255 of a key, 16,383 of a value. */
const longestName = 16_384;

/** What is known of a key without reading its values. */
export interface KeyInfo {
  readonly subkeys: number;
  readonly values: number;
  /** Bytes of the largest value. */
  readonly largest: number;
  /** A FILETIME. */
  readonly lastWrite: bigint;
}

/** A value as the registry holds it. The bytes hold until the next value is read. */
export interface RawValue {
  readonly name: string;
  readonly type: number;
  readonly bytes: Buffer;
}

const name = Buffer.allocUnsafe(longestName * 2);
const [length, type, size, subkeys, values, largest] = Array.from({ length: 6 }, () => Buffer.alloc(4)) as [
  Buffer,
  Buffer,
  Buffer,
  Buffer,
  Buffer,
  Buffer,
];
const time = Buffer.alloc(8);
let data = Buffer.allocUnsafe(64 * 1024);

/** An open key. Every call may throw a Win32Error. */
export class KeyHandle {
  private constructor(readonly handle: number) {}

  /** Opens a key of a hive by its path below it; a link is what it leads to. */
  static open(hive: RegistryHive, path: string, view: View, right: keyof typeof rights = 'read'): KeyHandle {
    return KeyHandle.#open(hives[hive], path, 0, rights[right] | views[view]);
  }

  static #open(parent: number, path: string, options: number, access: number): KeyHandle {
    const opened = Buffer.alloc(8);
    check('RegOpenKeyExW', registryCalls().open(parent, wide(path), options, access, opened));
    return new KeyHandle(Number(opened.readBigInt64LE()));
  }

  /** Opens a key below this one; of a link the link itself, so that no walk goes round in a circle. */
  below(path: string, view: View): KeyHandle {
    return KeyHandle.#open(this.handle, path, openLink, rights.read | views[view]);
  }

  info(): KeyInfo {
    const { info } = registryCalls();
    const found = info(this.handle, null, null, null, subkeys, null, null, values, null, largest, null, time);
    check('RegQueryInfoKeyW', found);
    return {
      subkeys: subkeys.readUInt32LE(),
      values: values.readUInt32LE(),
      largest: largest.readUInt32LE(),
      lastWrite: time.readBigUInt64LE(),
    };
  }

  /** The names of the keys below, as they are stored. */
  subkeys(): string[] {
    const { enumKey } = registryCalls();
    const found: string[] = [];
    for (let index = 0; ; index += 1) {
      length.writeUInt32LE(longestName);
      const answer = enumKey(this.handle, index, name, length, null, null, null, null);
      if (answer === code.noMoreItems) return found;
      check('RegEnumKeyExW', answer);
      found.push(fromWide(name, length.readUInt32LE()));
    }
  }

  /** When each key below was last written (FILETIMEs), by the names as they are stored. */
  written(): Map<string, bigint> {
    const { enumKey } = registryCalls();
    const found = new Map<string, bigint>();
    for (let index = 0; ; index += 1) {
      length.writeUInt32LE(longestName);
      const answer = enumKey(this.handle, index, name, length, null, null, null, time);
      if (answer === code.noMoreItems) return found;
      check('RegEnumKeyExW', answer);
      found.set(fromWide(name, length.readUInt32LE()), time.readBigUInt64LE());
    }
  }

  /** Reads every value, none of them larger than `atLeast` bytes as far as is known. */
  eachValue(atLeast: number, use: (value: RawValue) => void): void {
    const { enumValue } = registryCalls();
    if (data.length < atLeast) data = Buffer.allocUnsafe(atLeast);
    for (let index = 0; ; ) {
      length.writeUInt32LE(longestName);
      size.writeUInt32LE(data.length);
      const answer = enumValue(this.handle, index, name, length, null, type, data, size);
      if (answer === code.noMoreItems) return;
      if (answer === code.moreData) {
        // It has grown since it was asked for its size.
        data = Buffer.allocUnsafe(Math.max(size.readUInt32LE(), data.length * 2));
        continue;
      }
      check('RegEnumValueW', answer);
      use({
        name: fromWide(name, length.readUInt32LE()),
        type: type.readUInt32LE(),
        bytes: data.subarray(0, size.readUInt32LE()),
      });
      index += 1;
    }
  }

  /**
   * The key's own name as it is stored, where Windows tells it: of a link the link's,
   * of a key that was redirected the one it was redirected to.
   */
  storedName(): string | undefined {
    // KEY_BASIC_INFORMATION (wdm.h): the last write, the title's index, the length of the name in bytes, the name.
    const found = Buffer.alloc(16 + 512);
    if (registryCalls().query(this.handle, 0, found, found.length, length) !== 0) return undefined;
    return found.toString('utf16le', 16, 16 + found.readUInt32LE(12));
  }

  /** The kernel's name of the key that was really opened, where Windows tells it: equal ones are one key. */
  fullName(): string | undefined {
    // KEY_NAME_INFORMATION (wdm.h): the length of the name in bytes, the name.
    const found = Buffer.alloc(4 + longestName * 2);
    if (registryCalls().query(this.handle, 3, found, found.length, length) !== 0) return undefined;
    return found.toString('utf16le', 4, 4 + found.readUInt32LE());
  }

  close(): void {
    registryCalls().close(this.handle);
  }
}

function check(call: string, answer: number): void {
  if (answer !== code.success) throw new Win32Error(call, answer);
}
