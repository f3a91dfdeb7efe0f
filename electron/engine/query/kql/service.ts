import type { KqlAnswer, KqlCheck, KqlCompletion, KqlRun } from '../../../shared/contract/kql.ts';
import type { AlertRow } from '../../../shared/model/alert.ts';

/** A query of a rule. With `changes`, of an evaluation by change: only rows of these changes, `after` excluded. */
export interface Evaluate {
  readonly text: string;
  readonly strict: boolean;
  readonly changes?: { readonly after: number; readonly upTo: number };
  /** Answers as it would have at this moment (ISO 8601): for trying a rule on the past. */
  readonly asOf?: string;
}

export interface Evaluated {
  /** How many rows there are. */
  readonly count: number;
  /** The first 20 of them, by column. */
  readonly rows: readonly AlertRow[];
  /** The changes behind the rows, by log order, where it is an evaluation by change; at most 10,000. */
  readonly changeIds: readonly number[];
}

/**
 * KQL over a store, in a process of its own that reads only and is let go when idle. Everything fails with a
 * TidemarkError: `invalid` for a query that can't run (with the first fault and its place), `unavailable` for one
 * that took too long or whose process could not be started.
 */
export interface KqlService {
  check(query: { readonly text: string; readonly strict: boolean }): Promise<KqlCheck>;
  run(query: KqlRun): Promise<KqlAnswer>;
  complete(query: {
    readonly text: string;
    readonly strict: boolean;
    readonly position: number;
  }): Promise<KqlCompletion>;
  /** Evaluates a rule's query. What was translated once is kept here, so that the parser is not woken for it again. */
  evaluate(query: Evaluate): Promise<Evaluated>;
  /** Ends a `run` that is under way; it fails with `unavailable`. */
  cancel(): void;
  /** Ends the process. */
  close(): Promise<void>;
}
