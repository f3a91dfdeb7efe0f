import { createHash } from 'node:crypto';
import { unpack } from '../../unpack.ts';
import { childKey, nameOf, parentKey } from '../keys.ts';
import { compressedBy, type LogMark, logStem } from '../logs.ts';
import { SudoRefused } from '../sudo/refusal.ts';
import { codeOf, isDenied } from '../worker/status.ts';
import { oldFolders } from './old-folders.ts';
import type { Lying, Shelf } from './shelf.ts';

/** A log, and what it held. */
export interface Marked {
  readonly key: string;
  readonly before: LogMark;
}

/** Where old bytes are. */
export interface OldBytes {
  /** A log's key to that of the file that begins with what it held. */
  readonly holders: ReadonlyMap<string, string>;
  /** Whether some of what could have held them can't be read for lack of a right. */
  readonly denied: boolean;
}

/**
 * Finds out which file beside logs of one name, or in a folder that rotated ones are moved to, plain or compressed,
 * begins with the bytes that each of them held. `among`: which files are looked at. A file that can't be read holds
 * nothing that counts.
 */
export async function oldBytes(
  logs: readonly Marked[],
  shelf: Shelf,
  signal: AbortSignal,
  among: (key: string) => boolean = () => true,
): Promise<OldBytes> {
  const search = new Search(shelf, signal);
  const holders = new Map<string, string>();
  const [first] = logs;
  if (first === undefined) return { holders, denied: false };
  for (const key of await search.namedAlike(parentKey(first.key), logStem(nameOf(first.key)))) {
    if (!among(key)) continue;
    const wanted = logs.filter((each) => each.key !== key && each.before.size > 0 && !holders.has(each.key));
    if (wanted.length === 0) continue;
    for (const by of new Set([undefined, compressedBy(nameOf(key))])) {
      signal.throwIfAborted();
      const digests = await search.prefixes(key, new Set(wanted.map((each) => each.before.size)), by);
      for (const { key: log, before } of wanted) if (digests.get(before.size) === before.digest) holders.set(log, key);
    }
  }
  return { holders, denied: search.denied };
}

class Search {
  readonly #shelf: Shelf;
  readonly #signal: AbortSignal;
  denied = false;

  constructor(shelf: Shelf, signal: AbortSignal) {
    this.#shelf = shelf;
    this.#signal = signal;
  }

  /** The files of a log's folder, and of where its old ones go, that have this name before a rotation. */
  async namedAlike(folder: string, stem: string): Promise<readonly string[]> {
    const own = await this.#entries(folder);
    const found: string[] = [];
    const take = (lying: readonly Lying[], at: string) => {
      for (const { name } of lying) if (logStem(name) === stem) found.push(childKey(at, name));
    };
    take(own, folder);
    for (const old of await oldFolders(folder, own)) take(await this.#entries(old), old);
    return found;
  }

  async #entries(folder: string): Promise<readonly Lying[]> {
    try {
      return await this.#shelf.entries(folder);
    } catch (error) {
      this.#meet(error);
      return [];
    }
  }

  /** The digests of a file's first bytes, for each of the sizes that it has; `by`: what it is to be unpacked by. */
  async prefixes(key: string, sizes: ReadonlySet<number>, by: string | undefined): Promise<Map<number, string>> {
    const digests = new Map<number, string>();
    try {
      const ordered = [...sizes].sort((a, b) => a - b);
      await unpack(await this.#shelf.open(key), by, digestInto(digests, ordered), this.#signal);
    } catch (error) {
      // No evidence: what was found up to here still is.
      this.#meet(error);
    }
    return digests;
  }

  #meet(error: unknown): void {
    if (error instanceof SudoRefused) throw error;
    this.denied ||= isDenied(codeOf(error));
  }
}

function digestInto(digests: Map<number, string>, sizes: number[]): (piece: Buffer) => 'more' | 'enough' {
  const hash = createHash('sha256');
  let length = 0;
  return (piece) => {
    let rest = piece;
    for (let next = sizes[0]; next !== undefined && length + rest.length >= next; next = sizes[0]) {
      const part = rest.subarray(0, next - length);
      hash.update(part);
      rest = rest.subarray(part.length);
      length = next;
      digests.set(next, `sha256:${hash.copy().digest('hex')}`);
      sizes.shift();
    }
    hash.update(rest);
    length += rest.length;
    return sizes.length === 0 ? 'enough' : 'more';
  };
}
