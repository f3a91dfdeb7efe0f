import { kusto } from '../kusto.ts';
import { type Expr, Unsupported } from '../plan.ts';
import { findColumn, type Relation } from '../relation.ts';
import type { Node } from '../scope.ts';
import { present, textOf } from '../syntax.ts';

/** A pair of keys that are to be equal. */
export interface Pair {
  readonly left: Expr;
  readonly right: Expr;
}

/** The side that `$left.x` or `$right.x` names, and its column. */
function sided(node: Node | null): { readonly side: string; readonly name: string } | undefined {
  const { Syntax } = kusto();
  if (!(node instanceof Syntax.PathExpression) || !(node.Selector instanceof Syntax.NameReference)) return undefined;
  return { side: textOf(node.Expression), name: node.Selector.SimpleName ?? '' };
}

const columnIn = (relation: Relation, name: string, node: Node): Expr => {
  const column = findColumn(relation, name);
  if (column === undefined) throw new Unsupported(node, `There is no column ${name} on this side of the join.`);
  return column.value();
};

/** `on A`, `on $left.A == $right.B`, and `on A and B`. */
export function pairs(node: Node, left: Relation, right: Relation): readonly Pair[] {
  const { Syntax } = kusto();
  if (node instanceof Syntax.ParenthesizedExpression) return pairs(present(node.Expression, node), left, right);
  if (node instanceof Syntax.NameReference) {
    const name = node.SimpleName ?? '';
    return [{ left: columnIn(left, name, node), right: columnIn(right, name, node) }];
  }
  if (node instanceof Syntax.BinaryExpression) {
    const one = present(node.Left, node);
    const other = present(node.Right, node);
    if (node.Kind === Syntax.SyntaxKind.AndExpression)
      return [...pairs(one, left, right), ...pairs(other, left, right)];
    const [a, b] = [sided(one), sided(other)];
    if (node.Kind === Syntax.SyntaxKind.EqualExpression && a && b && a.side !== b.side) {
      const [leftName, rightName] = a.side === '$left' ? [a.name, b.name] : [b.name, a.name];
      return [{ left: columnIn(left, leftName, node), right: columnIn(right, rightName, node) }];
    }
  }
  throw new Unsupported(node, 'A join is on columns of the same name, or on $left.A == $right.B.');
}

/** The columns of the right by which a lookup finds its row, and which it does not repeat. */
export function rightNames(on: readonly Node[]): readonly string[] {
  const { Syntax } = kusto();
  return on.flatMap((each) => {
    if (each instanceof Syntax.NameReference) return [each.SimpleName ?? ''];
    if (!(each instanceof Syntax.BinaryExpression)) return [];
    return [sided(each.Left), sided(each.Right)].flatMap((found) => (found?.side === '$right' ? [found.name] : []));
  });
}
