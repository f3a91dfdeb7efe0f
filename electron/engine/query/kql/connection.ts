import { join } from 'node:path';
import { TidemarkError } from '../../../shared/contract/errors.ts';
import { type Connection, openConnection, type SqlValue, type Statement } from '../../sqlite-module.ts';
import { storeError } from '../../store/errors.ts';
import { openReader } from '../../store/open.ts';
import type { Stored } from './cells.ts';
import { registerFunctions } from './expressions/register.ts';
import type { Bound, Given } from './plan.ts';
import { registerTextFunctions } from './tables/stored-text.ts';

/** What a plan's values are filled in with. */
export type Filled = Readonly<Partial<Record<Exclude<Given, 'computer' | 'machineId'>, number | undefined>>>;

/** Most memory that SQLite may take for one question (bytes); a statement that needs more fails. */
const memoryLimit = 512 * 1024 * 1024;

/** SQLite's words for a statement that needs more memory, and for one that is larger than it takes. */
const tooMuch = /out of memory|too (?:big|many|complex|long|large)|depth|overflow/i;

/**
 * A connection to a store that can read and nothing else, with the functions that plans name. It is beside the
 * store's own connections, so that a long question keeps nobody from writing.
 */
export class QueryConnection {
  readonly #file: string;
  readonly #connection: Connection;
  readonly #about: Readonly<Record<'computer' | 'machineId', string>>;

  /** Fails as `openReader` does: there is no store yet, or it is one of another version. */
  constructor(dataDir: string, about: Readonly<Record<'computer' | 'machineId', string>>) {
    openReader(dataDir).close();
    this.#file = join(dataDir, 'tidemark.db');
    this.#about = about;
    this.#connection = openConnection(this.#file, { readOnly: true });
    this.#connection.exec(
      `PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA busy_timeout = 5000;
       PRAGMA cache_size = -32000; PRAGMA hard_heap_limit = ${memoryLimit}`,
    );
    registerFunctions(this.#connection);
    registerTextFunctions(this.#connection);
  }

  /** Row by row, in the order of the statement's columns by name. */
  *rows(sql: string, values: readonly Bound[], known: Filled): Generator<Readonly<Record<string, Stored>>> {
    try {
      if (known.asOf !== undefined) this.#refuseBefore(known.asOf);
      const statement: Statement = this.#connection.prepare(sql);
      // Of a sum beyond 2^53 the digits are lost, not the answer
      statement.setReadBigInts(true);
      const bound = values.map((value) => this.#valueOf(value, known));
      for (const row of statement.iterate(...bound)) yield row as Record<string, Stored>;
    } catch (thrown) {
      throw this.#failure(thrown);
    }
  }

  close(): void {
    this.#connection.close();
  }

  /** Refuses a moment of which changes are no longer kept, as `readInventory` does. */
  #refuseBefore(moment: number): void {
    const row = this.#connection.prepare("SELECT value FROM meta WHERE name = 'prunedBefore'").get();
    const pruned = row === undefined ? Number.NEGATIVE_INFINITY : Number((row as { readonly value: string }).value);
    if (moment >= pruned) return;
    throw new TidemarkError(
      'notFound',
      `Changes before ${new Date(pruned).toISOString()} are no longer kept, so what was before that can't be told.`,
      'Ask for a later moment, or keep changes for longer (retention in the settings).',
    );
  }

  #valueOf(value: Bound, known: Filled): SqlValue {
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
    if (value.at === 'computer' || value.at === 'machineId') return this.#about[value.at];
    return known[value.at] ?? null;
  }

  #failure(thrown: unknown): TidemarkError {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    if (!(thrown instanceof TidemarkError) && tooMuch.test(reason)) {
      return new TidemarkError(
        'unavailable',
        'The query needs more than Tidemark gives to one: it is too large, or holds too much in memory.',
        'Ask for less: a shorter time, fewer rows or columns, a shorter text.',
        { cause: thrown },
      );
    }
    return storeError(thrown, this.#file);
  }
}
