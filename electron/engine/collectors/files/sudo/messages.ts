import { isAbsence } from '../worker/status.ts';

/** The system's codes by the words that the C library has for them in the C locale: strerror(3). */
const codes: ReadonlyMap<string, string> = new Map([
  ['No such file or directory', 'ENOENT'],
  ['Not a directory', 'ENOTDIR'],
  ['Permission denied', 'EACCES'],
  ['Operation not permitted', 'EPERM'],
  ['Input/output error', 'EIO'],
  ['Too many levels of symbolic links', 'ELOOP'],
  ['File name too long', 'ENAMETOOLONG'],
  ['Stale file handle', 'ESTALE'],
  ['Transport endpoint is not connected', 'ENOTCONN'],
  ['Too many open files', 'EMFILE'],
  ['Too many open files in system', 'ENFILE'],
  ['Device or resource busy', 'EBUSY'],
]);

const codeOfWords = (words: string) => codes.get(words) ?? 'EUNKNOWN';

const letters: ReadonlyMap<string, number> = new Map(Object.entries({ a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 }));

/** The bytes that GNU's quoting stands for, in the C locale: letters and octal digits behind a backslash. */
export function unquoted(text: string): Buffer {
  const plain = text.replace(/\\(?:([0-7]{3})|([\s\S]))/g, (_, octal?: string, sign?: string) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    const letter = letters.get(sign ?? '');
    return letter === undefined ? (sign ?? '') : String.fromCharCode(letter);
  });
  return Buffer.from(plain, 'latin1');
}

const ofFind = /^(?:\S*\/)?find: '((?:[^'\\]|\\.)*)': (.+)$/gm;

/** What find(1) could not look at or list: the system's code by the path's bytes as latin1. */
export function findErrors(errors: Buffer): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, path = '', words = ''] of errors.toString('latin1').matchAll(ofFind)) {
    found.set(unquoted(path).toString('latin1'), codeOfWords(words));
  }
  return found;
}

const ofTar =
  /^(?:\S*\/)?tar: (.+): (?:Cannot [^:]+: (.+)|Read error at byte[^:]*: (.+)|(File shrank) by .*|(File removed) before we read it)$/gm;

/** What tar(1) says of files that it could not read as they are. `shrank`: fewer bytes came than its size told. */
export type TarFault = { readonly kind: 'failed'; readonly code: string } | { readonly kind: 'shrank' };

/** The same of tar(1), by the path's bytes as latin1. Its warnings are none. */
export function tarErrors(errors: Buffer): ReadonlyMap<string, TarFault> {
  const found = new Map<string, TarFault>();
  for (const [, path = '', cannot, read, shrank] of errors.toString('latin1').matchAll(ofTar)) {
    const name = unquoted(path).toString('latin1');
    if (name.endsWith(': Warning')) continue;
    const words = cannot ?? read;
    if (shrank !== undefined) found.set(name, { kind: 'shrank' });
    else found.set(name, { kind: 'failed', code: words === undefined ? 'ENOENT' : codeOfWords(words) });
  }
  return found;
}

/** An error that carries the system's code, as Node's own have it. */
export class SystemError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** Nothing there, for a code that says so; otherwise throws it. */
export function absentOrThrow(code: string): undefined {
  if (!isAbsence(code)) throw new SystemError(code);
  return undefined;
}
