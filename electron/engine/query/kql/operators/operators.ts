import { kusto } from '../kusto.ts';
import { Unsupported } from '../plan.ts';
import type { Relation } from '../relation.ts';
import { textOf } from '../syntax.ts';
import type { Work } from '../work.ts';
import { distinct } from './distinct.ts';
import { join } from './join.ts';
import { mvExpand } from './mv-expand.ts';
import { extend, project, projectAway, projectKeep, projectRename, projectReorder } from './project.ts';
import { search } from './search.ts';
import { sort, take, top } from './sort.ts';
import { getSchema } from './sources.ts';
import { count, summarize } from './summarize.ts';
import { union } from './union.ts';
import { where } from './where.ts';

type Operator = Kusto.Language.Syntax.QueryOperator;

/** One operator put on a table. */
export function operate(node: Operator, relation: Relation, work: Work): Relation {
  const { Syntax } = kusto();
  if (node instanceof Syntax.FilterOperator) return where(node, relation, work);
  if (node instanceof Syntax.ProjectOperator) return project(node, relation, work);
  if (node instanceof Syntax.ExtendOperator) return extend(node, relation, work);
  if (node instanceof Syntax.SummarizeOperator) return summarize(node, relation, work);
  if (node instanceof Syntax.SortOperator) return sort(node, relation, work);
  if (node instanceof Syntax.TopOperator) return top(node, relation, work);
  if (node instanceof Syntax.TakeOperator) return take(node, relation, work);
  if (node instanceof Syntax.CountOperator) return count(node, relation, work);
  if (node instanceof Syntax.DistinctOperator) return distinct(node, relation, work);
  if (node instanceof Syntax.JoinOperator || node instanceof Syntax.LookupOperator) return join(node, relation, work);
  if (node instanceof Syntax.UnionOperator) return union(node, relation, work);
  if (node instanceof Syntax.MvExpandOperator) return mvExpand(node, relation, work);
  if (node instanceof Syntax.SearchOperator) return search(node, relation, work);
  return reshape(node, relation, work);
}

/** Operators that only choose, call and order columns. */
function reshape(node: Operator, relation: Relation, work: Work): Relation {
  const { Syntax } = kusto();
  if (node instanceof Syntax.ProjectAwayOperator) return projectAway(node, relation);
  if (node instanceof Syntax.ProjectKeepOperator) return projectKeep(node, relation);
  if (node instanceof Syntax.ProjectRenameOperator) return projectRename(node, relation);
  if (node instanceof Syntax.ProjectReorderOperator) return projectReorder(node, relation);
  if (node instanceof Syntax.GetSchemaOperator) return getSchema(node, relation, work);
  // Rows keep their order here as long as an operator keeps it: there is nothing to do.
  if (node instanceof Syntax.SerializeOperator) return extend(node, relation, work);
  if (node instanceof Syntax.AsOperator) return relation;
  if (node instanceof Syntax.RenderOperator) throw new Unsupported(node, 'render comes last in a query.');
  throw new Unsupported(node, `The operator ${firstWord(node)} is not supported.`);
}

export const firstWord = (node: Kusto.Language.Syntax.SyntaxElement): string => /^[\w-]+/.exec(textOf(node))?.[0] ?? '';
