import { type Connection, connect, type SqlValue, type Statement } from '../sqlite-module.ts';
import { storeError } from './errors.ts';

export type { SqlValue };

/** Filters are composed, so there are many shapes of statements; beyond this many the oldest goes. */
const preparedAtMost = 300;

/**
 * One connection. It prepares every statement once, and turns what SQLite throws
 * into a TidemarkError that names the file. `T` is the shape of a row as the
 * statement's columns make it.
 */
export class Database {
  readonly file: string;
  readonly #connection: Connection;
  readonly #prepared = new Map<string, Statement>();

  constructor(file: string, options: { readonly readOnly: boolean }) {
    this.file = file;
    this.#connection = this.#guarded(() => connect(file, options));
  }

  /** Runs statements that take no values and give no rows. */
  exec(sql: string): void {
    this.#guarded(() => this.#connection.exec(sql));
  }

  /** Runs a statement; returns how many rows it changed. */
  run(sql: string, ...values: readonly SqlValue[]): number {
    return this.#guarded(() => Number(this.#statement(sql, true).run(...values).changes));
  }

  get<T>(sql: string, ...values: readonly SqlValue[]): T | undefined {
    return this.#guarded(() => this.#statement(sql).get(...values) as T | undefined);
  }

  all<T>(sql: string, ...values: readonly SqlValue[]): readonly T[] {
    return this.#guarded(() => this.#statement(sql).all(...values) as T[]);
  }

  /** The one row that a statement returns for what it wrote; all of it is done and committed then. */
  returning<T>(sql: string, ...values: readonly SqlValue[]): T {
    const [row] = this.all<T>(sql, ...values);
    if (row === undefined) throw storeError(new Error(`no row came back from: ${sql}`), this.file);
    return row;
  }

  /** Row by row, for results that are too large to be held. The same statement can't run again meanwhile. */
  *iterate<T>(sql: string, ...values: readonly SqlValue[]): Generator<T> {
    try {
      for (const row of this.#statement(sql).iterate(...values)) yield row as T;
    } catch (thrown) {
      throw storeError(thrown, this.file);
    }
  }

  /** The number in the first column, named `n`. */
  number(sql: string, ...values: readonly SqlValue[]): number {
    return this.get<{ readonly n: number | null }>(sql, ...values)?.n ?? 0;
  }

  /** All or nothing: what `work` wrote is committed when it returns, and undone when it throws. */
  transaction<T>(work: () => T): T {
    return this.#within('BEGIN IMMEDIATE', work);
  }

  /** What `work` reads is of one moment, whatever is committed meanwhile. */
  snapshot<T>(work: () => T): T {
    return this.#within('BEGIN', work);
  }

  close(): void {
    this.#prepared.clear();
    this.#guarded(() => this.#connection.close());
  }

  #within<T>(begin: string, work: () => T): T {
    this.exec(begin);
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (thrown) {
      try {
        this.#connection.exec('ROLLBACK');
      } catch {
        // A full disk or an I/O error has ended the transaction already; the cause is what counts.
      }
      throw thrown;
    }
  }

  #statement(sql: string, isWrite = false): Statement {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    if (this.#prepared.size >= preparedAtMost) {
      const [oldest] = this.#prepared.keys();
      if (oldest !== undefined) this.#prepared.delete(oldest);
    }
    const prepared = this.#connection.prepare(sql);
    // The last row's number, which comes back with every write, may be one of the search index: beyond 2^53.
    if (isWrite) prepared.setReadBigInts(true);
    this.#prepared.set(sql, prepared);
    return prepared;
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      throw storeError(thrown, this.file);
    }
  }
}
