import type { KqlChart, KqlType } from '../../../shared/contract/kql.ts';
import type { SqlValue } from '../../sqlite-module.ts';

/**
 * What is known only when a plan runs. `now` is the moment of the question (of a question of the past, that one),
 * in milliseconds since 1970, and so is `asOf`; `after` and `upTo` bound the changes of a rule's evaluation;
 * `rows` is how many rows are wanted at most, -1 for all; `computer` and `machineId` are the machine's name and id.
 */
export type Given = 'now' | 'after' | 'upTo' | 'asOf' | 'rows' | 'computer' | 'machineId';

/** A value that is bound in a statement: known, or filled in when it runs. A text is in the form of `toQueried`. */
export type Bound = SqlValue | { readonly at: Given };

/** A piece of a statement, and what its question marks stand for, in their order. */
export interface Sql {
  readonly sql: string;
  readonly values: readonly Bound[];
}

/** How a column's values are spelled, which a comparison with a literal forgives: see `forgive`. */
export type Spelling = 'registryKey' | 'hive' | 'path';

/**
 * A value in SQL. How KQL's types are held there: a `string` is text in the form of `toQueried` and never NULL; a
 * `long` and a `real` are numbers; a `bool` is 0 or 1; a `datetime` is an integer of milliseconds since 1970; a
 * `timespan` a number of milliseconds; a `dynamic` its JSON text. All but a string can be NULL. The SQL stands by
 * itself: whoever puts it into a larger expression need not add parentheses.
 */
export interface Expr extends Sql {
  readonly type: KqlType;
  /** The value, where it is known without asking the store. A dynamic one is its JSON text. */
  readonly constant?: string | number | null;
  /** Set for a column of paths or keys, unless the query is read strictly. */
  readonly spelling?: Spelling;
  /** Set for dynamics that are texts which sort as what they stand for does: versions. */
  readonly sortable?: true;
}

/** What an answer's column is called and holds. */
export interface PlanColumn {
  readonly name: string;
  readonly type: KqlType;
}

/**
 * A query translated: data alone, which can be sent to another process and kept. The statement's columns are `c0`,
 * `c1`… in the order of `columns`, and after them `id`, the change behind the row, where `hasId`. It ends with a limit
 * of `rows`.
 */
export interface Plan extends Sql {
  readonly columns: readonly PlanColumn[];
  readonly hasId: boolean;
  readonly chart: KqlChart | null;
  /** How a rule of it is evaluated; see `KqlCheck`. */
  readonly evaluation: 'change' | 'state';
  /** What is worth a word about how it was read. */
  readonly notices: readonly Remark[];
}

/** Something to be said of a place in a query's text: characters from its beginning, and how many. */
export interface Remark {
  readonly start: number;
  readonly length: number;
  readonly message: string;
}

/** A part of a query's syntax, as far as its place goes. */
export interface Place {
  readonly TextStart: number;
  readonly Width: number;
}

/** What stands in a query and can't be translated: where it stands, and one sentence. */
export class Unsupported extends Error {
  readonly remark: Remark;

  constructor(place: Place, message: string) {
    super(message);
    this.name = 'Unsupported';
    this.remark = { start: place.TextStart, length: place.Width, message };
  }
}
