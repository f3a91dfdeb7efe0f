import { kusto } from '../kusto.ts';
import { type Expr, type Place, Unsupported } from '../plan.ts';
import type { Node } from '../scope.ts';
import { present } from '../syntax.ts';
import { fromJson, isArray, isBag, type Json, member, toJson } from './json.ts';
import { callOf, native } from './native.ts';
import { known } from './values.ts';

/** A part of a bag by its name, or of a list by its place; a negative one counts from the end. */
function part(json: string, key: string | number): string | null {
  const value: Json = fromJson(json);
  if (typeof key === 'string') return isBag(value) ? toJson(member(value, key)) : null;
  return isArray(value) ? toJson(value.at(key)) : null;
}

const partOf = native('part', 'dynamic', part);

/** `d.x`, `d['x']`, `d[0]`, `d[-1]`. */
export function memberOf(
  node: Kusto.Language.Syntax.PathExpression | Kusto.Language.Syntax.ElementExpression,
  translate: (node: Node) => Expr,
): Expr {
  const { Syntax } = kusto();
  const whole = translate(present(node.Expression, node));
  const selector = present(node.Selector, node);
  if (whole.type !== 'dynamic') {
    throw new Unsupported(
      node,
      `A value of type ${whole.type} has no parts; parse_json() makes a dynamic of a string.`,
    );
  }
  if (node instanceof Syntax.PathExpression) {
    if (selector instanceof Syntax.NameReference)
      return callOf(partOf, whole, known('string', selector.SimpleName ?? ''));
    throw new Unsupported(selector, 'Only a name can follow the point here.');
  }
  const key = keyOf(selector, translate);
  if (key.type === 'string' || key.type === 'long') return callOf(partOf, whole, key);
  if (key.type === 'dynamic') return callOf(partOfAny, whole, key);
  throw new Unsupported(selector, `A part is found by its name or place, not by a value of type ${key.type}.`);
}

const partOfAny = native('part_of_any', 'dynamic', (json: string, key: string) => {
  const found = fromJson(key);
  return typeof found === 'string' || typeof found === 'number' ? part(json, found) : null;
});

function keyOf(selector: Node, translate: (node: Node) => Expr): Expr {
  const { Syntax } = kusto();
  const inner = selector instanceof Syntax.BracketedExpression ? present(selector.Expression, selector) : selector;
  return translate(inner);
}

/** The name that a bracketed or plain reference has. */
export function nameOf(node: Node | null, place: Place): string {
  if (node instanceof kusto().Syntax.NameReference) return node.SimpleName ?? '';
  throw new Unsupported(place, 'A name is expected here.');
}
