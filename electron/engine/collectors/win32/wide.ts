/** A text as Windows takes it: UTF-16 in little endian, ended by a NUL. */
export function wide(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf16le');
}

/** The text of so many UTF-16 units, NULs among them and halves of pairs as they are. */
export function fromWide(bytes: Buffer, units: number): string {
  return bytes.toString('utf16le', 0, units * 2);
}

/** 100-nanosecond steps from 1601, where a FILETIME begins, to 1970. */
const toUnix = 116_444_736_000_000_000n;

/** A FILETIME's milliseconds since 1970, its fractions cut off. */
export function fileTimeMs(fileTime: bigint): number {
  return Number((fileTime - toUnix) / 10_000n);
}

/** A FILETIME as ISO 8601 in UTC; `null` for zero, which stands for none. */
export function fileTimeIso(fileTime: bigint): string | null {
  return fileTime === 0n ? null : new Date(fileTimeMs(fileTime)).toISOString();
}
