import { lstatSync } from 'node:fs';
import { Win32Error } from '../../win32/errors.ts';
import { loadLibrary, type NativeCall } from '../../win32/library.ts';
import { WaitedEvent } from '../../win32/waited-event.ts';
import { wide } from '../../win32/wide.ts';
import { childKey, nativePath } from '../keys.ts';
import { fileCalls } from '../worker/windows/calls.ts';
import { extendedPath } from '../worker/windows/extended-path.ts';
import { parseNotify } from './notify-events.ts';

/** What a tree tells. */
export interface TreeListener {
  /** Something happened to a path. */
  readonly heard: (key: string) => void;
  /** More happened than there was room for: what it was is not known. */
  readonly lost: () => void;
}

interface Calls {
  readonly read: NativeCall;
  readonly cancel: NativeCall;
}

let loaded: Calls | undefined;

function calls(): Calls {
  const { call } = loadLibrary('kernel32.dll');
  const [p, number] = ['void *', 'uint32_t'];
  loaded ??= {
    read: call('ReadDirectoryChangesW', 'int', ['intptr_t', p, number, 'int', number, p, p, 'intptr_t']),
    cancel: call('CancelIoEx', 'int', ['intptr_t', p]),
  };
  return loaded;
}

/** FILE_LIST_DIRECTORY; all sharing; OPEN_EXISTING; FILE_FLAG_BACKUP_SEMANTICS with FILE_FLAG_OVERLAPPED (winnt.h, winbase.h). */
const [listDirectory, shareAll, openExisting, overlappedFolder] = [0x1, 0x7, 3, 0x42000000];
/** Names of files and folders, attributes, size, last write, creation, rights (winnt.h). */
const everything = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x40 | 0x100;
/** STATUS_NOTIFY_ENUM_DIR (ntstatus.h). */
const overflow = 0x10c;
/** Room for what happens between two looks; the kernel keeps as much itself. */
const room = 256 * 1024;

/**
 * Watches a folder with all below it by ReadDirectoryChangesW, which says when it was blind. The system writes into
 * the two buffers whenever it likes, until the last reading has come back: they live as long as this does.
 */
export class WindowsTree {
  readonly #handle: number;
  readonly #event: WaitedEvent;
  readonly #bytes = Buffer.alloc(room);
  /** OVERLAPPED (minwinbase.h): the status, the number of bytes, an offset, the event. */
  readonly #overlapped = Buffer.alloc(32);
  #reading = false;
  #closing: (() => void) | undefined;

  /** Throws a Win32Error where the folder can't be watched. */
  constructor(
    private readonly root: string,
    private readonly listener: TreeListener,
  ) {
    const path = wide(extendedPath(root));
    this.#handle = fileCalls().open(path, listDirectory, shareAll, 0, openExisting, overlappedFolder, 0);
    if (this.#handle === -1) throw new Win32Error('CreateFileW', fileCalls().lastError());
    try {
      this.#event = new WaitedEvent(() => this.#woken());
    } catch (error) {
      fileCalls().close(this.#handle);
      throw error;
    }
    this.#read();
    if (this.#reading) return;
    const code = fileCalls().lastError();
    void this.close();
    throw new Win32Error('ReadDirectoryChangesW', code);
  }

  /** Resolves when the system has to do with the buffers no more. */
  async close(): Promise<void> {
    if (this.#reading) {
      await new Promise<void>((resolve) => {
        this.#closing = resolve;
        calls().cancel(this.#handle, this.#overlapped);
      });
    }
    fileCalls().close(this.#handle);
    await this.#event.close();
  }

  #read(): void {
    this.#overlapped.fill(0);
    this.#overlapped.writeBigInt64LE(BigInt(this.#event.handle), 24);
    const { read } = calls();
    this.#reading = read(this.#handle, this.#bytes, room, 1, everything, null, this.#overlapped, 0) !== 0;
  }

  #woken(): void {
    this.#reading = false;
    if (this.#closing !== undefined) {
      this.#closing();
      return;
    }
    const status = this.#overlapped.readUInt32LE(0);
    const length = Number(this.#overlapped.readBigUInt64LE(8));
    const events = status === 0 ? parseNotify(Buffer.from(this.#bytes.subarray(0, length))) : [];
    // Read on first: the kernel keeps what happens meanwhile.
    this.#read();
    // A folder that is deleted ends its watch: the one above it tells of that.
    if (status === overflow || (status === 0 && length === 0)) this.listener.lost();
    else if (!this.#reading) this.listener.heard(this.root);
    for (const { what, path } of events) {
      const key = childKey(this.root, path);
      if (what === 'name' || !isFolder(key)) this.listener.heard(key);
    }
  }
}

/** A folder is modified by whatever comes or goes in it, which is told itself. */
function isFolder(key: string): boolean {
  try {
    return lstatSync(nativePath(key), { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}
