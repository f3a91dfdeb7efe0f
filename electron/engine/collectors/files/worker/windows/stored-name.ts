import { wide } from '../../../win32/wide.ts';
import { nameOf, parentKey } from '../../keys.ts';
import { fileCalls } from './calls.ts';
import { extendedPath } from './extended-path.ts';

/** Where cFileName begins in WIN32_FIND_DATAW (minwinbase.h), and its bytes. */
const nameAt = 44;
const nameLength = 260 * 2;
const found = Buffer.alloc(592);
const invalidHandle = -1;

/** What a name can't hold and FindFirstFileW takes for a wildcard. */
const wildcards = /[*?<>"]/;

/**
 * The name of the last part of a path as the file system has it, whatever the case (or the short form) in which it
 * was asked for; undefined where nothing is there, or nothing can be said of it. A link is itself.
 */
export function storedName(key: string): string | undefined {
  if (wildcards.test(nameOf(key))) return undefined;
  const handle = fileCalls().findFirst(wide(extendedPath(key)), found);
  if (handle === invalidHandle) return undefined;
  fileCalls().findClose(handle);
  const name = found.toString('utf16le', nameAt, nameAt + nameLength);
  const end = name.indexOf('\0');
  return end === -1 ? name : name.slice(0, end);
}

/**
 * A drive's path with every name in it as the file system has it, so that a file has one key however it was written;
 * names of what is not there stay as they are. A server's path stays whole: nobody waits for a server here.
 */
export function storedKey(key: string): string {
  if (!/^[A-Za-z]:\//.test(key)) return key;
  const drive = `${key.slice(0, 1).toUpperCase()}:/`;
  if (key.length === drive.length) return drive;
  const folder = storedKey(parentKey(key));
  const name = nameOf(key);
  const path = folder === drive ? folder + name : `${folder}/${name}`;
  const stored = storedName(path);
  return stored === undefined ? path : path.slice(0, path.length - name.length) + stored;
}
