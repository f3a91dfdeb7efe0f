import { kusto } from '../kusto.ts';
import { type Relation, seal } from '../relation.ts';
import { elements, parameters, refuseOthers } from '../syntax.ts';
import type { Work } from '../work.ts';
import { columnsMade } from './project.ts';
import { namedBy } from './wildcards.ts';

/** `distinct`: each combination of these columns once; `*` for all of them. */
export function distinct(node: Kusto.Language.Syntax.DistinctOperator, relation: Relation, work: Work): Relation {
  refuseOthers(parameters(node.Parameters), []);
  const nodes = elements(node.Expressions);
  const isAll = nodes.length === 1 && nodes[0] instanceof kusto().Syntax.StarExpression;
  const columns =
    isAll && nodes[0] !== undefined ? namedBy(nodes[0], relation) : columnsMade(node, nodes, relation, work);
  return seal({ ...relation, columns }, work.context.aliases, { distinct: true });
}
