import { createRequire } from 'node:module';
import { storeError } from './errors.ts';

/** What can be bound and read. Text must have gone through `toStored`: a NUL would end it silently. */
export type SqlValue = string | number | Uint8Array | null;

/** The part of `node:sqlite` that is used; `@photostructure/sqlite` has the same. */
interface SqliteModule {
  readonly DatabaseSync: new (file: string, options: { readonly readOnly: boolean }) => Connection;
}

/** What SQLite calls a function of ours with, and takes from it. */
export type SqlFunction = (...values: readonly SqlValue[]) => SqlValue;

export interface SqlAggregate<State> {
  readonly start: () => State;
  readonly step: (state: State, ...values: readonly SqlValue[]) => State;
  readonly result: (state: State) => SqlValue;
  readonly deterministic?: boolean;
  readonly varargs?: boolean;
}

/** A connection as SQLite's module has it. */
export interface Connection {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  function(
    name: string,
    options: { readonly deterministic?: boolean; readonly varargs?: boolean },
    answer: SqlFunction,
  ): void;
  aggregate<State>(name: string, options: SqlAggregate<State>): void;
  close(): void;
}

export interface Statement {
  run(...values: readonly SqlValue[]): { readonly changes: number | bigint };
  get(...values: readonly SqlValue[]): unknown;
  all(...values: readonly SqlValue[]): unknown[];
  iterate(...values: readonly SqlValue[]): Iterable<unknown>;
  setReadBigInts(enabled: boolean): void;
}

/**
 * Node's own SQLite where the runtime has it (22.13 and later), else the package with
 * the same interface. Required by name at run time, so that a bundler leaves the
 * native module where it is.
 */
function loadSqlite(): SqliteModule {
  const builtIn = process.getBuiltinModule('node:sqlite') as SqliteModule | undefined;
  return builtIn ?? packagedSqlite();
}

const packagedSqlite = (): SqliteModule => createRequire(import.meta.url)('@photostructure/sqlite') as SqliteModule;

let sqlite: SqliteModule | undefined;

/**
 * A connection that functions and aggregates of ours can be given to. Node's own SQLite has aggregates from 22.16 on;
 * before that the package is taken, whose connections have them all along.
 */
export function openConnection(file: string, options: { readonly readOnly: boolean }): Connection {
  const found = loadSqlite();
  const able = 'aggregate' in found.DatabaseSync.prototype;
  const { DatabaseSync } = able ? found : packagedSqlite();
  return new DatabaseSync(file, options);
}

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
    this.#connection = this.#guarded(() => {
      sqlite ??= loadSqlite();
      return new sqlite.DatabaseSync(file, options);
    });
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
