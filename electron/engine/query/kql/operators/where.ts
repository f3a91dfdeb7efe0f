import { filterOf } from '../expressions/expression.ts';
import type { Relation } from '../relation.ts';
import { rowScope } from '../row-scope.ts';
import { parameters, present, refuseOthers } from '../syntax.ts';
import type { Work } from '../work.ts';

/** `where`, `filter`: the rows for which the condition is true; not those for which it is null. */
export function where(node: Kusto.Language.Syntax.FilterOperator, relation: Relation, work: Work): Relation {
  refuseOthers(parameters(node.Parameters), []);
  const condition = filterOf(present(node.Condition, node), rowScope(relation, work));
  return { ...relation, where: [...relation.where, condition] };
}
