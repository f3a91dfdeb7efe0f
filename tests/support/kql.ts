import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { evaluatePlan, runPlan } from '../../electron/engine/query/kql/answer.ts';
import { QueryConnection } from '../../electron/engine/query/kql/connection.ts';
import type { QueryScope } from '../../electron/engine/query/kql/context.ts';
import type { Known, KqlRow } from '../../electron/engine/query/kql/protocol.ts';
import { translateText } from '../../electron/engine/query/kql/translate-text.ts';
import type { WriteStore } from '../../electron/engine/store/interface.ts';
import { openStore } from '../../electron/engine/store/open.ts';
import type { KqlDiagnostic } from '../../electron/shared/contract/kql.ts';

/** The machine that the tests' rows are about, and the moment at which they ask. */
export const asked = { computer: 'harbour', machineId: '3f1c6a52-9b0e-4d0f-8a57-1c2d3e4f5a6b' };
export const now = '2026-03-02T12:00:00.000Z';

export interface AskOptions {
  readonly scope?: QueryScope;
  readonly strict?: boolean;
  readonly rows?: number;
  readonly now?: string;
  readonly known?: Partial<Known>;
}

/** What a query answers: its columns by name, and its rows in their order. */
export interface Asked {
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly rows: readonly KqlRow[];
  readonly plan: NonNullable<ReturnType<typeof translateText>['plan']>;
  readonly notices: readonly KqlDiagnostic[];
}

/** Queries over one store, without the processes between. */
export class Questions {
  readonly #connection: QueryConnection;

  constructor(dataDir: string) {
    this.#connection = new QueryConnection(dataDir, asked);
  }

  /** Translates and runs a query; throws with its first fault where it can't run. */
  ask(text: string, options: AskOptions = {}): Asked {
    const { plan, diagnostics } = this.#translated(text, options);
    const rows: KqlRow[] = [];
    runPlan(this.#connection, plan, this.#known(options), options.rows ?? 100_000, (portion) => rows.push(...portion));
    const { columns } = plan;
    return {
      columns: columns.map(({ name }) => name),
      types: columns.map(({ type }) => type),
      rows,
      plan,
      notices: diagnostics,
    };
  }

  /** The rows alone. */
  rows(text: string, options: AskOptions = {}): readonly KqlRow[] {
    return this.ask(text, options).rows;
  }

  /** The rows as records by column. */
  records(text: string, options: AskOptions = {}): readonly Readonly<Record<string, unknown>>[] {
    const { columns, rows } = this.ask(text, options);
    return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
  }

  /** As a rule asks it. */
  evaluate(text: string, options: AskOptions = {}) {
    const { plan } = this.#translated(text, options);
    return evaluatePlan(this.#connection, plan, this.#known(options));
  }

  /** How SQLite goes about a query. */
  steps(text: string, options: AskOptions = {}): readonly string[] {
    const { plan } = this.#translated(text, options);
    const rows = this.#connection.rows(`EXPLAIN QUERY PLAN ${plan.sql}`, plan.values, {
      ...this.#known(options),
      rows: 100,
    });
    return [...rows].map((row) => String(row.detail));
  }

  close(): void {
    this.#connection.close();
  }

  #translated(text: string, { scope = 'all', strict = false }: AskOptions) {
    const { plan, diagnostics } = translateText({ text, strict, scope });
    if (plan === null) throw new Error(diagnostics.find(({ severity }) => severity === 'error')?.message ?? 'no plan');
    return { plan, diagnostics };
  }

  #known(options: AskOptions): Known {
    return { now: Date.parse(options.now ?? now), ...options.known };
  }
}

/** The first fault of a query that can't run: the stretch of the text that it is about, and what it says. */
export function faultOf(text: string): { readonly at: string; readonly message: string } {
  const { diagnostics } = translateText({ text, strict: false, scope: 'all' });
  const found = diagnostics.find(({ severity }) => severity === 'error');
  if (found === undefined) throw new Error(`'${text}' has no fault.`);
  return { at: text.slice(found.start, found.start + found.length), message: found.message };
}

/** Questions to a store that is filled once for all tests of a file. */
export function questionsOver(fill: (store: WriteStore) => void): Questions {
  let dataDir = '';
  let questions: Questions | undefined;
  beforeAll(() => {
    dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'tidemark-kql-')));
    const { store } = openStore(join(dataDir, 'data'), 'a test');
    fill(store);
    store.close();
    questions = new Questions(join(dataDir, 'data'));
  });
  afterAll(() => {
    questions?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return new Proxy({} as Questions, {
    get: (_, name) => {
      const value: unknown = Reflect.get(questions as Questions, name);
      return typeof value === 'function' ? value.bind(questions) : value;
    },
  });
}
