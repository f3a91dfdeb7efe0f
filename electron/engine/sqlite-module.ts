import { createRequire } from 'node:module';

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

/** A connection to a file. Throws what SQLite's module does. */
export function connect(file: string, options: { readonly readOnly: boolean }): Connection {
  sqlite ??= loadSqlite();
  return new sqlite.DatabaseSync(file, options);
}

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
