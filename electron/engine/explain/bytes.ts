import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Shipped } from '../../shared/model/explanation.ts';
import type { Fields } from '../../shared/model/item.ts';
import { keyBytes } from '../key-bytes.ts';
import type { Digest } from './types.ts';

/** A file as a change tells of it: its key, and its fields before or after. */
export interface ToldFile {
  readonly key: string;
  readonly fields: Fields;
}

/** Where a file's bytes are found, and how much may be spent on them. */
export interface BytesOptions {
  /** The bytes that are kept under a hash ('sha256:<hex>'); `undefined` where there are none. */
  readonly kept: (hash: string) => Uint8Array | undefined;
  readonly signal: AbortSignal;
  /** A larger file is not read (bytes). */
  readonly largest?: number;
  /** Milliseconds in which a file must have been read. */
  readonly patience?: number;
}

/** Digests by method, in lower-case hexadecimal digits. */
type Digests = ReadonlyMap<string, string>;

/**
 * Whether a file, as a change tells of it, holds what a package ships: one of these digests, of which more than one
 * comes from packages that share it. A digest by another method than the change's is compared with the file on the
 * disk, as long as that still is what the change tells of, or with its kept content. What is neither readable nor kept
 * is unknown. What lies in the place of a file and is none was altered; apk's packages have a digest of a link's target.
 * Rejects only when aborted.
 */
export async function compareBytes(
  file: ToldFile,
  shipped: readonly Digest[],
  options: BytesOptions,
): Promise<Shipped> {
  const { kind, linkTarget } = file.fields;
  if (typeof kind !== 'string' || shipped.length === 0) return 'unknown';
  if (kind === 'link') return typeof linkTarget === 'string' ? judgeTarget(linkTarget, shipped) : 'unknown';
  if (kind !== 'file') return 'altered';
  const told = toldDigests(file.fields);
  if (told.size === 0) return 'unknown';
  const first = judge(told, shipped);
  if (first !== 'unknown') return first;
  const methods = new Set([...told.keys(), ...shipped.map(({ method }) => method)]);
  const found = (await digestsOnDisk(file, told, methods, options)) ?? keptDigests(told, methods, options);
  return found === undefined ? 'unknown' : judge(found, shipped);
}

/** `altered` only where each of them was compared. */
function judge(digests: Digests, shipped: readonly Digest[]): Shipped {
  if (shipped.some(({ method, hex }) => digests.get(method) === hex)) return 'shipped';
  return shipped.every(({ method }) => digests.has(method)) ? 'altered' : 'unknown';
}

const judgeTarget = (target: string, shipped: readonly Digest[]): Shipped =>
  shipped.some(({ method, hex }) => createHash(method).update(keyBytes(target)).digest('hex') === hex)
    ? 'shipped'
    : 'altered';

/** What the fields say: the checksum by the method of the settings, and SHA-256 beside it. Both are written 'method:<hex>'. */
function toldDigests({ checksum, contentHash }: Fields): Digests {
  const digests = new Map<string, string>();
  for (const each of [checksum, contentHash]) {
    const [, method, hex] = typeof each === 'string' ? (/^([a-z0-9]+):([0-9a-f]+)$/.exec(each) ?? []) : [];
    if (method !== undefined && hex !== undefined) digests.set(method, hex);
  }
  return digests;
}

const agree = (found: Digests, told: Digests) => [...told].every(([method, hex]) => found.get(method) === hex);

/** Read at once (bytes), so that hashing it takes a fraction of a millisecond of the engine's time. */
const piece = 128 * 1024;

/** The digests of the file on the disk; `undefined` where it can't be read, or is no longer what the change tells of. */
async function digestsOnDisk(
  file: ToldFile,
  told: Digests,
  methods: ReadonlySet<string>,
  options: BytesOptions,
): Promise<Digests | undefined> {
  const { signal, largest = 512 * 1024 * 1024, patience = 10_000 } = options;
  signal.throwIfAborted();
  let handle: FileHandle | undefined;
  try {
    handle = await openQuietly(keyBytes(file.key));
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size > largest || stats.size !== (file.fields.size ?? stats.size)) return undefined;
    const hashes = [...methods].map((method) => [method, createHash(method)] as const);
    const until = performance.now() + patience;
    const buffer = Buffer.allocUnsafe(Math.min(piece, stats.size + 1));
    for (let length = 0; ; ) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length);
      signal.throwIfAborted();
      length += bytesRead;
      if (bytesRead === 0) break;
      if (length > stats.size || performance.now() > until) return undefined;
      for (const [, hash] of hashes) hash.update(buffer.subarray(0, bytesRead));
    }
    const found = new Map(hashes.map(([method, hash]) => [method, hash.digest('hex')]));
    return agree(found, told) ? found : undefined;
  } catch {
    // Gone, or closed to this account: its kept content may still tell.
    signal.throwIfAborted();
    return undefined;
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

/**
 * Opens a file without following a link or waiting for a FIFO and, where this account may (open(2)), without leaving
 * a new access time.
 */
async function openQuietly(path: Buffer): Promise<FileHandle> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
  try {
    return await open(path, flags | (constants.O_NOATIME ?? 0));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
    return open(path, flags);
  }
}

function keptDigests(told: Digests, methods: ReadonlySet<string>, { kept }: BytesOptions): Digests | undefined {
  const sha256 = told.get('sha256');
  const bytes = sha256 === undefined ? undefined : kept(`sha256:${sha256}`);
  if (bytes === undefined) return undefined;
  const found = new Map([...methods].map((method) => [method, createHash(method).update(bytes).digest('hex')]));
  return agree(found, told) ? found : undefined;
}
