import { expression } from './expressions/expression.ts';
import { callBody, functionNamed } from './functions.ts';
import { kusto } from './kusto.ts';
import { firstWord, operate } from './operators/operators.ts';
import { search } from './operators/search.ts';
import { dataTableExpression, print, range } from './operators/sources.ts';
import { union } from './operators/union.ts';
import { Unsupported } from './plan.ts';
import type { Relation } from './relation.ts';
import { rowScope } from './row-scope.ts';
import type { Node } from './scope.ts';
import { elements, present } from './syntax.ts';
import { storeTable } from './tables/tables.ts';
import type { Work } from './work.ts';

/** A tabular expression as a relation. */
export function tabular(node: Node, work: Work): Relation {
  const { Syntax } = kusto();
  if (node instanceof Syntax.ParenthesizedExpression) return tabular(present(node.Expression, node), work);
  if (node instanceof Syntax.PipeExpression) {
    return operate(present(node.Operator, node), tabular(present(node.Expression, node), work), work);
  }
  if (node instanceof Syntax.NameReference) return named(node.SimpleName ?? '', node, work);
  if (node instanceof Syntax.FunctionCallExpression) return called(node, work);
  // What is used twice is worked out twice, with the same result: nothing here is by chance.
  if (node instanceof Syntax.MaterializeExpression) return tabular(present(node.Expression, node), work);
  if (node instanceof Syntax.UnionOperator) return union(node, undefined, work);
  if (node instanceof Syntax.SearchOperator) return search(node, undefined, work);
  if (node instanceof Syntax.DataTableExpression) return dataTableExpression(node, work);
  if (node instanceof Syntax.RangeOperator) return range(node, work);
  if (node instanceof Syntax.PrintOperator) return print(node, work);
  throw new Unsupported(node, `A query can't begin with ${firstWord(node) || 'this'}.`);
}

function named(name: string, node: Node, work: Work): Relation {
  const variable = work.variables.get(name);
  if (variable?.kind === 'table') return variable.table(work.primary);
  const table = variable === undefined ? storeTable(name, work) : undefined;
  if (table === undefined) throw new Unsupported(node, `There is no table ${name}.`);
  return table;
}

function called(node: Kusto.Language.Syntax.FunctionCallExpression, work: Work): Relation {
  const { Syntax } = kusto();
  const name = node.Name?.SimpleName ?? '';
  const own = functionNamed(name, node, work);
  if (own !== undefined) {
    const { body, work: inside } = callBody(own, rowScope(undefined, work), work, expression);
    return tabular(body, { ...inside, primary: work.primary });
  }
  const [argument] = elements(node.ArgumentList?.Expressions ?? null);
  if (name === 'table' && argument instanceof Syntax.LiteralExpression) {
    return named(String(argument.LiteralValue), node, work);
  }
  throw new Unsupported(node, `${name}() is no table here.`);
}
