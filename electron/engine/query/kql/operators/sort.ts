import { expression } from '../expressions/expression.ts';
import { kusto } from '../kusto.ts';
import { Unsupported } from '../plan.ts';
import { type Ordering, type Relation, seal } from '../relation.ts';
import { rowScope } from '../row-scope.ts';
import type { Node } from '../scope.ts';
import { elements, parameters, present, refuseOthers } from '../syntax.ts';
import type { Work } from '../work.ts';

/** One key: descending unless said otherwise; nulls come last then, and first of an ascending one (KQL's defaults). */
function ordering(node: Node, relation: Relation, work: Work): Ordering {
  const { Syntax } = kusto();
  const isOrdered = node instanceof Syntax.OrderedExpression;
  const key = isOrdered ? present(node.Expression, node) : node;
  const descending = (isOrdered ? node.Ordering?.AscOrDescKeyword?.Text : undefined) !== 'asc';
  const nulls = isOrdered ? node.Ordering?.NullsClause?.FirstOrLastKeyword?.Text : undefined;
  const value = expression(key, rowScope(relation, work));
  if (value.type === 'dynamic' && !value.sortable)
    throw new Unsupported(key, 'A dynamic value has no order: make it a tostring() or a tolong().');
  return { value: () => value, descending, nullsFirst: nulls === undefined ? !descending : nulls === 'first' };
}

export function sort(node: Kusto.Language.Syntax.SortOperator, relation: Relation, work: Work): Relation {
  refuseOthers(parameters(node.Parameters), []);
  const order = elements(node.Expressions).map((each) => ordering(each, relation, work));
  return { ...relation, order, sorted: true };
}

/** `take`, `limit`: so many rows; of an order, the first of it. */
export function take(node: Kusto.Language.Syntax.TakeOperator, relation: Relation, work: Work): Relation {
  refuseOthers(parameters(node.Parameters), []);
  return limited(present(node.Expression, node), relation, work);
}

export function top(node: Kusto.Language.Syntax.TopOperator, relation: Relation, work: Work): Relation {
  refuseOthers(parameters(node.Parameters), []);
  const order = [ordering(present(node.ByExpression, node), relation, work)];
  return limited(present(node.Expression, node), { ...relation, order, sorted: true }, work);
}

function limited(count: Node, relation: Relation, work: Work): Relation {
  const { sql, values, type } = expression(count, rowScope(undefined, work));
  if (type !== 'long') throw new Unsupported(count, 'How many rows is a whole number.');
  // SQLite reads a negative limit as none.
  return seal(relation, work.context.aliases, { limit: { sql: `max(0, ${sql})`, values } });
}
