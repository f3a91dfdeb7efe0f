import { createRequire } from 'node:module';

type Koffi = typeof import('koffi');

/** The system's own calls, through koffi. */
export interface Native {
  readonly koffi: Koffi;
  /** The C library that this process runs on already, whatever its name. */
  readonly libc: ReturnType<Koffi['load']>;
}

/** The native part could not be loaded. */
export class NativeError extends Error {}

let loaded: Native | NativeError | undefined;

/** Loads the native part when it is first needed, since it takes memory and time. Throws a NativeError. */
export function native(): Native {
  loaded ??= load();
  if (loaded instanceof NativeError) throw loaded;
  return loaded;
}

function load(): Native | NativeError {
  try {
    const koffi: Koffi = createRequire(import.meta.url)('koffi');
    return { koffi, libc: koffi.load(null) };
  } catch (error) {
    // The first line says it; then come the places that were looked in.
    return new NativeError((error instanceof Error ? error.message : String(error)).split('\n')[0]);
  }
}
