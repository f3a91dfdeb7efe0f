import { kusto } from './kusto.ts';
import { type Expr, Unsupported } from './plan.ts';
import type { Node, Scope } from './scope.ts';
import { elements, present } from './syntax.ts';
import { aside, type Variable, type Variables, type Work, withVariables } from './work.ts';

type Call = Kusto.Language.Syntax.FunctionCallExpression;
type Declaration = Kusto.Language.Syntax.FunctionDeclaration;

/** A function that the query defines, and the call of it. */
export interface Called {
  readonly call: Call;
  readonly declaration: Declaration;
  readonly variables: Variables;
}

export function functionNamed(name: string, node: Node, work: Work): Called | undefined {
  const variable = work.variables.get(name);
  if (variable?.kind !== 'function' || !(node instanceof kusto().Syntax.FunctionCallExpression)) return undefined;
  return { call: node, declaration: variable.declaration, variables: variable.variables };
}

type Value = (node: Node, scope: Scope) => Expr;

/** What a parameter means in one call: its argument, or its default. */
function bound(
  parameter: Kusto.Language.Syntax.FunctionParameter,
  argument: Node | undefined,
  { call }: Called,
  scope: Scope,
  work: Work,
  value: Value,
): readonly [string, Variable] {
  const { NameAndType, DefaultValue } = parameter;
  const name = NameAndType?.Name?.SimpleName ?? '';
  const given = argument ?? DefaultValue?.Value ?? undefined;
  if (given === undefined) throw new Unsupported(call, `The call gives no value for ${name}.`);
  if (NameAndType?.Type instanceof kusto().Syntax.SchemaTypeExpression) {
    return [name, { kind: 'table', table: (primary) => work.table(given, primary ? work : aside(work)) }];
  }
  const known = value(given, scope);
  return [name, { kind: 'value', value: () => known }];
}

/** The body of a called function, and what its names mean there: its parameters, and its own `let`s. */
export function callBody(
  called: Called,
  scope: Scope,
  work: Work,
  value: Value,
): { readonly body: Node; readonly work: Work } {
  const { call, declaration } = called;
  const given = elements(present(call.ArgumentList, call).Expressions);
  const named = new Map<string, Node>();
  const inOrder: Node[] = [];
  for (const argument of given) {
    if (argument instanceof kusto().Syntax.SimpleNamedExpression) {
      named.set(argument.Name?.SimpleName ?? '', present(argument.Expression, argument));
    } else inOrder.push(argument);
  }
  const parameters = elements(declaration.Parameters?.Parameters ?? null).map((parameter, at) => {
    const name = parameter.NameAndType?.Name?.SimpleName ?? '';
    return bound(parameter, named.get(name) ?? inOrder[at], called, scope, work, value);
  });
  const body = present(declaration.Body, call);
  const inside = withVariables({ ...work, variables: called.variables }, parameters);
  return { body: present(body.Expression, call), work: work.enter(elements(body.Statements), inside) };
}
