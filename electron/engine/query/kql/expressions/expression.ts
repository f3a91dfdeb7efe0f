import { kusto } from '../kusto.ts';
import { type Expr, Unsupported } from '../plan.ts';
import type { Node, Scope } from '../scope.ts';
import { columnsOf, isTabular, present, textOf } from '../syntax.ts';
import { percentiles } from './aggregates.ts';
import { arithmetic, isArithmetic, signed } from './arithmetic.ts';
import { Call } from './call.ts';
import { compared, comparisonOperators } from './comparisons.ts';
import { makerOf, refusalOf } from './functions.ts';
import { literal } from './literals.ts';
import { bothPass, condition, eitherPasses, joinedBy } from './logic.ts';
import { isStringOperator, matched } from './matching.ts';
import { memberOf } from './members.ts';
import { hasOf, inRange, within } from './membership.ts';
import { orEmptyOf, typed } from './values.ts';
import { looksBeside } from './windows.ts';

/**
 * A value of the language as one of SQL. Aggregates are values too: they stand where the parser lets them stand.
 * Throws `Unsupported`, with the place, for what can't be translated.
 */
export function expression(node: Node, scope: Scope): Expr {
  const { Syntax } = kusto();
  const translate = (part: Node) => expression(part, scope);
  if (node instanceof Syntax.ParenthesizedExpression) return translate(present(node.Expression, node));
  if (node instanceof Syntax.NameReference) return named(node, scope);
  if (node instanceof Syntax.BinaryExpression) return binary(node, scope);
  if (node instanceof Syntax.PrefixUnaryExpression) {
    return signed(node.Operator?.Text ?? '', translate(present(node.Expression, node)), node);
  }
  if (node instanceof Syntax.FunctionCallExpression) return called(node, scope);
  if (node instanceof Syntax.InExpression) return within(node, translate, scope);
  if (node instanceof Syntax.HasAnyExpression || node instanceof Syntax.HasAllExpression)
    return hasOf(node, translate, scope);
  if (node instanceof Syntax.BetweenExpression) return inRange(node, translate);
  if (node instanceof Syntax.PathExpression || node instanceof Syntax.ElementExpression)
    return memberOf(node, translate);
  if (node instanceof Syntax.ToScalarExpression) return scope.scalar(present(node.Expression, node));
  if (node instanceof Syntax.SimpleNamedExpression) return translate(present(node.Expression, node));
  const isLiteral =
    node instanceof Syntax.LiteralExpression ||
    node instanceof Syntax.CompoundStringLiteralExpression ||
    node instanceof Syntax.DynamicExpression;
  if (isLiteral) return literal(node);
  throw new Unsupported(node, `This is not supported here: ${textOf(node).slice(0, 60)}`);
}

/** An aggregate, or a value made of aggregates, of `summarize`. */
export const aggregate = expression;

/**
 * A condition of a filter: a row passes where it is true. Other than in a value, false and NULL need not be told apart
 * here, so that SQLite sees each condition by itself and can use an index for it.
 */
export function filterOf(node: Node, scope: Scope): Expr {
  const { Syntax } = kusto();
  if (node instanceof Syntax.ParenthesizedExpression) return filterOf(present(node.Expression, node), scope);
  if (node instanceof Syntax.BinaryExpression) {
    const word = node.Operator?.Text;
    if (word === 'and' || word === 'or') {
      const join = word === 'and' ? bothPass : eitherPasses;
      return typed('bool', join(filterOf(present(node.Left, node), scope), filterOf(present(node.Right, node), scope)));
    }
  }
  const value = condition(expression(node, scope), node);
  if (looksBeside(value))
    throw new Unsupported(node, 'What looks at other rows can be in no condition: extend by it first.');
  return value;
}

/**
 * The columns of an aggregate that makes several (`percentiles(x, 50, 90)`, `take_any(a, b)`, `take_any(*)`), as the
 * parser names them; `undefined` for any other.
 */
export function severalColumns(
  node: Node,
  scope: Scope,
): readonly { readonly name: string; readonly value: Expr }[] | undefined {
  if (!(node instanceof kusto().Syntax.FunctionCallExpression)) return undefined;
  const names = columnsOf(node).map(({ name }) => name);
  const call = new Call(node, scope, (part) => expression(part, scope));
  if (call.name === 'percentiles') {
    return percentiles(call).map((value, at) => ({ name: names[at] ?? `percentile_${at}`, value }));
  }
  if (call.name !== 'take_any' && call.name !== 'any') return undefined;
  if (call.nodes.length === 1 && !(call.nodes[0] instanceof kusto().Syntax.StarExpression)) return undefined;
  // SQLite takes all columns that stand by themselves from one row of a group.
  const values = call.nodes[0] instanceof kusto().Syntax.StarExpression ? starred(node, names, scope) : call.all();
  return values.map((value, at) => ({ name: names[at] ?? `any_${at}`, value: orEmptyOf(value) }));
}

const starred = (node: Node, names: readonly string[], scope: Scope): readonly Expr[] =>
  names.map((name) => {
    const column = scope.column(name.replace(/^any_/, '')) ?? scope.column(name);
    if (column === undefined) throw new Unsupported(node, `The column ${name} is not known here.`);
    return column;
  });

function named(node: Kusto.Language.Syntax.NameReference, scope: Scope): Expr {
  const name = node.SimpleName ?? '';
  const found = scope.column(name);
  if (found) return found;
  if (scope.isTable(node) || isTabular(node)) {
    throw new Unsupported(node, `${name} is a table, and a single value is expected here; toscalar() takes one of it.`);
  }
  throw new Unsupported(node, `The name ${name} is not known here.`);
}

function called(node: Kusto.Language.Syntax.FunctionCallExpression, scope: Scope): Expr {
  const name = node.Name?.SimpleName ?? '';
  const own = scope.call(name, node);
  if (own) return own;
  const make = makerOf(name);
  if (make === undefined) throw new Unsupported(node, refusalOf(name));
  return make(new Call(node, scope, (part) => expression(part, scope)));
}

function binary(node: Kusto.Language.Syntax.BinaryExpression, scope: Scope): Expr {
  const operator = textOf(node.Operator).replace(/\s+/g, ' ');
  const right = present(node.Right, node);
  const left = present(node.Left, node);
  if (left instanceof kusto().Syntax.StarExpression) return anyColumn(node, operator, right, scope);
  const one = expression(left, scope);
  const other = expression(right, scope);
  if (operator === 'and' || operator === 'or') return joinedBy(operator, condition(one, left), condition(other, right));
  if (comparisonOperators.includes(operator)) return compared(operator, one, other, node);
  if (isStringOperator(operator)) return matched(operator, one, other, node);
  if (isArithmetic(operator)) return arithmetic(operator, one, other, node);
  throw new Unsupported(node.Operator ?? node, `The operator ${operator} is not supported here.`);
}

/** `* has "x"`: whether any column holds it. */
function anyColumn(node: Node, operator: string, right: Node, scope: Scope): Expr {
  const columns = scope.columns?.();
  if (columns === undefined || !isStringOperator(operator) || operator.startsWith('!')) {
    throw new Unsupported(node, `* ${operator} is not supported here; name the columns.`);
  }
  const wanted = expression(right, scope);
  const texts = columns.map(({ value }) => value()).filter(({ type }) => type === 'string' || type === 'dynamic');
  const found = texts.map((value) => matched(operator, value, wanted, node));
  return found.reduce((one, other) => joinedBy('or', one, other), typed('bool', { sql: '0', values: [] }));
}
