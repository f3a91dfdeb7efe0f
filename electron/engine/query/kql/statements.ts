import { expression } from './expressions/expression.ts';
import { kusto } from './kusto.ts';
import { Unsupported } from './plan.ts';
import { rowScope } from './row-scope.ts';
import type { Node } from './scope.ts';
import { elements, isTabular, present } from './syntax.ts';
import { type Variable, type Work, withVariables } from './work.ts';

/** What a `let` gives a name to. Its own names are those that were known before it. */
function variable(node: Node, work: Work): Variable {
  const { Syntax } = kusto();
  if (node instanceof Syntax.FunctionDeclaration) {
    return { kind: 'function', declaration: node, variables: work.variables };
  }
  if (isTabular(node)) return { kind: 'table', table: (primary) => work.table(node, { ...work, primary }) };
  const value = expression(node, rowScope(undefined, work));
  return { kind: 'value', value: () => value };
}

/** Query parameters mean their defaults: nobody gives other values here. */
function parameters(
  statement: Kusto.Language.Syntax.QueryParametersStatement,
  work: Work,
): readonly (readonly [string, Variable])[] {
  return elements(statement.Parameters).map((parameter) => {
    const name = parameter.NameAndType?.Name?.SimpleName ?? '';
    const given = parameter.DefaultValue?.Value;
    if (!given) throw new Unsupported(parameter, `The parameter ${name} needs a default value.`);
    return [name, variable(given, work)];
  });
}

/** Adds what statements give names to, each to those after it. */
export function enter(statements: readonly Kusto.Language.Syntax.Statement[], work: Work): Work {
  const { Syntax } = kusto();
  return statements.reduce<Work>((sofar, statement) => {
    if (statement instanceof Syntax.LetStatement) {
      const name = statement.Name?.SimpleName ?? '';
      return withVariables(sofar, [[name, variable(present(statement.Expression, statement), sofar)]]);
    }
    if (statement instanceof Syntax.QueryParametersStatement) return withVariables(sofar, parameters(statement, sofar));
    throw new Unsupported(statement, 'Only let and declare query_parameters can stand before the query.');
  }, work);
}
