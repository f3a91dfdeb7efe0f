import { closeSync, writeSync } from 'node:fs';
import { native } from '../../native.ts';
import { FAN, type FanotifyEvent, parseEvents } from './fanotify-events.ts';

interface Calls {
  readonly init: (flags: number, eventFlags: number) => number;
  readonly mark: (fd: number, flags: number, mask: number, folder: number, path: Buffer) => number;
  readonly handle: (folder: number, path: Buffer, handle: Buffer, mount: Buffer, flags: number) => number;
  readonly statfs: (path: Buffer, answer: Buffer) => number;
  readonly eventfd: (value: number, flags: number) => number;
  readonly read: (fd: number, into: Buffer, size: number) => number;
  readonly poll: { readonly async: (fds: Buffer, count: number, timeout: number, done: () => void) => void };
  readonly code: () => string;
}

let calls: Calls | undefined;

function load(): Calls {
  if (calls === undefined) {
    const { koffi, libc } = native();
    const codes = Object.entries(koffi.os.errno);
    calls = {
      init: libc.func('fanotify_init', 'int', ['uint', 'uint']),
      mark: libc.func('fanotify_mark', 'int', ['int', 'uint', 'uint64_t', 'int', 'void *']),
      handle: libc.func('name_to_handle_at', 'int', ['int', 'void *', 'void *', 'void *', 'int']),
      statfs: libc.func('statfs', 'int', ['void *', 'void *']),
      eventfd: libc.func('eventfd', 'int', ['uint', 'int']),
      read: libc.func('read', 'long', ['int', 'void *', 'size_t']),
      poll: libc.func('poll', 'int', ['void *', 'unsigned long', 'int']),
      code: () => {
        const errno = koffi.errno();
        return codes.find(([, each]) => each === errno)?.[0] ?? `errno ${errno}`;
      },
    };
  }
  return calls;
}

/** A call of fanotify that failed, with the system's code. */
export class FanotifyError extends Error {
  constructor(
    call: string,
    readonly code: string,
  ) {
    super(`${call} failed: ${code}`);
  }
}

const nonBlocking = { init: 0x2, eventfd: 0o4000 };
const closeOnExec = { init: 0x1, eventfd: 0o2000000 };
/** FAN_REPORT_DFID_NAME, FAN_REPORT_PIDFD. */
const report = { folderAndName: 0xc00, process: 0x80 };
/** FAN_MARK_ADD, FAN_MARK_REMOVE, FAN_MARK_ONLYDIR. */
const how = { add: 0x1, remove: 0x2, onlyFolders: 0x8 };
const atWorkingFolder = -100;
/** AT_HANDLE_FID: a handle to compare by, which file systems have that can open none. */
const toCompare = 0x200;

const wanted =
  FAN.MODIFY |
  FAN.ATTRIB |
  FAN.CLOSE_WRITE |
  FAN.MOVED_FROM |
  FAN.MOVED_TO |
  FAN.CREATE |
  FAN.DELETE |
  FAN.EVENT_ON_CHILD;

const bufferSize = 64 * 1024;

/** Woken more often than this in so many milliseconds, it rests for some before each time. */
const mostWoken = 20;
const restEvery = 100;
const rest = 5;

/** Where `struct statfs` has the file system's number on 64-bit systems (statfs(2)). */
const systemNumber = { at: 56, size: 8 };
const statfsSize = 256;
/** MAX_HANDLE_SZ. */
const longestHandle = 128;

/** `struct pollfd` of fanotify and of what wakes: descriptor, what is waited for (POLLIN), what there is. */
function pollOf(...descriptors: readonly number[]): Buffer {
  const fds = Buffer.alloc(8 * descriptors.length);
  for (const [index, each] of descriptors.entries()) {
    fds.writeInt32LE(each, 8 * index);
    fds.writeInt16LE(1, 8 * index + 4);
  }
  return fds;
}

/** Hears events. */
export interface Listener {
  /** What there is will be read now. */
  reading(): void;
  heard(events: readonly FanotifyEvent[]): void;
  /** There was nothing left when `reading` was last told. */
  empty(): void;
}

/**
 * One group of fanotify. A thread of libuv's pool sleeps in poll(2) until there is an event; whatever there is, is
 * read at once, since a process that ends takes with it who it was.
 */
export class Fanotify {
  readonly #calls: Calls;
  readonly #fd: number;
  readonly #waker: number;
  readonly #fds: Buffer;
  readonly #buffer = Buffer.allocUnsafe(bufferSize);
  readonly #listener: Listener;
  readonly #wake = () => writeSync(this.#waker, Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]));
  #closed: (() => void) | undefined;
  /** How often it was woken since a moment. */
  #woken = 0;
  #countedFrom = 0;

  /**
   * `pidfds`: whether each event is to hold a descriptor of its process (Linux 5.15). Throws a FanotifyError, or a
   * NativeError.
   */
  constructor(listener: Listener, pidfds: boolean) {
    this.#listener = listener;
    this.#calls = load();
    const flags = closeOnExec.init | nonBlocking.init | report.folderAndName | (pidfds ? report.process : 0);
    this.#fd = this.#calls.init(flags, 0);
    if (this.#fd < 0) throw new FanotifyError('fanotify_init', this.#calls.code());
    this.#waker = this.#calls.eventfd(0, closeOnExec.eventfd | nonBlocking.eventfd);
    if (this.#waker < 0) {
      const error = new FanotifyError('eventfd', this.#calls.code());
      closeSync(this.#fd);
      throw error;
    }
    this.#fds = pollOf(this.#fd, this.#waker);
    // The sleeping thread would keep the process from ending.
    process.on('exit', this.#wake);
    this.#wait();
  }

  /** Listens to a folder; returns its identity, as events name it. Throws a FanotifyError. */
  add(folder: Buffer): string {
    const path = terminated(folder);
    this.#mark(how.add, path);
    return this.#identity(path);
  }

  /** A folder that is gone has taken its mark with it. */
  remove(folder: Buffer): void {
    this.#calls.mark(this.#fd, how.remove | how.onlyFolders, wanted | FAN.ONDIR, atWorkingFolder, terminated(folder));
  }

  /** Hears all that has happened up to now. */
  drain(): void {
    for (;;) {
      this.#listener.reading();
      const length = this.#calls.read(this.#fd, this.#buffer, bufferSize);
      if (length <= 0) break;
      this.#listener.heard(parseEvents(this.#buffer.subarray(0, length)));
    }
    this.#listener.empty();
  }

  /** Resolves when the descriptors are closed and no thread waits for them. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#closed = resolve;
      this.#wake();
    });
  }

  #wait(): void {
    this.#calls.poll.async(this.#fds, 2, -1, () => {
      if (this.#closed === undefined) {
        this.drain();
        this.#waitSoon();
        return;
      }
      process.off('exit', this.#wake);
      closeSync(this.#fd);
      closeSync(this.#waker);
      this.#closed();
    });
  }

  /** At once; but while event follows event, a little later, so that some of them are read together. */
  #waitSoon(): void {
    const now = performance.now();
    if (now - this.#countedFrom > restEvery) {
      this.#countedFrom = now;
      this.#woken = 0;
    }
    this.#woken += 1;
    if (this.#woken <= mostWoken) this.#wait();
    else setTimeout(() => this.#wait(), rest);
  }

  #mark(action: number, path: Buffer): void {
    const { mark, code } = this.#calls;
    const done = mark(this.#fd, action | how.onlyFolders, wanted | FAN.ONDIR, atWorkingFolder, path);
    if (done < 0) throw new FanotifyError('fanotify_mark', code());
  }

  /** The number of the file system and the folder's handle, in the very bytes of an event. */
  #identity(path: Buffer): string {
    const answer = Buffer.alloc(statfsSize);
    if (this.#calls.statfs(path, answer) < 0) throw new FanotifyError('statfs', this.#calls.code());
    const { at, size } = systemNumber;
    const handle = Buffer.alloc(8 + longestHandle);
    for (const flags of [toCompare, 0]) {
      handle.writeUInt32LE(longestHandle, 0);
      if (this.#calls.handle(atWorkingFolder, path, handle, Buffer.alloc(4), flags) < 0) continue;
      return answer.toString('latin1', at, at + size) + handle.toString('latin1', 0, 8 + handle.readUInt32LE(0));
    }
    throw new FanotifyError('name_to_handle_at', this.#calls.code());
  }
}

const terminated = (path: Buffer): Buffer => Buffer.concat([path, Buffer.alloc(1)]);
