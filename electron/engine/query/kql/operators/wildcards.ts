import { kusto } from '../kusto.ts';
import { Unsupported } from '../plan.ts';
import { type Column, findColumn, type Relation } from '../relation.ts';
import type { Node } from '../scope.ts';
import { textOf } from '../syntax.ts';

/** Whether a name matches one with `*` in it, which stand for any characters. */
export function matchesWildcard(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[$()+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(name);
}

/** The columns that a name or a name with `*` stands for. */
export function namedBy(node: Node, relation: Relation): readonly Column[] {
  const { Syntax } = kusto();
  if (node instanceof Syntax.StarExpression) return relation.columns;
  if (!(node instanceof Syntax.NameReference)) throw new Unsupported(node, 'Only the name of a column can stand here.');
  if (node.Name instanceof Syntax.WildcardedName) {
    const pattern = textOf(node);
    return relation.columns.filter(({ name }) => matchesWildcard(pattern, name));
  }
  const column = findColumn(relation, node.SimpleName ?? '');
  if (column === undefined) throw new Unsupported(node, `There is no column ${node.SimpleName ?? ''} here.`);
  return [column];
}
