import type { NewChange } from '../../shared/model/change.ts';
import { contentHash } from '../../shared/model/differences.ts';
import { unpack } from '../content/pack.ts';
import { damaged } from './errors.ts';
import type { KeptContent } from './interface.ts';
import { getMeta, setMeta } from './meta.ts';
import type { Database } from './sqlite.ts';

/** Content that waits for the next commit: until then nothing refers to it. */
interface Waiting {
  readonly size: number;
  readonly packed: Uint8Array;
}

/** Beyond this many bytes waiting content is written at once. */
const waitingAtMost = 8 * 1024 * 1024;

/**
 * Takes content as collectors hand it over, and writes it in few transactions: a
 * commit of its own for each would wait for the disk thousands of times. Whatever
 * waits is written with the save that refers to it.
 */
export class ContentBuffer {
  readonly #db: Database;
  readonly #waiting = new Map<string, Waiting>();
  #bytes = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  has(hash: string): boolean {
    return this.#waiting.has(hash) || hasContent(this.#db, hash);
  }

  get(hash: string): KeptContent | undefined {
    const waiting = this.#waiting.get(hash);
    if (waiting === undefined) return readContent(this.#db, hash);
    return { hash, bytes: unpack(waiting.packed, waiting.size) };
  }

  put(hash: string, size: number, packed: Uint8Array): void {
    if (this.has(hash)) return;
    if (this.#bytes + packed.byteLength > waitingAtMost) this.flush();
    this.#waiting.set(hash, { size, packed });
    this.#bytes += packed.byteLength;
  }

  /** Writes what waits, in a transaction of its own. */
  flush(): void {
    if (this.#waiting.size === 0) return;
    this.#db.transaction(() => this.write());
    this.forget();
  }

  /** Writes what waits, within the caller's transaction; `forget` it once that is committed. */
  write(): void {
    let bytes = 0;
    const now = Date.now();
    for (const [hash, { size, packed }] of this.#waiting) {
      const added = this.#db.run(
        'INSERT OR IGNORE INTO contents (hash, size, packed_size, kept_at) VALUES (?, ?, ?, ?)',
        hash,
        size,
        packed.byteLength,
        now,
      );
      if (added === 0) continue;
      this.#db.run('INSERT INTO content_bytes (id, packed) SELECT id, ? FROM contents WHERE hash = ?', packed, hash);
      bytes += packed.byteLength;
    }
    if (bytes > 0) setMeta(this.#db, 'contentBytes', contentBytes(this.#db) + bytes);
  }

  forget(): void {
    this.#waiting.clear();
    this.#bytes = 0;
  }
}

/** Bytes of all kept content, compressed. */
export function contentBytes(db: Database): number {
  return getMeta(db, 'contentBytes') ?? 0;
}

export function hasContent(db: Database, hash: string): boolean {
  return db.get('SELECT 1 FROM contents WHERE hash = ?', hash) !== undefined;
}

export function readContent(db: Database, hash: string): KeptContent | undefined {
  const row = db.get<{ readonly size: number; readonly packed: Uint8Array }>(
    'SELECT size, packed FROM contents JOIN content_bytes USING (id) WHERE hash = ?',
    hash,
  );
  if (row === undefined) return undefined;
  try {
    return { hash, bytes: unpack(row.packed, row.size) };
  } catch (cause) {
    throw damaged(db.file, `the kept content ${hash} can't be unpacked`, cause);
  }
}

/** Notes the last change that refers to a content: content goes when that change has gone. */
export function keepReferred(db: Database, change: NewChange, id: number): void {
  for (const hash of new Set([contentHash(change.before), contentHash(change.after)])) {
    if (hash !== undefined) db.run('UPDATE contents SET last_change = ? WHERE hash = ?', id, hash);
  }
}
