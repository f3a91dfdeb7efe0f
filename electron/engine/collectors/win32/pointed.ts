/**
 * What a call of Windows has filled: structures that point to texts and to one another by addresses within the
 * same bytes. Of 64-bit Windows, where an address takes 8 bytes.
 */
export class Filled {
  constructor(
    private readonly bytes: Buffer,
    /** The address of the first byte, at the time of the call. */
    private readonly base: bigint,
  ) {}

  uint32(at: number): number {
    return this.bytes.readUInt32LE(at);
  }

  /** Where the address that stands there leads to; `undefined` for none. Throws a RangeError where that lies outside. */
  follow(at: number): number | undefined {
    const address = this.bytes.readBigUInt64LE(at);
    if (address === 0n) return undefined;
    const offset = address - this.base;
    if (offset < 0n || offset >= BigInt(this.bytes.length)) throw new RangeError('an address leads out of the answer');
    return Number(offset);
  }

  /** The text that the address there leads to; `null` for none and for an empty one. */
  text(at: number): string | null {
    return this.texts(at, false)[0] ?? null;
  }

  /** The texts that the address there leads to, one after the other until an empty one. */
  texts(at: number, many = true): readonly string[] {
    let from = this.follow(at);
    const found: string[] = [];
    while (from !== undefined) {
      let end = from;
      while (end + 2 <= this.bytes.length && this.bytes.readUInt16LE(end) !== 0) end += 2;
      if (end === from) break;
      found.push(this.bytes.toString('utf16le', from, end));
      from = many && end + 4 <= this.bytes.length ? end + 2 : undefined;
    }
    return found;
  }

  /** A copy of some bytes. */
  slice(at: number, length: number): Buffer {
    if (at + length > this.bytes.length) throw new RangeError('a length leads out of the answer');
    return Buffer.from(this.bytes.subarray(at, at + length));
  }

  /** A GUID as people write it: `{1ce20aba-9851-4421-9430-1ddeb766e809}`. */
  guid(at: number): string {
    const hex = (bytes: Buffer) => bytes.toString('hex');
    const { bytes } = this;
    const parts = [
      bytes.readUInt32LE(at).toString(16).padStart(8, '0'),
      bytes
        .readUInt16LE(at + 4)
        .toString(16)
        .padStart(4, '0'),
      bytes
        .readUInt16LE(at + 6)
        .toString(16)
        .padStart(4, '0'),
      hex(bytes.subarray(at + 8, at + 10)),
      hex(bytes.subarray(at + 10, at + 16)),
    ];
    return `{${parts.join('-')}}`;
  }
}
