import { deviceNumber } from '../../../device-number.ts';
import { pathKey } from '../keys.ts';
import type { FileStats } from '../worker/status.ts';

/** What lstat(2) says of a path, as find(1) and stat(1) tell it. */
export interface Entry {
  readonly stats: FileStats;
  /** Where a link leads, as a key's text. */
  readonly target: string | undefined;
}

/** The kinds of files by find's letter, with the bits that they have in a mode: inode(7). */
const kinds: ReadonlyMap<string, number> = new Map([
  ['f', 0o100000],
  ['d', 0o040000],
  ['l', 0o120000],
  ['p', 0o010000],
  ['s', 0o140000],
  ['b', 0o060000],
  ['c', 0o020000],
]);
const typeBits = 0o170000;

/** A `Stats` that came as text; what stat(1) tells of it comes later. */
class ToldStats implements FileStats {
  rdev = 0;
  birthtimeMs = 0;

  constructor(
    readonly dev: number,
    readonly ino: number,
    readonly mode: number,
    readonly nlink: number,
    readonly uid: number,
    readonly gid: number,
    readonly size: number,
    readonly mtimeMs: number,
    readonly ctimeMs: number,
  ) {}

  readonly isFile = () => (this.mode & typeBits) === 0o100000;
  readonly isDirectory = () => (this.mode & typeBits) === 0o040000;
  readonly isSymbolicLink = () => (this.mode & typeBits) === 0o120000;
  readonly isFIFO = () => (this.mode & typeBits) === 0o010000;
  readonly isSocket = () => (this.mode & typeBits) === 0o140000;
  readonly isBlockDevice = () => (this.mode & typeBits) === 0o060000;
}

/** Seconds and nanoseconds apart: so before 1970 the second number still counts upwards, as in timespec(3). */
const time = /^(-?\d+)\.(\d{9})\d?$/;

/** A time in milliseconds, by the very sum that Node makes of the kernel's two numbers. */
export function milliseconds(text: string): number {
  const found = time.exec(text);
  if (found === null) throw new Malformed(text);
  return Number(found[1]) * 1000 + Number(found[2]) / 1e6;
}

/** The output is not what the commands write: whoever wrote it is not to be believed. */
export class Malformed extends Error {
  constructor(what: string) {
    super(`find wrote ${JSON.stringify(what.slice(0, 200))}`);
  }
}

const head = /^([a-z])\/(\d+)\/(\d+)\/([0-7]+)\/(\d+)\/(\d+)\/(\d+)\/(\d+)\/([^/]*)\/([^/]*)\//;
const more = /^(\d+\/\d+)\/([^/]+)\/([0-9a-f]+)\/([0-9a-f]+)$/;
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/**
 * Reads the output of the listing command. Records of find(1) (two strings, each
 * ended by a NUL) and lines of stat(1) come in turns; a record begins with a letter,
 * a line with a digit, and neither is ever cut by the other, since find writes out
 * what it has before it runs stat.
 */
export class Listing {
  readonly #seen: (path: Buffer, entry: Entry) => void;
  readonly #waiting = new Map<string, ToldStats[]>();
  #rest: Buffer = Buffer.alloc(0);

  /** `seen` is called for each path; what stat(1) tells is filled in until the output ends. */
  constructor(seen: (path: Buffer, entry: Entry) => void) {
    this.#seen = seen;
  }

  add(piece: Buffer): void {
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    let at = 0;
    while (at < bytes.length) {
      const next = isDigit(bytes[at]) ? this.#line(bytes, at) : this.#record(bytes, at);
      if (next === undefined) break;
      at = next;
    }
    this.#rest = Buffer.from(bytes.subarray(at));
  }

  /** The output is over; whether it ended where a record does. */
  end(): boolean {
    return this.#rest.length === 0;
  }

  #line(bytes: Buffer, at: number): number | undefined {
    const end = bytes.indexOf(0x0a, at);
    if (end === -1) return undefined;
    const [, name = '', when = '', major = '', minor = ''] = more.exec(bytes.toString('latin1', at, end)) ?? [];
    if (name === '') throw new Malformed(bytes.toString('latin1', at, end));
    for (const each of this.#waiting.get(name) ?? []) {
      // A file system that does not know it says 0.
      each.birthtimeMs = time.test(when) ? milliseconds(when) : 0;
      each.rdev = deviceNumber(`${major}:${minor}`, 16);
    }
    return end + 1;
  }

  #record(bytes: Buffer, at: number): number | undefined {
    const first = bytes.indexOf(0, at);
    const second = first === -1 ? -1 : bytes.indexOf(0, first + 1);
    if (second === -1) return undefined;
    const text = bytes.toString('latin1', at, first);
    const found = head.exec(text);
    const kind = kinds.get(found?.[1] ?? '');
    if (found === null || kind === undefined) throw new Malformed(text);
    const [whole, , dev, ino, mode, links, uid, gid, size, modified = '', changed = ''] = found;
    const path = Buffer.from(bytes.subarray(at + whole.length, first));
    const ended = bytes.subarray(first + 1, second);
    const length = ended.length - path.length;
    if (length < 0 || !ended.subarray(length).equals(path)) throw new Malformed(text);
    const stats = new ToldStats(
      Number(dev),
      Number(ino),
      kind | Number.parseInt(mode ?? '', 8),
      ...([links, uid, gid, size].map(Number) as [number, number, number, number]),
      milliseconds(modified),
      milliseconds(changed),
    );
    const same = this.#waiting.get(`${dev}/${ino}`);
    if (same === undefined) this.#waiting.set(`${dev}/${ino}`, [stats]);
    else same.push(stats);
    const target = kind === 0o120000 ? pathKey(Buffer.from(ended.subarray(0, length))) : undefined;
    this.#seen(path, { stats, target });
    return second + 1;
  }
}
