import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { childKey, nameKey, nameOf, nativePath, parentKey } from '../keys.ts';
import { compressedBy, type LogMark, logStem } from '../logs.ts';
import { oldFolders } from './old-folders.ts';
import { opened } from './unpack.ts';

/** A log, and what it held. */
export interface Marked {
  readonly key: string;
  readonly before: LogMark;
}

const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Which file beside logs of one name, or in a folder that rotated ones are moved to, plain or compressed, begins with
 * the bytes that each of them held: the log's key to that file's. `among`: which files are looked at. A file that can't be read holds nothing that counts.
 */
export async function oldBytes(
  logs: readonly Marked[],
  signal: AbortSignal,
  among: (key: string) => boolean = () => true,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const [first] = logs;
  if (first === undefined) return found;
  const folder = parentKey(first.key);
  const stem = logStem(nameOf(first.key));
  for await (const key of namedAlike([folder, ...(await oldFolders(folder))], stem)) {
    if (!among(key)) continue;
    const wanted = logs.filter((each) => each.key !== key && each.before.size > 0 && !found.has(each.key));
    if (wanted.length === 0) continue;
    for (const by of new Set([undefined, compressedBy(nameOf(key))])) {
      signal.throwIfAborted();
      const digests = await prefixes(key, new Set(wanted.map((each) => each.before.size)), by);
      for (const { key: log, before } of wanted) if (digests.get(before.size) === before.digest) found.set(log, key);
    }
  }
  return found;
}

/** The files in some folders that have this name before a rotation. */
async function* namedAlike(folders: readonly string[], stem: string): AsyncGenerator<string> {
  for (const folder of folders) {
    const names = await readdir(nativePath(folder), { encoding: 'buffer' }).catch(() => []);
    for (const name of names.map(nameKey)) if (logStem(name) === stem) yield childKey(folder, name);
  }
}

/** The digests of a file's first bytes, for each of the sizes that it has; `by`: what it is to be unpacked by. */
async function prefixes(key: string, sizes: ReadonlySet<number>, by: string | undefined): Promise<Map<number, string>> {
  const digests = new Map<number, string>();
  try {
    const handle = await open(nativePath(key), flags);
    if (!(await handle.stat()).isFile()) {
      await handle.close();
      return digests;
    }
    const { stream, end } = opened(handle, by);
    try {
      await digestInto(
        digests,
        stream,
        [...sizes].sort((a, b) => a - b),
      );
    } finally {
      end();
    }
  } catch {
    // No evidence: what was found up to here still is.
  }
  return digests;
}

async function digestInto(digests: Map<number, string>, stream: Readable, sizes: number[]): Promise<void> {
  const hash = createHash('sha256');
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let rest = chunk;
    for (let next = sizes[0]; next !== undefined && length + rest.length >= next; next = sizes[0]) {
      const part = rest.subarray(0, next - length);
      hash.update(part);
      rest = rest.subarray(part.length);
      length = next;
      digests.set(next, `sha256:${hash.copy().digest('hex')}`);
      sizes.shift();
    }
    if (sizes.length === 0) return;
    hash.update(rest);
    length += rest.length;
  }
}
