import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Digest } from '../../types.ts';
import { Damaged, Lines } from '../lines.ts';
import type { Question } from '../source.ts';
import type { Turns } from '../turns.ts';
import type { Wanted } from '../wanted.ts';

const [dot, slash, space, backslash] = [0x2e, 0x2f, 0x20, 0x5c];

/** An unpacked list of more bytes is none: the largest packages have some tens of thousands of files. */
const largest = 256 * 1024 * 1024;

/**
 * Reads the digests in a package's packed mtree(5), as makepkg makes it: a line a path, which begins with `./`, with
 * `\ooo` for bytes that would part it; keywords follow, and `/set` gives those that hold for the lines after it. Throws
 * `Damaged`, the system's error and the signal's reason.
 */
export async function readMtree(
  file: string,
  questions: Wanted<Question>,
  turns: Turns,
  signal: AbortSignal,
): Promise<void> {
  let type = 'file';
  const lines = new Lines((bytes, from, to) => {
    if (bytes[from] === slash) type = keyword(bytes.toString('latin1', from, to), 'type') ?? type;
    if (bytes[from] !== dot || bytes[from + 1] !== slash) return;
    const part = bytes.indexOf(space, from);
    const end = part === -1 || part > to ? to : part;
    const path = bytes.subarray(from + 1, end);
    const name = path.includes(backslash) ? decoded(path) : path;
    const asked = questions.find(name, 0, name.length);
    if (asked === undefined) return;
    const words = bytes.toString('latin1', end, to);
    if ((keyword(words, 'type') ?? type) !== 'file') return;
    const digest = digestOf(words);
    for (const each of asked) each.digest = digest;
  });
  let length = 0;
  await pipeline(
    createReadStream(file),
    createGunzip(),
    async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) {
        length += piece.length;
        if (length > largest) throw new Damaged('it is too large for a list');
        lines.add(piece);
        await turns.next();
      }
    },
    { signal },
  );
  lines.end();
}

const keyword = (words: string, name: string): string | undefined =>
  new RegExp(`(?:^| )${name}=(\\S+)`).exec(words)?.[1];

function digestOf(words: string): Digest | null {
  const sha256 = keyword(words, 'sha256digest') ?? keyword(words, 'sha256');
  if (sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256)) return { method: 'sha256', hex: sha256 };
  const md5 = keyword(words, 'md5digest') ?? keyword(words, 'md5');
  return md5 !== undefined && /^[0-9a-f]{32}$/.test(md5) ? { method: 'md5', hex: md5 } : null;
}

function decoded(path: Buffer): Buffer {
  const text = path
    .toString('latin1')
    .replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8) & 0xff));
  return Buffer.from(text, 'latin1');
}
