import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LogError, type LogFile } from './rotations.ts';

/** The longest line that is read, in characters: apt writes the packages of a whole transaction into one. */
const longest = 8 * 1024 * 1024;

/** Bytes of a log's end that are looked at first. */
const firstTail = 64 * 1024;

const pieceSize = 64 * 1024;

/** How a log is read from a moment on. */
export interface LinesRequest {
  /** Milliseconds since 1970. */
  readonly moment: number;
  /** The instant of a line with which something whole begins, so that reading can begin there; else undefined. */
  readonly begins: (line: string) => number | undefined;
  readonly signal: AbortSignal;
}

/**
 * The lines of one file of a log: what begins at a moment or later, and some of what comes before; whatever lies
 * before what is given had ended by then. Compressed files are read from their beginnings, others from near their
 * ends. A last line without its end is still being written and is left out. Rejects with a LogError.
 */
export async function* linesOf(file: LogFile, request: LinesRequest): AsyncGenerator<string> {
  const { signal } = request;
  try {
    if (file.path.endsWith('.gz')) {
      const text = createGunzip();
      // A fault of the file's destroys the text, which throws it where it is read.
      pipeline(Readable.from(piecesOf(file.handle, 0, file.size)), text, () => undefined);
      for await (const { line } of linesIn(text, signal)) yield line;
      return;
    }
    if (/\.(xz|bz2|zst|lz4|Z)$/.test(file.path))
      throw new LogError(file.path, 'it is compressed in another way than gzip', 'unsupported');
    for await (const { line } of linesFrom(file, await startOf(file, request), signal)) yield line;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof LogError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new LogError(file.path, code);
  }
}

interface Line {
  readonly line: string;
  /** Bytes from where reading began to the line's beginning. */
  readonly at: number;
}

/** Up to the size at opening: what is appended meanwhile is the next reading's. */
const linesFrom = ({ handle, size }: LogFile, start: number, signal: AbortSignal): AsyncGenerator<Line> =>
  linesIn(piecesOf(handle, start, size), signal);

async function* piecesOf(handle: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const piece = Buffer.allocUnsafe(Math.min(pieceSize, end - at));
    const { bytesRead } = await handle.read(piece, 0, piece.length, at);
    // It was cut meanwhile.
    if (bytesRead === 0) return;
    yield piece.subarray(0, bytesRead);
    at += bytesRead;
  }
}

/** What a crash leaves in the place of blocks that were not written yet. */
const nul = /\0+/g;

async function* linesIn(text: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Line> {
  let rest: Buffer[] = [];
  let length = 0;
  let at = 0;
  for await (const piece of text) {
    signal.throwIfAborted();
    let from = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      const last = piece.subarray(from, end);
      const size = length + last.length;
      if (size <= longest)
        yield {
          line: Buffer.concat([...rest, last])
            .toString('utf8')
            .replace(nul, ''),
          at,
        };
      at += size + 1;
      rest = [];
      length = 0;
      from = end + 1;
    }
    length += piece.length - from;
    // Of a line that is too long only its length is counted.
    if (length <= longest) rest.push(Buffer.from(piece.subarray(from)));
    else rest = [];
  }
}

/** Where to begin: further and further from the end, until something begins there before the moment. */
async function startOf(file: LogFile, { moment, begins, signal }: LinesRequest): Promise<number> {
  let before = moment;
  let found = false;
  for (let tail = firstTail; tail < file.size; tail *= 4) {
    const start = file.size - tail;
    let isFirst = true;
    for await (const { line, at } of linesFrom(file, start, signal)) {
      // The first one is a part of a line.
      const instant = isFirst ? undefined : begins(line);
      isFirst = false;
      if (instant === undefined) continue;
      if (instant >= before) break;
      // Once more, to have all that begins in the same second: they are told apart by their order.
      if (found) return start + at;
      found = true;
      before = instant;
      break;
    }
  }
  return 0;
}
