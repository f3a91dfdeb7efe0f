const slash = 0x2f;

/** Room in which paths are put together of what lists keep apart, without making a text or a buffer of each. */
export class PathRoom {
  /** The path is its first `length` bytes, until the next one is put there. */
  readonly bytes = Buffer.allocUnsafe(256 * 1024);
  length = 0;

  /** Begins a path with a slash and these bytes, less the slash at their end. */
  begin(bytes: Uint8Array, from: number, to: number): void {
    this.length = 0;
    this.join(bytes, from, to > from && bytes[to - 1] === slash ? to - 1 : to);
  }

  /** Puts a slash and these bytes at its end; what finds no room is no path. */
  join(bytes: Uint8Array, from: number, to: number): void {
    if (this.length + 1 + to - from > this.bytes.length) return;
    this.bytes[this.length] = slash;
    this.bytes.set(bytes.subarray(from, to), this.length + 1);
    this.length += 1 + to - from;
  }
}
