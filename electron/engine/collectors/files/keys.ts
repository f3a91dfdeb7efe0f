import { isUtf8 } from 'node:buffer';
import { keyBytes } from '../../key-bytes.ts';

/**
 * A file's key is its absolute path with '/' between the names. Linux allows any
 * bytes in a name, a key is text: so a name that is not UTF-8, and one that could
 * be taken for such a name's key, has its foreign bytes and its backslashes written
 * as `\xHH` (capital hexadecimal). Every other name is its own key. No two names
 * share a key, and each key leads back to its name.
 */
const escaped = /\\x[0-9A-F]{2}/;

const hex = (byte: number) => `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** The key of one name, given as its bytes. */
export function nameKey(bytes: Buffer): string {
  if (isUtf8(bytes)) {
    const text = bytes.toString('utf8');
    if (!escaped.test(text)) return text;
  }
  let key = '';
  let at = 0;
  while (at < bytes.length) {
    const length = [1, 2, 3, 4].find((each) => at + each <= bytes.length && isUtf8(bytes.subarray(at, at + each)));
    const character = bytes.subarray(at, at + (length ?? 1));
    key += length === undefined || character[0] === 0x5c ? hex(character[0] ?? 0) : character.toString('utf8');
    at += character.length;
  }
  return key;
}

/** A key as the system takes it: text where it is the same, else the bytes themselves. */
export function nativePath(key: string): string | Buffer {
  return process.platform === 'win32' || !escaped.test(key) ? key : keyBytes(key);
}

/** The key of an absolute path given as bytes, or as text by the system. */
export function pathKey(path: string | Buffer): string {
  if (process.platform === 'win32') return String(path).replaceAll('\\', '/');
  if (typeof path === 'string') return escaped.test(path) ? pathKey(Buffer.from(path, 'utf8')) : path;
  const names: string[] = [];
  let from = 0;
  for (let at = 0; at <= path.length; at++) {
    if (at < path.length && path[at] !== 0x2f) continue;
    names.push(nameKey(path.subarray(from, at)));
    from = at + 1;
  }
  return names.join('/');
}

/** Whether a name, as read as text, may have lost bytes or needs an escape, so that its bytes have to be asked for. */
export const doubtful = (name: string) => name.includes('\uFFFD') || (name.includes('\\') && escaped.test(name));

/** The key of an entry of a folder. */
export const childKey = (folder: string, name: string) => (folder.endsWith('/') ? folder + name : `${folder}/${name}`);

/** The folder that a key lies in; the root is its own. */
export function parentKey(key: string): string {
  const slash = key.lastIndexOf('/');
  if (slash <= 0) return '/';
  // A share has nothing above it.
  if (key.startsWith('//') && key === volumeOf(key)) return key;
  return /^[A-Za-z]:$/.test(key.slice(0, slash)) ? key.slice(0, slash + 1) : key.slice(0, slash);
}

/** What a key of Windows lies on: `C:/`, or the share of a server, `//server/share`. */
export function volumeOf(key: string): string {
  if (!key.startsWith('//')) return key.slice(0, 3);
  const [, , server = '', share = ''] = key.split('/');
  return `//${server}/${share}`;
}

export const nameOf = (key: string) => key.slice(key.lastIndexOf('/') + 1);

/** Whether a key is the folder itself or lies below it. */
export const within = (key: string, folder: string) =>
  key === folder || key.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
