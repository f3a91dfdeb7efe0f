import type { KqlType } from '../../../../shared/contract/kql.ts';
import { kusto } from '../kusto.ts';
import { type Expr, type Sql, Unsupported } from '../plan.ts';
import { type Column, type Output, once, type Relation, select } from '../relation.ts';
import type { Node } from '../scope.ts';
import { bind, joined, raw, sql } from '../sql.ts';
import { elements, parameters, refuseOthers, textOf } from '../syntax.ts';
import { empty } from '../tables/by-type.ts';
import { storeTable, tableNames } from '../tables/tables.ts';
import type { Work } from '../work.ts';
import { matchesWildcard } from './wildcards.ts';

/** One of the tables that are put together. */
export interface Arm {
  /** What `withsource` calls it. */
  readonly name: string;
  readonly relation: Relation;
}

interface Made {
  readonly name: string;
  readonly type: KqlType;
  /** The column of each arm, where it has one. */
  readonly of: readonly (Column | undefined)[];
}

/** Columns of one name and one type are one; of one name and several types, one each, with the type behind the name. */
function columnsOfAll(arms: readonly Arm[], isInner: boolean): readonly Made[] {
  const made = new Map<string, Made>();
  for (const { relation } of arms) {
    for (const { name, type } of relation.columns) {
      const id = `${name}\0${type}`;
      if (made.has(id)) continue;
      const of = arms.map((arm) => arm.relation.columns.find((column) => column.name === name && column.type === type));
      made.set(id, { name, type, of });
    }
  }
  const all = [...made.values()].filter(({ of }) => !isInner || of.every((column) => column !== undefined));
  return all.map((each) => {
    const isAlone = all.every(({ name, type }) => name !== each.name || type === each.type);
    return isAlone ? each : { ...each, name: `${each.name}_${each.type}` };
  });
}

/** The rows of all arms, one after the other. The change behind a row is kept where every arm has one. */
export function unite(
  arms: readonly Arm[],
  work: Work,
  options: { readonly source?: string; readonly isInner?: boolean } = {},
): Relation {
  const alias = work.context.aliases('u');
  const asked: { readonly as: string; readonly of: readonly Sql[] }[] = [];
  const ask = (of: readonly Sql[]): Sql => {
    const as = `x${asked.length}`;
    asked.push({ as, of });
    return raw(`${alias}.${as}`);
  };
  const from = once(() => {
    const selects = arms.map(({ relation }, at) => {
      const outputs: Output[] = asked.map(({ as, of }) => ({ as, value: of[at] ?? raw('NULL') }));
      return select(relation, outputs, work.context.aliases, { ordered: false });
    });
    return sql`(${joined(selects, ' UNION ALL ')}) AS ${raw(alias)}`;
  });
  const columns = columnsOfAll(arms, options.isInner ?? false).map(
    ({ name, type, of }): Column => ({
      name,
      type,
      value: once((): Expr => {
        const values = of.map((column) => column?.value());
        const spelling = values.find((value) => value?.spelling !== undefined)?.spelling;
        const asOne = ask(values.map((value) => value ?? empty(type)));
        return { ...asOne, type, ...(spelling === undefined ? {} : { spelling }) };
      }),
    }),
  );
  const source: readonly Column[] =
    options.source === undefined
      ? []
      : [
          {
            name: options.source,
            type: 'string',
            value: once((): Expr => ({ ...ask(arms.map(({ name }) => bind(name))), type: 'string' })),
          },
        ];
  const ids = arms.map(({ relation }) => relation.id);
  const id = ids.every((each) => each !== undefined)
    ? { id: once((): Expr => ({ ...ask(ids.map((each) => each())), type: 'long' })) }
    : {};
  return {
    source: { from: () => ({ from: from(), where: [] }) },
    where: [],
    columns: [...source, ...columns],
    order: [],
    sorted: false,
    ...id,
  };
}

/** The tables that an operand names: one, or several by a wildcard. */
function named(node: Node, work: Work): readonly (readonly [string, Relation])[] {
  const { Syntax } = kusto();
  if (node instanceof Syntax.ParenthesizedExpression && node.Expression instanceof Syntax.NameReference)
    return named(node.Expression, work);
  if (
    node instanceof Syntax.StarExpression ||
    (node instanceof Syntax.NameReference && node.Name instanceof Syntax.WildcardedName)
  ) {
    const pattern = textOf(node);
    const found = tableNames.filter((name) => matchesWildcard(pattern, name));
    if (found.length === 0) throw new Unsupported(node, `No table is called ${pattern}.`);
    return found.map((name) => [name, tableNamed(name, work)]);
  }
  return [[node instanceof Syntax.NameReference ? (node.SimpleName ?? '') : '', work.table(node, work)]];
}

function tableNamed(name: string, work: Work): Relation {
  const table = storeTable(name, work);
  if (table === undefined) throw new Error(`There is no table ${name}.`);
  return table;
}

/** `union`, with or without a table before it. */
export function union(node: Kusto.Language.Syntax.UnionOperator, left: Relation | undefined, work: Work): Relation {
  const given = parameters(node.Parameters);
  refuseOthers(given, ['kind', 'withsource']);
  const kind = textOf(given.get('kind')?.Expression);
  if (!['', 'outer', 'inner'].includes(kind))
    throw new Unsupported(given.get('kind') ?? node, `A union of the kind ${kind} is not supported.`);
  const operands = elements(node.Expressions).flatMap((each) => named(each, work));
  const all: readonly (readonly [string, Relation])[] = left === undefined ? operands : [['', left], ...operands];
  const arms = all.map(([name, relation], at): Arm => ({ name: name === '' ? `union_arg${at}` : name, relation }));
  const withSource = given.get('withsource');
  return unite(arms, work, {
    isInner: kind === 'inner',
    ...(withSource === undefined ? {} : { source: textOf(withSource.Expression) }),
  });
}
