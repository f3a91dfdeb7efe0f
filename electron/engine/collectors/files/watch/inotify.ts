import { closeSync, read } from 'node:fs';
import { native } from '../../../native.ts';
import { nativePath } from '../keys.ts';
import { IN, type InotifyEvent, parseEvents } from './events.ts';

interface Calls {
  readonly init: (flags: number) => number;
  readonly add: (fd: number, path: string | Buffer, mask: number) => number;
  readonly remove: (fd: number, wd: number) => number;
  readonly errno: () => number;
  readonly codes: Readonly<Record<string, number>>;
}

let calls: Calls | undefined;

function load(): Calls {
  if (calls === undefined) {
    const { koffi, libc } = native();
    calls = {
      init: libc.func('inotify_init1', 'int', ['int']),
      add: libc.func('inotify_add_watch', 'int', ['int', 'const char *', 'uint32_t']),
      remove: libc.func('inotify_rm_watch', 'int', ['int', 'int']),
      errno: () => koffi.errno(),
      codes: koffi.os.errno,
    };
  }
  return calls;
}

const closeOnExec = 0o2000000;
const bufferSize = 256 * 1024;

/** A call of inotify that failed, with the system's code. */
export class InotifyError extends Error {
  readonly code: string;
  constructor(call: string, native: Calls) {
    const errno = native.errno();
    const code = Object.keys(native.codes).find((each) => native.codes[each] === errno) ?? `errno ${errno}`;
    super(`${call} failed: ${code}`);
    this.code = code;
  }
}

/**
 * One inotify instance. Its descriptor is read by a thread of libuv's pool that
 * sleeps in read(2) until there is an event: no polling, and no delay. Such a thread
 * would keep the process from ending, so there is always a watch whose removal wakes
 * it up: on `close`, and when the process exits without it.
 */
export class Inotify {
  readonly #native: Calls;
  readonly #fd: number;
  readonly #waker: number;
  readonly #buffer = Buffer.allocUnsafe(bufferSize);
  readonly #wake = () => this.#native.remove(this.#fd, this.#waker);
  #closed: (() => void) | undefined;
  #reading = true;

  /** Throws an InotifyError, or a NativeError. */
  constructor(
    private readonly heard: (events: readonly InotifyEvent[]) => void,
    private readonly failed: (error: Error) => void,
  ) {
    this.#native = load();
    this.#fd = this.#native.init(closeOnExec);
    if (this.#fd < 0) throw new InotifyError('inotify_init1', this.#native);
    // A folder that always exists and never sends what is asked for here.
    this.#waker = this.#native.add(this.#fd, '/proc', IN.DELETE_SELF | IN.MASK_ADD);
    if (this.#waker < 0) {
      const error = new InotifyError('inotify_add_watch', this.#native);
      closeSync(this.#fd);
      throw error;
    }
    process.on('exit', this.#wake);
    this.#read();
  }

  /** Watches a folder, or widens its watch; the number is the same for the same folder whatever its path. */
  add(key: string, mask: number): number {
    const path = nativePath(key);
    const native = typeof path === 'string' ? path : Buffer.concat([path, Buffer.alloc(1)]);
    const wd = this.#native.add(this.#fd, native, mask | IN.MASK_ADD | IN.ONLYDIR | IN.EXCL_UNLINK);
    if (wd < 0) throw new InotifyError('inotify_add_watch', this.#native);
    return wd;
  }

  /** A watch that is gone already is no fault: the kernel may have been first. */
  remove(wd: number): void {
    if (wd !== this.#waker) this.#native.remove(this.#fd, wd);
  }

  /** Resolves when the descriptor is closed and no thread waits for it. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#closed = resolve;
      if (this.#reading) this.#wake();
      else this.#end();
    });
  }

  #end(): void {
    process.off('exit', this.#wake);
    closeSync(this.#fd);
    this.#closed?.();
  }

  #read(): void {
    read(this.#fd, this.#buffer, 0, bufferSize, null, (error, length) => {
      if (this.#closed !== undefined) {
        this.#end();
        return;
      }
      if (error !== null && error.code !== 'EINTR') {
        this.#reading = false;
        this.failed(error);
        return;
      }
      if (error === null) this.heard(parseEvents(this.#buffer.subarray(0, length)));
      this.#read();
    });
  }
}
