import type {} from './kusto.ts';
import type { Expr, Sql } from './plan.ts';

/** A node of the parser that stands for a value or a table. */
export type Node = Kusto.Language.Syntax.Expression;

/** How an expression finds what its names mean. */
export interface Scope {
  /** The column or the variable of this name; `undefined` where there is none. */
  column(name: string): Expr | undefined;
  /** A call of a function that the query itself defines (`let f = (…) {…}`); `undefined` where it defines none so named. */
  call(name: string, node: Node): Expr | undefined;
  /** A tabular expression in the place of a value (`toscalar(T | …)`): a parenthesised SELECT of its first row's first column. */
  scalar(node: Node): Expr;
  /** A tabular expression in the place of a list (`x in (T | …)`): a parenthesised SELECT of one column, and its type. */
  list(node: Node): Expr;
  /** Whether a name stands for a table (`let T = …` or one of the store's): then `list` and `scalar` are meant. */
  isTable(node: Node): boolean;
  /** All columns, for what takes them all (`pack_all()`, `* has …`). */
  columns?(): readonly { readonly name: string; readonly value: () => Expr }[];
  /** The order in which rows come, an ` ORDER BY …`; for aggregates that keep it (make_list). */
  readonly order: Sql | undefined;
}
