import { code, Win32Error } from '../../../win32/errors.ts';
import { wide } from '../../../win32/wide.ts';
import { fileCalls } from './calls.ts';
import { extendedPath } from './extended-path.ts';

/** READ_CONTROL and FILE_READ_ATTRIBUTES (winnt.h): neither minds that another program holds the file. */
const readControl = 0x20000;
const readAttributes = 0x80;
const shareAll = 0x7;
const openExisting = 3;
/** FILE_FLAG_BACKUP_SEMANTICS, without which no folder opens, and FILE_FLAG_OPEN_REPARSE_POINT. */
const anyKind = 0x02000000;
const linkItself = 0x00200000;
const invalidHandle = -1;

/** What Windows tells of an open file: BY_HANDLE_FILE_INFORMATION (fileapi.h). */
export interface FileInformation {
  readonly attributes: number;
  /** `volume:index` in decimals: the same for every name of one file. */
  readonly fileId: string;
}

/** A file, folder or link that is open to be asked about, not to be read. */
export class FileHandle {
  private constructor(
    readonly handle: number,
    /** Whether its owner and its access control list may be read. */
    readonly mayReadSecurity: boolean,
  ) {}

  /** Opens what a key names; with `follow` what a link leads to. Throws a Win32Error. */
  static open(key: string, follow: boolean): FileHandle {
    const flags = follow ? anyKind : anyKind | linkItself;
    const path = wide(extendedPath(key));
    for (const access of [readControl | readAttributes, readAttributes]) {
      const handle = fileCalls().open(path, access, shareAll, 0, openExisting, flags, 0);
      if (handle !== invalidHandle) return new FileHandle(handle, access !== readAttributes);
      const found = fileCalls().lastError();
      if (found !== code.accessDenied || access === readAttributes) throw new Win32Error('CreateFileW', found);
    }
    throw new Win32Error('CreateFileW', code.accessDenied);
  }

  information(): FileInformation {
    const found = Buffer.alloc(52);
    if (fileCalls().information(this.handle, found) === 0) {
      throw new Win32Error('GetFileInformationByHandle', fileCalls().lastError());
    }
    const index = (BigInt(found.readUInt32LE(44)) << 32n) | BigInt(found.readUInt32LE(48));
    return { attributes: found.readUInt32LE(0), fileId: `${found.readUInt32LE(28)}:${index}` };
  }

  close(): void {
    fileCalls().close(this.handle);
  }
}
