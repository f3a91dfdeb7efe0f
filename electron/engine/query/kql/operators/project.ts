import { expression } from '../expressions/expression.ts';
import { looksBeside } from '../expressions/windows.ts';
import { kusto } from '../kusto.ts';
import { type PlanColumn, Unsupported } from '../plan.ts';
import { type Column, findColumn, type Relation, seal } from '../relation.ts';
import { rowScope } from '../row-scope.ts';
import type { Node } from '../scope.ts';
import { raw } from '../sql.ts';
import { columnsOf, elements, present } from '../syntax.ts';
import type { Work } from '../work.ts';
import { namedBy } from './wildcards.ts';

/** What stands behind `name =`. `(a, b) = …` takes apart what no function here gives. */
export function unnamed(node: Node): Node {
  const { Syntax } = kusto();
  if (node instanceof Syntax.CompoundNamedExpression) {
    throw new Unsupported(node, 'Several names for one value are supported for arg_max and arg_min alone.');
  }
  return node instanceof Syntax.SimpleNamedExpression ? present(node.Expression, node) : node;
}

/** The columns that expressions make, called as the parser calls them. */
function made(nodes: readonly Node[], names: readonly PlanColumn[], relation: Relation, work: Work): readonly Column[] {
  const scope = rowScope(relation, work);
  return nodes.map((node, at) => {
    const value = expression(unnamed(node), scope);
    return { name: names[at]?.name ?? `Column${at + 1}`, type: value.type, value: () => value };
  });
}

/** The columns of an operator that makes one of each of its expressions. */
export const columnsMade = (
  operator: Node,
  nodes: readonly Node[],
  relation: Relation,
  work: Work,
): readonly Column[] => made(nodes, columnsOf(operator), relation, work);

export function project(node: Kusto.Language.Syntax.ProjectOperator, relation: Relation, work: Work): Relation {
  const columns = columnsMade(node, elements(node.Expressions), relation, work);
  return settled({ ...relation, columns }, columns, work);
}

/** A longer piece is written down once, however often it is used (characters). */
const longest = 20_000;

/**
 * A relation on which anything can be put, also where one of the columns just made looks at other rows, or is so long
 * that it must not be written again wherever it is used.
 */
function settled(relation: Relation, made: readonly Column[], work: Work): Relation {
  const { aliases } = work.context;
  // The limit keeps SQLite itself from writing it again.
  if (made.some(({ value }) => value().sql.length > longest)) {
    return seal(relation, aliases, { limit: raw('-1'), ordered: false });
  }
  if (!made.some(({ value }) => looksBeside(value()))) return relation;
  // What is beside a row may be any change of the log, so that no row hangs on one change alone.
  const { id: _, ...stateful } = seal(relation, aliases);
  return stateful;
}

/** `extend`: new columns behind the others; one of the same name takes the other's place. */
export function extend(
  node: Kusto.Language.Syntax.ExtendOperator | Kusto.Language.Syntax.SerializeOperator,
  relation: Relation,
  work: Work,
): Relation {
  const nodes = elements(node.Expressions);
  const results = columnsOf(node);
  const own = new Set(relation.columns.map(({ name }) => name));
  const others = results.filter(({ name }) => !own.has(name));
  let unnamedAt = 0;
  // Of what has no name the parser makes one, in the order in which the columns are added.
  const explicit = new Set(nodes.map((each) => explicitName(each)).filter((name) => name !== undefined));
  const invented = others.filter(({ name }) => !explicit.has(name));
  const names = nodes.map((each) => ({
    name: explicitName(each) ?? invented[unnamedAt++]?.name ?? 'Column1',
    type: 'string' as const,
  }));
  const columns = made(nodes, names, relation, work);
  const replaced = relation.columns.map((column) => findColumn({ columns }, column.name) ?? column);
  const all = [...replaced, ...columns.filter(({ name }) => !own.has(name))];
  return settled({ ...relation, columns: all }, columns, work);
}

/** The name that a value has where it is written `name = …`, or is itself a column. */
function explicitName(node: Node): string | undefined {
  const { Syntax } = kusto();
  if (node instanceof Syntax.SimpleNamedExpression) return node.Name?.SimpleName ?? undefined;
  if (node instanceof Syntax.NameReference) return node.SimpleName ?? undefined;
  return undefined;
}

export function projectAway(node: Kusto.Language.Syntax.ProjectAwayOperator, relation: Relation): Relation {
  const away = new Set(elements(node.Expressions).flatMap((each) => namedBy(each, relation)));
  return { ...relation, columns: relation.columns.filter((column) => !away.has(column)) };
}

/** `project-keep`: these columns, in the order that they have already. */
export function projectKeep(node: Kusto.Language.Syntax.ProjectKeepOperator, relation: Relation): Relation {
  const kept = new Set(elements(node.Expressions).flatMap((each) => namedBy(each, relation)));
  return { ...relation, columns: relation.columns.filter((column) => kept.has(column)) };
}

export function projectRename(node: Kusto.Language.Syntax.ProjectRenameOperator, relation: Relation): Relation {
  const { Syntax } = kusto();
  const names = new Map<Column, string>();
  for (const each of elements(node.Expressions)) {
    const from = each instanceof Syntax.SimpleNamedExpression ? each.Expression : null;
    const column = from instanceof Syntax.NameReference ? findColumn(relation, from.SimpleName ?? '') : undefined;
    if (column === undefined || !(each instanceof Syntax.SimpleNamedExpression)) {
      throw new Unsupported(each, 'A column is renamed as New = Old.');
    }
    names.set(column, each.Name?.SimpleName ?? '');
  }
  return {
    ...relation,
    columns: relation.columns.map((column) => ({ ...column, name: names.get(column) ?? column.name })),
  };
}

/** `project-reorder`: these columns first; `asc` and `desc` sort those of a wildcard by name. */
export function projectReorder(node: Kusto.Language.Syntax.ProjectReorderOperator, relation: Relation): Relation {
  const { Syntax } = kusto();
  const first = new Set<Column>();
  for (const each of elements(node.Expressions)) {
    const isOrdered = each instanceof Syntax.OrderedExpression;
    const found = [...namedBy(isOrdered ? present(each.Expression, each) : each, relation)];
    const word = isOrdered ? (each.Ordering?.AscOrDescKeyword?.Text ?? '') : '';
    if (/granny/.test(word)) throw new Unsupported(each, `The order ${word} is not supported here.`);
    if (word !== '') found.sort((a, b) => (a.name < b.name ? -1 : 1) * (word === 'desc' ? -1 : 1));
    for (const column of found) first.add(column);
  }
  return { ...relation, columns: [...first, ...relation.columns.filter((column) => !first.has(column))] };
}
