import type { KqlChart } from '../../../shared/contract/kql.ts';
import { newContext, type QueryScope } from './context.ts';
import { kusto } from './kusto.ts';
import { render } from './operators/render.ts';
import { type Plan, Unsupported } from './plan.ts';
import { type Relation, select } from './relation.ts';
import type { Node } from './scope.ts';
import { bind } from './sql.ts';
import { enter } from './statements.ts';
import { elements, present } from './syntax.ts';
import { tabular } from './tabular.ts';
import type { Work } from './work.ts';

export interface TranslateOptions {
  readonly scope: QueryScope;
  /** Without the leniencies that Tidemark adds to the language. */
  readonly strict: boolean;
}

/** The last statement, which is the query, and those before it. */
function statementsOf(code: Kusto.Language.KustoCode): {
  readonly before: readonly Kusto.Language.Syntax.Statement[];
  readonly query: Node;
} {
  const { Syntax } = kusto();
  const block = code.Syntax;
  if (!(block instanceof Syntax.QueryBlock))
    throw new Unsupported({ TextStart: 0, Width: code.Text?.length ?? 0 }, 'This is no query.');
  const all = elements(block.Statements);
  const at = all.findIndex((statement) => statement instanceof Syntax.ExpressionStatement);
  const query = all[at];
  if (!(query instanceof Syntax.ExpressionStatement)) {
    throw new Unsupported(
      { TextStart: 0, Width: code.Text?.length ?? 0 },
      'There is no query, only what it could use.',
    );
  }
  const second = all[at + 1];
  if (second !== undefined) throw new Unsupported(second, 'There is one query at a time.');
  return { before: all.slice(0, at), query: present(query.Expression, query) };
}

/** The table of a query, and how it is to be drawn. */
function answer(query: Node, work: Work): { readonly relation: Relation; readonly chart: KqlChart | null } {
  const { Syntax } = kusto();
  if (query instanceof Syntax.PipeExpression && query.Operator instanceof Syntax.RenderOperator) {
    const relation = tabular(present(query.Expression, query), work);
    return { relation, chart: render(query.Operator, relation, work) ?? null };
  }
  return { relation: tabular(query, work), chart: null };
}

/**
 * A query, parsed and analysed without errors, as a statement of SQL in which every value is bound. Throws an
 * `Unsupported` for what can't be translated, with its place in the text.
 */
export function translate(code: Kusto.Language.KustoCode, options: TranslateOptions): Plan {
  const { before, query } = statementsOf(code);
  const context = newContext(options.scope, options.strict);
  const start: Work = { context, variables: new Map(), primary: true, table: tabular, enter };
  const { relation, chart } = answer(query, enter(before, start));
  // A question about state is about everything, whatever has changed of late.
  if (relation.id === undefined && options.scope === 'changes') return translate(code, { ...options, scope: 'all' });
  const values = relation.columns.map(({ name, value }) => ({ name, value: value() }));
  const outputs = values.map(({ value }, at) => ({ as: `c${at}`, value }));
  const id = relation.id === undefined ? [] : [{ as: 'id', value: relation.id() }];
  const limit = bind({ at: 'rows' });
  return {
    ...select(relation, [...outputs, ...id], context.aliases, { limit }),
    columns: values.map(({ name, value: { type } }) => ({ name, type })),
    hasId: relation.id !== undefined,
    chart,
    evaluation: relation.id === undefined ? 'state' : 'change',
    notices: context.notices,
  };
}
