import { createHash, hash } from 'node:crypto';
import { readSync } from 'node:fs';
import { givenUp, steps } from './protocol.ts';

/** Read at once: what is smaller is one read and one call of the hash. */
const chunk = 1024 * 1024;
const buffer = Buffer.allocUnsafe(chunk);

/** A file without a size (in /proc) is read this far at most. */
const pseudoFile = 16 * chunk;

export interface Digest {
  /** 'sha256:<hex>' */
  readonly checksum: string;
  /** The bytes, if they were asked for. */
  readonly bytes: Buffer | undefined;
  /** How many bytes were read. */
  readonly length: number;
}

/** Thrown when the collection was given up in the midst of a file. */
export class Cancelled extends Error {}

function fill(fd: number, into: Buffer, length: number): number {
  let filled = 0;
  while (filled < length) {
    const count = readSync(fd, into, filled, length - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

/**
 * The SHA-256 of an open file, read as far as its size said when it was opened, so
 * that a file that grows as fast as it is read has an end. Memory is bounded,
 * unless the bytes are asked for.
 */
export function digest(fd: number, size: number, keepBytes: boolean, cancel: Int32Array): Digest {
  if (keepBytes) {
    const whole = Buffer.allocUnsafe(size === 0 ? chunk : size);
    const bytes = whole.subarray(0, fill(fd, whole, whole.length));
    return { checksum: `sha256:${hash('sha256', bytes, 'hex')}`, bytes, length: bytes.length };
  }
  const end = size === 0 ? pseudoFile : size;
  if (size > 0 && size <= chunk) {
    const length = fill(fd, buffer, size);
    return { checksum: `sha256:${hash('sha256', buffer.subarray(0, length), 'hex')}`, bytes: undefined, length };
  }
  const running = createHash('sha256');
  let length = 0;
  while (length < end) {
    if (Atomics.load(cancel, givenUp) !== 0) throw new Cancelled();
    Atomics.add(cancel, steps, 1);
    const count = readSync(fd, buffer, 0, Math.min(chunk, end - length), null);
    if (count === 0) break;
    running.update(count === chunk ? buffer : buffer.subarray(0, count));
    length += count;
  }
  return { checksum: `sha256:${running.digest('hex')}`, bytes: undefined, length };
}
