import { expression } from './expressions/expression.ts';
import { callBody, functionNamed } from './functions.ts';
import { type Expr, type Sql, Unsupported } from './plan.ts';
import { findColumn, orderedBy, type Relation, select } from './relation.ts';
import type { Node, Scope } from './scope.ts';
import { raw, sql } from './sql.ts';
import { isTabular } from './syntax.ts';
import { aside, type Work } from './work.ts';

/** The rows of no table: what `print` and the values of `let` are worked out on. */
const noRows = { columns: [], order: [], sorted: false } as const;

/** A SELECT of the first column of a tabular expression, and that column's value within it. */
function firstColumn(node: Node, work: Work, limit?: Sql): { readonly value: Expr; readonly selected: Sql } {
  const relation = work.table(node, aside(work));
  const value = relation.columns[0]?.value();
  if (value === undefined) throw new Unsupported(node, 'This table has no column to take a value from.');
  const selected = select(relation, [{ as: 'x', value }], work.context.aliases, {
    ordered: limit !== undefined,
    ...(limit === undefined ? {} : { limit }),
  });
  return { value, selected };
}

/** What the names in an expression mean that is worked out on each row of a relation. */
export function rowScope(relation: Pick<Relation, 'columns' | 'order' | 'sorted'> | undefined, work: Work): Scope {
  const rows = relation ?? noRows;
  const scope: Scope = {
    column: (name) => {
      const column = findColumn(rows, name);
      if (column !== undefined) return column.value();
      const variable = work.variables.get(name);
      return variable?.kind === 'value' ? variable.value() : undefined;
    },
    call: (name, node) => {
      const called = functionNamed(name, node, work);
      if (called === undefined) return undefined;
      const { body, work: inside } = callBody(called, scope, work, expression);
      return expression(body, rowScope(undefined, inside));
    },
    scalar: (node) => {
      const { value, selected } = firstColumn(node, work, raw('1'));
      const { type } = value;
      return type === 'string' ? { ...sql`coalesce((${selected}), '')`, type } : { ...sql`(${selected})`, type };
    },
    list: (node) => {
      const { value, selected } = firstColumn(node, work);
      return { ...sql`(${selected})`, type: value.type };
    },
    isTable: isTabular,
    columns: () => rows.columns,
    order: rows.sorted ? orderedBy(rows.order) : undefined,
  };
  return scope;
}
