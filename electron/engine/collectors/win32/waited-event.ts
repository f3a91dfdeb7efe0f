import { loadLibrary, type NativeCall, native } from './library.ts';

/** Events of the kernel, and waits for them by Windows' own threads. */
interface Calls {
  readonly createEvent: NativeCall;
  readonly closeHandle: NativeCall;
  /** Ends a wait, and calls back when nobody is on the way from it any more. */
  readonly unregister: (wait: number, done: () => void) => void;
  /** Waits for an event for ever, again and again; `woken` is called with the number for each time. */
  readonly register: (wait: Buffer, event: number, number: number) => number;
}

let loaded: Calls | undefined;
const listeners = new Map<number, () => void>();
let count = 0;

/**
 * Windows' thread pool waits (RegisterWaitForSingleObject): it needs no thread of ours for every 64 handles,
 * and the engine's loop never waits. koffi hands the call on to the loop. The callback lives as long as the
 * process: a wait that was let go may still be on its way.
 */
function calls(): Calls {
  if (loaded !== undefined) return loaded;
  const { call } = loadLibrary('kernel32.dll');
  const koffi = native();
  const type = koffi.proto('void __stdcall TidemarkWoken(intptr_t number, uint8_t timedOut)');
  const woken = koffi.register((number: number) => listeners.get(number)?.(), koffi.pointer(type));
  const kernel = koffi.load('kernel32.dll');
  const waitArgs = ['void *', 'intptr_t', koffi.pointer(type), 'intptr_t', 'uint32_t', 'uint32_t'];
  const wait = kernel.func('RegisterWaitForSingleObject', 'int', waitArgs);
  const unregister = kernel.func('UnregisterWaitEx', 'int', ['intptr_t', 'intptr_t']);
  loaded = {
    createEvent: call('CreateEventW', 'intptr_t', ['void *', 'int', 'int', 'void *']),
    closeHandle: call('CloseHandle', 'int', ['intptr_t']),
    // On a thread of koffi's: it waits for a call back that is under way, which needs the loop.
    unregister: (each, done) => unregister.async(each, untilDone, done),
    register: (place, event, number) => wait(place, event, woken, number, infinite, executeDefault) as number,
  };
  return loaded;
}

/** INVALID_HANDLE_VALUE: come back when all is over. */
const untilDone = -1;
const infinite = 0xffffffff;
const executeDefault = 0;

/** An event that sets itself back, and calls back on the engine's loop whenever it was set. */
export class WaitedEvent {
  readonly handle: number;
  readonly #number: number;
  readonly #wait = Buffer.alloc(8);

  /** Throws where Windows has no room for it. */
  constructor(woken: () => void) {
    const { createEvent, register } = calls();
    this.handle = createEvent(null, 0, 0, null);
    if (this.handle === 0) throw new Error('CreateEventW failed');
    count += 1;
    this.#number = count;
    listeners.set(this.#number, woken);
    if (register(this.#wait, this.handle, this.#number) === 0) {
      listeners.delete(this.#number);
      calls().closeHandle(this.handle);
      throw new Error('RegisterWaitForSingleObject failed');
    }
  }

  /** Resolves when no thread has to do with it any more. */
  close(): Promise<void> {
    listeners.delete(this.#number);
    return new Promise((resolve) => {
      calls().unregister(Number(this.#wait.readBigInt64LE()), () => {
        calls().closeHandle(this.handle);
        resolve();
      });
    });
  }
}
