import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Turns } from './turns.ts';

/** One line: the bytes from `from` up to `to`, which hold only until the next one comes. */
export type EachLine = (bytes: Buffer, from: number, to: number) => void;

const newline = 0x0a;

/** A list that can't be what its package manager wrote. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
  /** The file, where it is one. */
  path: string | undefined;

  constructor(message: string, path?: string) {
    super(message);
    this.path = path;
  }
}

/** Longer lines are damage (bytes): a path has 4096 at most, and the longest lines hold some digests beside one. */
const longest = 64 * 1024;

/** Parts bytes into lines as they come, without making a text of any. */
export class Lines {
  readonly #each: EachLine;
  #rest: Buffer = Buffer.alloc(0);

  constructor(each: EachLine) {
    this.#each = each;
  }

  /** Throws `Damaged`. */
  add(piece: Buffer): void {
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    let from = 0;
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, from)) {
      this.#each(bytes, from, end);
      from = end + 1;
    }
    if (bytes.length - from > longest) throw new Damaged('a line has no end');
    // A copy: whoever reads uses its room again.
    this.#rest = from === bytes.length ? Buffer.alloc(0) : Buffer.from(bytes.subarray(from));
  }

  /** Throws `Damaged` where the last line was cut off. */
  end(): void {
    if (this.#rest.length > 0) throw new Damaged('it ends in the midst of a line');
  }
}

const room = Buffer.allocUnsafe(256 * 1024);

/**
 * Reads a file line by line, giving way to other work between its pieces. Throws `Damaged` for one that is cut off or
 * holds NULs, as a file system leaves it that lost its last writes, the system's error for one that can't be read, and
 * the signal's reason.
 */
export async function readLines(file: string, each: EachLine, turns: Turns): Promise<void> {
  const fd = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(fd).isFile()) throw new Damaged('it is no file');
    const lines = new Lines(each);
    for (;;) {
      // All readers share the room: each piece is done with before another one has its turn.
      const piece = room.subarray(0, readSync(fd, room, 0, room.length, null));
      if (piece.length === 0) break;
      if (piece.includes(0)) throw new Damaged('it holds a NUL byte');
      lines.add(piece);
      await turns.next();
    }
    lines.end();
  } catch (error) {
    if (error instanceof Damaged) error.path ??= file;
    throw error;
  } finally {
    closeSync(fd);
  }
}
