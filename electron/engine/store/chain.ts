import { createHash } from 'node:crypto';
import { type ChainEnd, getMeta } from './meta.ts';
import type { Database } from './sqlite.ts';

/** Where the chain of a store without any change begins. */
export const chainStart: ChainEnd = { id: 0, hash: '0'.repeat(64) };

/** A change as it lies in its two tables. Texts are stored texts, moments milliseconds. */
export interface StoredChange {
  readonly id: number;
  readonly type: string;
  readonly category: string;
  readonly noticed_at: number;
  readonly since: number;
  readonly how: string;
  readonly key: string;
  readonly name: string;
  readonly search: string | null;
  /** A JSON array. */
  readonly fields_changed: string;
  /** JSON objects. */
  readonly before: string | null;
  readonly after: string | null;
  /** Since when the item was known as it was before: what `inventory --at` goes by. */
  readonly known_since: number;
  /** The key of the change that it is tied to as one move. */
  readonly moved: string | null;
}

/**
 * The hash of a record: of the hash of the record before it, and of everything
 * that this one says, in one fixed order. So no record can be altered, taken out
 * or moved without breaking the chain from there on.
 */
export function chainHash(previous: string, change: StoredChange): Uint8Array {
  const record = JSON.stringify([
    change.id,
    change.type,
    change.key,
    change.name,
    change.category,
    change.noticed_at,
    change.since,
    change.how,
    change.fields_changed,
    change.before,
    change.after,
    change.known_since,
    // Left out where it is not, as in the records of a store that did not know it.
    ...(change.moved === null ? [] : [change.moved]),
  ]);
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(record).digest();
}

export function hex(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('hex');
}

/** The last record of the log, whose hash the next one continues. */
export function chainHead(db: Database): ChainEnd {
  return getMeta(db, 'head') ?? chainStart;
}

/** The last record that retention took: the oldest one kept follows it. */
export function chainAnchor(db: Database): ChainEnd {
  return getMeta(db, 'anchor') ?? chainStart;
}
