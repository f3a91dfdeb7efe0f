import { open } from 'node:fs/promises';

/** Bytes that are read at a time: nearly every database at once, since each wait for the system takes its time. */
const pieceSize = 4 * 1024 * 1024;
/** Bytes of a line; the longest of real ones have some ten thousand. */
const longestLine = 4 * 1024 * 1024;
const newline = 10;

/** A text that is cut off, or is none. */
export class LineError extends Error {
  override readonly name = 'LineError';
  constructor(
    reason: string,
    /** How many lines lie between those that were given and the one at fault. */
    readonly ahead = 0,
  ) {
    super(reason);
  }
}

/** A file's bytes: each piece is good until the next one is asked for. Rejects with the system's error. */
export async function* piecesOf(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const handle = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(pieceSize);
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await handle.read(buffer, 0, pieceSize, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/**
 * Text in parts that end with a line each, a character a byte: see `inUtf8`. Throws LineError where the last line has
 * no end, and where a byte is NUL.
 */
export async function* wholeLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const each of pieces) {
    const piece =
      rest.length === 0 ? Buffer.from(each.buffer, each.byteOffset, each.length) : Buffer.concat([rest, each]);
    // A file system that lost its last writes leaves blocks of NUL bytes behind.
    const broken = piece.indexOf(0);
    if (broken >= 0)
      throw new LineError('it holds a NUL byte', piece.toString('latin1', 0, broken).split('\n').length - 1);
    const end = piece.lastIndexOf(newline) + 1;
    yield piece.toString('latin1', 0, end);
    // The piece may be written over while the next one is read.
    rest = Buffer.from(piece.subarray(end));
    if (rest.length > longestLine) throw new LineError('a line that does not end');
  }
  if (rest.length > 0) throw new LineError('the file ends in the middle of a line');
}

/** Text whose bytes were taken for characters, as the UTF-8 that it is: few fields need that, and all bytes at once take long. */
export const inUtf8 = (text: string): string =>
  /[\x80-\xff]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
