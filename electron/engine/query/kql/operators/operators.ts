import { kusto } from '../kusto.ts';
import { Unsupported } from '../plan.ts';
import { once, type Relation } from '../relation.ts';
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

/** What is done for one kind of operator. */
interface Handler {
  /** How it is written. */
  readonly names: readonly string[];
  /** The relation with the operator put on it, where the node is one. */
  readonly apply: (node: Operator, relation: Relation, work: Work) => Relation | undefined;
}

function handler<T extends Operator>(
  names: string,
  type: { readonly prototype: T },
  apply: (node: T, relation: Relation, work: Work) => Relation,
): Handler {
  return {
    names: names.split(' '),
    apply: (node, relation, work) =>
      Reflect.apply(Object.prototype.isPrototypeOf, type.prototype, [node])
        ? apply(node as T, relation, work)
        : undefined,
  };
}

/** The operators that stand behind a bar. `serialize` needs nothing done: rows keep their order as long as one does. */
const handlers = once((): readonly Handler[] => {
  const { Syntax } = kusto();
  return [
    handler('where filter', Syntax.FilterOperator, where),
    handler('project', Syntax.ProjectOperator, project),
    handler('extend', Syntax.ExtendOperator, extend),
    handler('project-away', Syntax.ProjectAwayOperator, projectAway),
    handler('project-keep', Syntax.ProjectKeepOperator, projectKeep),
    handler('project-rename', Syntax.ProjectRenameOperator, projectRename),
    handler('project-reorder', Syntax.ProjectReorderOperator, projectReorder),
    handler('summarize', Syntax.SummarizeOperator, summarize),
    handler('count', Syntax.CountOperator, count),
    handler('distinct', Syntax.DistinctOperator, distinct),
    handler('sort order', Syntax.SortOperator, sort),
    handler('top', Syntax.TopOperator, top),
    handler('take limit', Syntax.TakeOperator, take),
    handler('join', Syntax.JoinOperator, join),
    handler('lookup', Syntax.LookupOperator, join),
    handler('union', Syntax.UnionOperator, union),
    handler('mv-expand', Syntax.MvExpandOperator, mvExpand),
    handler('search', Syntax.SearchOperator, search),
    handler('getschema', Syntax.GetSchemaOperator, getSchema),
    handler('serialize', Syntax.SerializeOperator, extend),
    handler('as', Syntax.AsOperator, (_, relation) => relation),
  ];
});

/** The names of all operators that stand behind a bar; `render`, which comes last, is apart. */
export const operatorNames = (): readonly string[] => [...handlers().flatMap(({ names }) => names), 'render'];

/** One operator put on a table. */
export function operate(node: Operator, relation: Relation, work: Work): Relation {
  for (const { apply } of handlers()) {
    const result = apply(node, relation, work);
    if (result !== undefined) return result;
  }
  if (node instanceof kusto().Syntax.RenderOperator) throw new Unsupported(node, 'render comes last in a query.');
  throw new Unsupported(node, `The operator ${firstWord(node)} is not supported.`);
}

export const firstWord = (node: Kusto.Language.Syntax.SyntaxElement): string => /^[\w-]+/.exec(textOf(node))?.[0] ?? '';
