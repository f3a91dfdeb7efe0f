import { createRequire } from 'node:module';

/** A function of a Windows library; addresses and handles are numbers, or `null` for none. */
export type NativeCall = (...args: readonly (Buffer | number | bigint | null)[]) => number;

/** A library of Windows, loaded. */
export interface Win32Library {
  /**
   * Finds a function; throws where this Windows has none of that name. Types as koffi names them: `uint32_t`,
   * `void *` for a Buffer that the call reads or fills, `intptr_t` for a handle.
   */
  readonly call: (name: string, result: string, args: readonly string[]) => NativeCall;
}

let koffi: typeof import('koffi') | undefined;

/** koffi, when it is first needed: it takes memory and time. */
export function native(): typeof import('koffi') {
  koffi ??= createRequire(import.meta.url)('koffi') as typeof import('koffi');
  return koffi;
}

const libraries = new Map<string, Win32Library>();

/** Loads a library by its name (`advapi32.dll`), once. Throws where this is not Windows. */
export function loadLibrary(name: string): Win32Library {
  const loaded = libraries.get(name);
  if (loaded !== undefined) return loaded;
  const library = native().load(name);
  const made: Win32Library = { call: (call, result, args) => library.func(call, result, [...args]) as NativeCall };
  libraries.set(name, made);
  return made;
}
