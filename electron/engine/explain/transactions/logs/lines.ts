import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LogError, type LogFile } from './rotations.ts';

/** The longest line that is read, in characters: apt writes the packages of a whole transaction into one. */
const longest = 8 * 1024 * 1024;

/** Bytes of a log's end that are looked at first. */
const firstTail = 64 * 1024;

const pieceSize = 64 * 1024;

/** Takes a line, and how many bytes from where reading began it begins; `stop` where no more is wanted. */
export type EachLine = (line: string, at: number) => 'stop' | undefined;

/** How it is found where to begin in a log that is to be read from a moment on. */
export interface Beginning {
  /** Milliseconds since 1970. */
  readonly moment: number;
  /** The instant of a line with which something whole begins, so that reading can begin there; else undefined. */
  readonly begins: (line: string) => number | undefined;
}

export const isGzip = (path: string): boolean => path.endsWith('.gz');
export const isOtherwisePacked = (path: string): boolean => /\.(xz|bz2|zst|lz4|Z)$/.test(path);

/**
 * Reads a file of a log line by line, giving way to other work between its pieces: from `start` (bytes) on, up to the
 * size at opening, since what is appended meanwhile is the next reading's; one packed by gzip as a whole. A last line
 * without its end is still being written and is left out. Returns how many bytes of lines there were. Rejects with a
 * LogError, or when aborted.
 */
export async function readLines(file: LogFile, start: number, each: EachLine, signal: AbortSignal): Promise<number> {
  try {
    return await linesIn(isGzip(file.path) ? unpacked(file) : piecesOf(file.handle, start, file.size), each, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof LogError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new LogError(file.path, code);
  }
}

function unpacked({ handle, size }: LogFile): AsyncIterable<Buffer> {
  const text = createGunzip();
  // A fault of the file's destroys the text, which throws it where it is read.
  pipeline(Readable.from(piecesOf(handle, 0, size)), text, () => undefined);
  return text;
}

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

async function linesIn(text: AsyncIterable<Buffer>, each: EachLine, signal: AbortSignal): Promise<number> {
  let rest: Buffer[] = [];
  let length = 0;
  let at = 0;
  for await (const piece of text) {
    signal.throwIfAborted();
    let from = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      const size = length + end - from;
      if (size <= longest) {
        const line =
          length === 0
            ? piece.toString('utf8', from, end)
            : Buffer.concat([...rest, piece.subarray(from, end)]).toString('utf8');
        if (each(line.includes('\0') ? line.replace(nul, '') : line, at) === 'stop') return at;
      }
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
  return at;
}

/**
 * Where to begin, in bytes: whatever lies before had ended by the moment. It is looked for further and further from
 * the end, until something begins there before the moment.
 */
export async function startOf(file: LogFile, { moment, begins }: Beginning, signal: AbortSignal): Promise<number> {
  let before = moment;
  let found = false;
  for (let tail = firstTail; tail < file.size; tail *= 4) {
    const start = file.size - tail;
    let first: { readonly instant: number; readonly at: number } | undefined;
    const look: EachLine = (line, at) => {
      // The first one is a part of a line.
      const instant = at === 0 ? undefined : begins(line);
      if (instant === undefined) return undefined;
      first = { instant, at };
      return 'stop';
    };
    await readLines(file, start, look, signal);
    if (first === undefined || first.instant >= before) continue;
    // Once more, to have all that begins in the same second: they are told apart by their order.
    if (found) return start + first.at;
    found = true;
    before = first.instant;
  }
  return 0;
}
