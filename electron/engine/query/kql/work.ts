import type { Context } from './context.ts';
import type { Expr } from './plan.ts';
import type { Relation } from './relation.ts';
import type { Node } from './scope.ts';

/** What a name means that the query itself gave (`let`), or a parameter of its functions. */
export type Variable =
  | { readonly kind: 'value'; readonly value: () => Expr }
  | { readonly kind: 'table'; readonly table: (primary: boolean) => Relation }
  | {
      readonly kind: 'function';
      readonly declaration: Kusto.Language.Syntax.FunctionDeclaration;
      /** What its body can name. */
      readonly variables: Variables;
    };

export type Variables = ReadonlyMap<string, Variable>;

/** What a part of a query is translated with. */
export interface Work {
  readonly context: Context;
  readonly variables: Variables;
  /** Whether the rows of the table that is meant are those that a rule is about: see `QueryScope`. */
  readonly primary: boolean;
  /** Translates a tabular expression. */
  readonly table: (node: Node, work: Work) => Relation;
  /** Adds what statements (`let`) give names to. */
  readonly enter: (statements: readonly Kusto.Language.Syntax.Statement[], work: Work) => Work;
}

/** The same work for a table that is only looked into: the right of a join, the list of an `in`. */
export const aside = (work: Work): Work => (work.primary ? { ...work, primary: false } : work);

export function withVariables(work: Work, more: Iterable<readonly [string, Variable]>): Work {
  return { ...work, variables: new Map([...work.variables, ...more]) };
}
