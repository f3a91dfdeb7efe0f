import { Lines } from '../lines.ts';

const [newline, space, quote, backslash] = [0x0a, 0x20, 0x27, 0x5c];

/** What rpm's answers tell, as they come. */
export interface RecordListener {
  /** A line that begins with an asterisk, without it: the package that the following paths are of. */
  readonly package: (line: string) => void;
  /** A path, as the first `length` of these bytes, and the words after it. They hold until the next one comes. */
  readonly path: (bytes: Uint8Array, length: number, words: string) => void;
}

/**
 * Parts rpm's answers: lines of a package that begin with an asterisk, and lines of paths, which are written as for a
 * shell (`:shescape` of rpm-queryformat(7)), since a path may hold a newline. Other lines are rpm's own words.
 */
export class Records {
  readonly #listener: RecordListener;
  readonly #lines: Lines;
  #path = Buffer.allocUnsafe(8192);
  #length = 0;
  #quoted = false;

  constructor(listener: RecordListener) {
    this.#listener = listener;
    this.#lines = new Lines((bytes, from, to) => this.#line(bytes, from, to));
  }

  /** Throws `Damaged`. */
  add(piece: Buffer): void {
    this.#lines.add(piece);
  }

  /** Throws `Damaged`. */
  end(): void {
    this.#lines.end();
  }

  #line(bytes: Buffer, from: number, to: number): void {
    if (this.#quoted) this.#put(newline);
    else if (bytes[from] === quote) this.#length = 0;
    else {
      if (bytes[from] === 0x2a) this.#listener.package(bytes.toString('utf8', from + 1, to));
      return;
    }
    let at = from;
    for (; at < to; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === quote) this.#quoted = !this.#quoted;
      else if (this.#quoted) this.#put(byte);
      else if (byte === backslash) this.#put(bytes[++at] ?? 0);
      else if (byte === space) break;
    }
    if (!this.#quoted) this.#listener.path(this.#path, this.#length, bytes.toString('latin1', at, to));
  }

  #put(byte: number): void {
    if (this.#length === this.#path.length) this.#path = Buffer.concat([this.#path, Buffer.alloc(this.#path.length)]);
    this.#path[this.#length] = byte;
    this.#length += 1;
  }
}
