import type { Item } from '../../../shared/model/item.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Known, Scope } from '../collector.ts';

/** What is asked of a service manager. */
export interface ServiceQuery {
  readonly scope: Scope;
  readonly known: ReadonlyMap<string, Known>;
  /** Beyond so many services nothing is asked; which ones are left out follows from their names alone. */
  readonly limit: number;
  /** Ask about everything again, whatever is kept. */
  readonly full: boolean;
  readonly signal: AbortSignal;
}

/** What a service manager holds now. */
export interface Services {
  readonly state: 'collected';
  readonly items: readonly Item[];
  /** Keys of which nothing can be said now: on their way to another state. */
  readonly unsettled: ReadonlySet<string>;
  /** Keys beyond the limit. */
  readonly beyond: ReadonlySet<string>;
  /** How many services it has in all. */
  readonly total: number;
  /** Single services that could not be read. */
  readonly problems: readonly Problem[];
}

/** `away`: it is there at other times and not now, or was not asked; what is known of it stands. */
export type ServicesReading<S extends Services = Services> =
  | S
  | { readonly state: 'away' }
  | { readonly state: 'unreadable'; readonly problem: Problem }
  | { readonly state: 'unsupported' };
