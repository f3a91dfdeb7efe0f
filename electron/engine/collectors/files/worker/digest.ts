import { createHash, hash } from 'node:crypto';
import { readSync } from 'node:fs';
import type { HashMethod } from '../../../../shared/model/settings.ts';
import { givenUp, steps } from './protocol.ts';

/** Read at once: what is smaller is one read and one call of the hash. */
const chunk = 1024 * 1024;
const buffer = Buffer.allocUnsafe(chunk);

/** A file without a size (in /proc) is read this far at most. */
const pseudoFile = 16 * chunk;

export interface Digest {
  /** 'sha256:<hex>' */
  readonly sha256: string;
  /** By the method asked for, written as that one is: 'md5:<hex>'. */
  readonly checksum: string;
  /** The bytes, if they were asked for. */
  readonly bytes: Buffer | undefined;
  /** How many bytes were read. */
  readonly length: number;
  /** The digest of the first bytes, as many as were asked for; undefined where there are fewer. */
  readonly prefix?: string | undefined;
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

/** Hashes what is read at once. */
function hashes(bytes: Buffer, method: HashMethod): Pick<Digest, 'sha256' | 'checksum'> {
  const sha256 = `sha256:${hash('sha256', bytes, 'hex')}`;
  return { sha256, checksum: method === 'sha256' ? sha256 : `${method}:${hash(method, bytes, 'hex')}` };
}
const prefixOf = (bytes: Buffer, prefix: number | null) =>
  prefix === null || bytes.length < prefix ? undefined : `sha256:${hash('sha256', bytes.subarray(0, prefix), 'hex')}`;

/**
 * The SHA-256 of an open file, and its checksum by another method where one is
 * asked for, read as far as its size said when it was opened, so that a file that
 * grows as fast as it is read has an end. Memory is bounded, unless the bytes are
 * asked for.
 */
export function digest(
  fd: number,
  size: number,
  keepBytes: boolean,
  method: HashMethod,
  cancel: Int32Array,
  prefix: number | null = null,
): Digest {
  if (keepBytes) {
    const whole = Buffer.allocUnsafe(size === 0 ? chunk : size);
    const bytes = whole.subarray(0, fill(fd, whole, whole.length));
    return { ...hashes(bytes, method), bytes, length: bytes.length, prefix: prefixOf(bytes, prefix) };
  }
  const end = size === 0 ? pseudoFile : size;
  if (size > 0 && size <= chunk) {
    const length = fill(fd, buffer, size);
    const bytes = buffer.subarray(0, length);
    return { ...hashes(bytes, method), bytes: undefined, length, prefix: prefixOf(bytes, prefix) };
  }
  const running = createHash('sha256');
  const second = method === 'sha256' ? undefined : createHash(method);
  let length = 0;
  let first: string | undefined;
  while (length < end) {
    if (Atomics.load(cancel, givenUp) !== 0) throw new Cancelled();
    Atomics.add(cancel, steps, 1);
    const count = readSync(fd, buffer, 0, Math.min(chunk, end - length), null);
    if (count === 0) break;
    let from = 0;
    if (prefix !== null && first === undefined && prefix <= length + count) {
      from = prefix - length;
      running.update(buffer.subarray(0, from));
      first = `sha256:${running.copy().digest('hex')}`;
    }
    running.update(buffer.subarray(from, count));
    second?.update(buffer.subarray(0, count));
    length += count;
  }
  const sha256 = `sha256:${running.digest('hex')}`;
  return {
    sha256,
    checksum: second === undefined ? sha256 : `${method}:${second.digest('hex')}`,
    bytes: undefined,
    length,
    prefix: first,
  };
}
