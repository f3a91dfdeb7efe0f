import type { KqlType } from '../../../shared/contract/kql.ts';
import type { Expr, Sql } from './plan.ts';
import { joined, nothing, raw, sql } from './sql.ts';

/** A column of a relation. Its value is asked for only where it is used, so that no other costs anything. */
export interface Column {
  readonly name: string;
  readonly type: KqlType;
  readonly value: () => Expr;
}

/** One key of an order. */
export interface Ordering {
  readonly value: () => Expr;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** What rows come from. It is written down last, when it is known which of its columns are used. */
export interface Source {
  /** What follows FROM, for rows on which these conditions will be put, and what is to be added to the conditions. */
  readonly from: (where: readonly Sql[]) => { readonly from: Sql; readonly where: readonly Sql[] };
  /** The key by which its rows are found again at once. Set where a row is dear to read in full. */
  readonly key?: Sql;
  /** A SELECT of the keys of the first rows of an order, where there is a better way to them than to sort all. */
  readonly first?: (where: readonly Sql[], order: readonly Ordering[], limit: Sql) => Sql | undefined;
  /** The alias of the store's changes, where the rows are these and nothing else. */
  readonly changes?: string;
  /** Where texts of its own columns stand as they are stored, so that a search can rule a row out at a glance. */
  readonly stored?: StoredTexts;
}

export interface StoredTexts {
  readonly texts: () => readonly Sql[];
  /** The columns that this is true of; a relation with any others is searched in full. */
  readonly columns: readonly Column[];
  /** The columns whose texts are not those that are stored, by name. */
  readonly made: ReadonlySet<string>;
}

/** A table on its way through a query: what its rows come from, which of them are kept, their columns and order. */
export interface Relation {
  readonly source: Source;
  readonly where: readonly Sql[];
  readonly columns: readonly Column[];
  readonly order: readonly Ordering[];
  /** Whether the query itself asked for the order. */
  readonly sorted: boolean;
  /** The change behind each row, where there is one. */
  readonly id?: () => Expr;
}

/** Gives names that occur once in a statement. */
export type Aliases = (prefix: string) => string;

/** An output of a SELECT, and how it is called there. */
export interface Output {
  readonly as: string;
  readonly value: Sql;
}

export interface SelectOptions {
  readonly limit?: Sql;
  readonly distinct?: boolean;
  /** How many of the first outputs are the keys of groups; without it nothing is grouped. */
  readonly groupedBy?: number;
  readonly ordered?: boolean;
}

const list = (outputs: readonly Output[]): Sql =>
  outputs.length === 0
    ? raw('1')
    : joined(
        outputs.map(({ as, value }) => sql`${value} AS ${raw(as)}`),
        ', ',
      );

export function conditions(where: readonly Sql[]): Sql {
  return where.length === 0 ? nothing : sql` WHERE ${joined(where, ' AND ')}`;
}

export function orderedBy(order: readonly Ordering[]): Sql {
  if (order.length === 0) return nothing;
  const terms = order.map(({ value, descending, nullsFirst }) => {
    // SQLite holds NULL for the least, which is KQL's default too; saying so would keep an index from being used.
    const nulls = descending === nullsFirst ? (nullsFirst ? ' NULLS FIRST' : ' NULLS LAST') : '';
    return sql`${value()}${raw(descending ? ' DESC' : '')}${raw(nulls)}`;
  });
  return sql` ORDER BY ${joined(terms, ', ')}`;
}

/** A SELECT over a relation. The outputs are written down already, so that the source knows what it is asked for. */
export function select(
  { source, where, order }: Relation,
  outputs: readonly Output[],
  aliases: Aliases,
  { limit, distinct, groupedBy, ordered = true }: SelectOptions = {},
): Sql {
  const by = ordered ? orderedBy(order) : nothing;
  const { from, where: added } = source.from(where);
  const all = [...where, ...added];
  const limited = limit === undefined ? nothing : sql` LIMIT ${limit}`;
  if (limit !== undefined && by !== nothing && source.key !== undefined) {
    // Sorting carries every output along: so the rows are chosen by their keys, and only those chosen are read in full.
    const chosen = raw(aliases('k'));
    const keys =
      source.first?.(where, order, limit) ??
      sql`SELECT ${source.key} AS k FROM ${from}${conditions(all)}${by}${limited}`;
    return sql`SELECT ${list(outputs)} FROM (${keys}) AS ${chosen} CROSS JOIN ${from} WHERE ${source.key} = ${chosen}.k${by}`;
  }
  const groups =
    groupedBy === undefined || groupedBy === 0
      ? nothing
      : raw(` GROUP BY ${Array.from({ length: groupedBy }, (_, at) => at + 1).join(', ')}`);
  const what = sql`${raw(distinct ? 'DISTINCT ' : '')}${list(outputs)}`;
  return sql`SELECT ${what} FROM ${from}${conditions(all)}${groups}${by}${limited}`;
}

/** A value that is worked out once, when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The outputs of a subquery: each is written down when it is first asked for from outside. */
export class Outputs {
  readonly #alias: string;
  readonly #outputs: Output[];

  constructor(alias: string, first: readonly Output[] = []) {
    this.#alias = alias;
    this.#outputs = [...first];
  }

  get all(): readonly Output[] {
    return this.#outputs;
  }

  /** Asks for a value from outside. */
  outside(value: () => Expr): () => Expr {
    return once(() => {
      const inner = value();
      const as = `x${this.#outputs.length}`;
      this.#outputs.push({ as, value: inner });
      const { constant: _, ...rest } = inner;
      return { ...rest, sql: `${this.#alias}.${as}`, values: [] };
    });
  }

  column({ name, type, value }: Column): Column {
    return { name, type, value: this.outside(value) };
  }
}

/** A relation as a subquery: what is put on it from now on is applied to its rows as they are now. */
export function seal(relation: Relation, aliases: Aliases, options: SelectOptions = {}): Relation {
  const alias = aliases('s');
  const outputs = new Outputs(alias);
  const columns = relation.columns.map((column) => outputs.column(column));
  // Rows are told apart by all their columns.
  if (options.distinct) for (const { value } of columns) value();
  const order = options.distinct
    ? []
    : relation.order.map((ordering) => ({ ...ordering, value: outputs.outside(ordering.value) }));
  const id = options.distinct || relation.id === undefined ? {} : { id: outputs.outside(relation.id) };
  const from = once(() => {
    const inner = options.distinct ? { ...relation, order: [] } : relation;
    // Without a limit the order of a subquery means nothing to what is around it.
    const ordered = options.limit !== undefined;
    return sql`(${select(inner, outputs.all, aliases, { ordered, ...options })}) AS ${raw(alias)}`;
  });
  const sorted = relation.sorted && !options.distinct;
  return { source: { from: () => ({ from: from(), where: [] }) }, where: [], columns, order, sorted, ...id };
}

export function findColumn({ columns }: Pick<Relation, 'columns'>, name: string): Column | undefined {
  return columns.find((column) => column.name === name);
}
