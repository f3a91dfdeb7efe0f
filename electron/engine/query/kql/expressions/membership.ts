import type { KqlType } from '../../../../shared/contract/kql.ts';
import { kusto } from '../kusto.ts';
import { type Expr, Unsupported } from '../plan.ts';
import type { Node, Scope } from '../scope.ts';
import { joined, raw, sql } from '../sql.ts';
import { elements, isTabular, present } from '../syntax.ts';
import { arithmetic } from './arithmetic.ts';
import { asComparable, compared, equalsOne } from './comparisons.ts';
import { argument, asString, converted } from './conversions.ts';
import { fromJson, isArray, type Json, knownDynamic } from './json.ts';
import { joinedBy, negated, sure } from './logic.ts';
import { folded, hasTerms, respelled } from './matching.ts';
import { callSql, native } from './native.ts';
import { foldAscii, holdsTerm } from './terms.ts';
import { isNumber, typed } from './values.ts';

type Translate = (node: Node) => Expr;

export const listOperators: readonly string[] = ['in', '!in', 'in~', '!in~', 'has_any', 'has_all'];
export const rangeOperators: readonly string[] = ['between', '!between'];

/** What a list in parentheses holds: values, or one table. */
function listed(list: Kusto.Language.Syntax.ExpressionList | null, place: Node, scope: Scope): readonly Node[] | Expr {
  const nodes = elements(present(list, place).Expressions);
  const [only] = nodes;
  if (nodes.length === 1 && only && (scope.isTable(only) || isTabular(only))) return scope.list(only);
  return nodes;
}

/** Nested lists are lists of all that is in them. */
const flat = (value: Json): readonly Json[] => (isArray(value) ? value.flatMap(flat) : [value]);

const elementsOf = native('elements', 'dynamic', (json: string) => JSON.stringify(flat(fromJson(json))));

/** Values of a list as single ones, where that is known before the query runs. */
const spread = (value: Expr): readonly Json[] | undefined =>
  value.type === 'dynamic' && typeof value.constant === 'string' ? flat(fromJson(value.constant)) : undefined;

/** Whether what a list holds can be equal to a value of a type at all. */
function isOfKind(type: KqlType, element: Json): boolean {
  if (type === 'dynamic') return true;
  if (type === 'long' || type === 'real') return typeof element === 'number';
  return typeof element === (type === 'bool' ? 'boolean' : 'string');
}

/** `in`, `!in`, `in~`, `!in~`. */
export function within(node: Kusto.Language.Syntax.InExpression, translate: Translate, scope: Scope): Expr {
  const operator = node.Operator?.Text ?? '';
  const given = translate(present(node.Left, node));
  // A column of paths or keys forgives case by itself.
  const forgiving = operator.endsWith('~') || given.spelling !== undefined;
  const value = forgiving ? asString(given) : given;
  const form = (one: Expr) => (forgiving ? folded(respelled(value, asString(one), 'whole')) : one);
  const list = listed(node.Right, node, scope);
  const found = 'sql' in list ? isInTable(value, list, form, node) : isOneOf(value, list.map(translate), form, node);
  return operator.startsWith('!') ? negated(found) : found;
}

/** How values are compared: as they are, or with what is forgiven taken away. */
type Form = (one: Expr) => Expr;

function isInTable(value: Expr, list: Expr, form: Form, place: Node): Expr {
  const [one, other] = paired(value, typed(list.type, raw('v')), place);
  return equalsOne(form(one), sql`(WITH l(v) AS ${list} SELECT ${form(other)} FROM l)`);
}

function isOneOf(value: Expr, given: readonly Expr[], form: Form, place: Node): Expr {
  const unknown = given.filter(({ type, constant }) => type === 'dynamic' && constant === undefined);
  const single = given
    .filter((one) => !unknown.includes(one))
    .flatMap(
      (one) =>
        spread(one)
          ?.filter((element) => isOfKind(value.type, element))
          .map(knownDynamic) ?? [one],
    )
    .filter(({ constant }) => constant !== null)
    .map((one) => form(paired(value, one, place)[1]));
  const [compared] = paired(value, value, place);
  const simple = equalsOne(form(compared), sql`(${joined(single, ', ')})`);
  return unknown.reduce((all, list) => joinedBy('or', all, isElement(value, list, form, place)), simple);
}

/** Two values as ones of a type that are equal where the language finds them so. */
function paired(value: Expr, element: Expr, place: Node): readonly [Expr, Expr] {
  if (value.type === 'dynamic') return [asComparable(value), asComparable(element)];
  if (element.type === 'dynamic') return [value, argument(element, isNumber(value) ? 'real' : value.type, place)];
  if (value.type === element.type || (isNumber(value) && isNumber(element))) return [value, element];
  throw new Unsupported(
    place,
    `A value of type ${value.type} is never one of type ${element.type}; convert one of them.`,
  );
}

/** Whether a value is in a list that is known only when the query runs. */
function isElement(value: Expr, list: Expr, form: Form, place: Node): Expr {
  const all = sql`json_each(${callSql(elementsOf, list)})`;
  const { type } = value;
  if (type === 'dynamic') return equalsOne(asComparable(value), sql`(SELECT json_quote(value) FROM ${all})`);
  const kinds = isNumber(value) ? `'integer', 'real'` : type === 'bool' ? `'true', 'false'` : `'text'`;
  const isTime = type === 'datetime' || type === 'timespan';
  const element = isTime ? converted(typed('string', raw('value')), type, place) : form(typed(type, raw('value')));
  return equalsOne(form(value), sql`(SELECT ${element} FROM ${all} WHERE type IN (${raw(kinds)}))`);
}

const hasOneOf = (every: boolean) => (text: string, json: string) => {
  const value = foldAscii(text);
  const test = (one: Json) => holdsTerm(value, foldAscii(String(one)), { start: true, end: true });
  const terms = flat(fromJson(json));
  return every ? terms.every(test) : terms.some(test);
};
const hasAny = native('has_any', 'bool', hasOneOf(false));
const hasAll = native('has_all', 'bool', hasOneOf(true));

/** `has_any`, `has_all`. */
export function hasOf(
  node: Kusto.Language.Syntax.HasAnyExpression | Kusto.Language.Syntax.HasAllExpression,
  translate: Translate,
  scope: Scope,
): Expr {
  const every = node instanceof kusto().Syntax.HasAllExpression;
  const value = asString(translate(present(node.Left, node)));
  const list = listed(node.Right, node, scope);
  const dynamic = (given: Expr) => sure(sql`coalesce(${callSql(every ? hasAll : hasAny, value, given)}, 0)`);
  if ('sql' in list) return dynamic(typed('dynamic', sql`(WITH l(v) AS ${list} SELECT json_group_array(v) FROM l)`));
  const given = list.map(translate);
  const lists = given.filter((one) => one.type === 'dynamic' && one.constant === undefined);
  const terms = given.filter((one) => !lists.includes(one)).flatMap((one) => spread(one)?.map(knownDynamic) ?? [one]);
  const simple = lists.length > 0 && terms.length === 0 ? undefined : hasTerms(every, value, terms);
  const all = [...(simple ? [simple] : []), ...lists.map(dynamic)];
  return all.reduce((one, other) => joinedBy(every ? 'and' : 'or', one, other));
}

/** `between` and `!between`; the end may be a timespan after the beginning. */
export function inRange(node: Kusto.Language.Syntax.BetweenExpression, translate: Translate): Expr {
  const couple = present(node.Right, node);
  const value = translate(present(node.Left, node));
  const first = translate(present(couple.First, node));
  const end = translate(present(couple.Second, node));
  const last = first.type === 'datetime' && end.type === 'timespan' ? arithmetic('+', first, end, node) : end;
  return node.Operator?.Text?.startsWith('!')
    ? joinedBy('or', compared('<', value, first, node), compared('>', value, last, node))
    : joinedBy('and', compared('>=', value, first, node), compared('<=', value, last, node));
}
