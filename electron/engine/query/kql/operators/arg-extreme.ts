import { expression } from '../expressions/expression.ts';
import { kusto } from '../kusto.ts';
import type { Expr } from '../plan.ts';
import { type Column, findColumn, type Relation, seal } from '../relation.ts';
import { rowScope } from '../row-scope.ts';
import type { Node } from '../scope.ts';
import { joined, raw, sql } from '../sql.ts';
import { columnsOf, elements, present } from '../syntax.ts';
import type { Work } from '../work.ts';
import type { Grouped } from './grouped.ts';

/** `arg_max(of, what…)` or `arg_min`: the row of a group in which `of` is the greatest or the least. */
export interface Extreme {
  readonly call: Kusto.Language.Syntax.FunctionCallExpression;
  readonly function: 'max' | 'min';
  readonly of: Node;
  readonly what: readonly Node[];
}

const functions: Readonly<Record<string, 'max' | 'min'>> = {
  arg_max: 'max',
  argmax: 'max',
  arg_min: 'min',
  argmin: 'min',
};

/** What stands behind `name =` or `(name, name) =`. */
export function behindName(node: Node): Node {
  const { Syntax } = kusto();
  const isNamed = node instanceof Syntax.SimpleNamedExpression || node instanceof Syntax.CompoundNamedExpression;
  return isNamed ? present(node.Expression, node) : node;
}

export function extremeOf(node: Node): Extreme | undefined {
  const { Syntax } = kusto();
  const call = behindName(node);
  if (!(call instanceof Syntax.FunctionCallExpression)) return undefined;
  const name = functions[call.Name?.SimpleName ?? ''];
  if (name === undefined) return undefined;
  const [of, ...what] = elements(present(call.ArgumentList, call).Expressions);
  return { call, function: name, of: present(of, call), what };
}

/** The values that it gives in the row that is chosen: `of` first, and all columns that the parser counts for `*`. */
function valuesOf({ call, of, what }: Extreme, relation: Relation, work: Work): readonly Expr[] {
  const { Syntax } = kusto();
  const scope = rowScope(relation, work);
  const first = expression(of, scope);
  if (!what.some((each) => each instanceof Syntax.StarExpression)) {
    return [first, ...what.map((each) => expression(each, scope))];
  }
  const others = columnsOf(call).slice(1);
  return [first, ...others.map(({ name }) => present(findColumn(relation, name), call).value())];
}

const columns = (values: readonly Expr[], names: readonly string[]): readonly Grouped[] =>
  values.map((value, at) => ({ name: names[at] ?? '', type: value.type, value: () => value }));

/**
 * Whether SQLite's own rule does: beside one `max()` or `min()`, and no other of them, plain columns are those of the
 * row in which the greatest or least value was found (Bare columns in an aggregate query, sqlite.org/lang_select.html).
 */
export function isPlain(extremes: readonly Extreme[], others: readonly Grouped[]): boolean {
  return extremes.length === 1 && others.every(({ value }) => !/\b(?:min|max)\s*\(/i.test(value().sql));
}

export function plainExtreme(
  extreme: Extreme,
  names: readonly string[],
  relation: Relation,
  work: Work,
): readonly Grouped[] {
  const [first, ...others] = valuesOf(extreme, relation, work);
  if (first === undefined) return [];
  const { type } = first;
  return columns([{ ...sql`${raw(extreme.function)}(${first})`, type }, ...others], names);
}

/** The relation with the place of each row in its group, by each of the extremes, in columns of their own. */
export function numberedFor(
  relation: Relation,
  keys: readonly Grouped[],
  extremes: readonly (Extreme | undefined)[],
  work: Work,
): Relation {
  const scope = rowScope(relation, work);
  const partition =
    keys.length === 0
      ? raw('')
      : sql`PARTITION BY ${joined(
          keys.map(({ value }) => value()),
          ', ',
        )} `;
  const places = extremes.flatMap((extreme, at): Column[] => {
    if (extreme === undefined) return [];
    const by = expression(extreme.of, scope);
    const order = raw(extreme.function === 'max' ? 'DESC NULLS LAST' : 'ASC NULLS LAST');
    const value: Expr = { ...sql`row_number() OVER (${partition}ORDER BY ${by} ${order})`, type: 'long' };
    return [{ name: placeName(at), type: 'long', value: () => value }];
  });
  return seal({ ...relation, columns: [...relation.columns, ...places] }, work.context.aliases);
}

/** No column of a query can be called so. */
const placeName = (at: number) => `\0${at}`;

export function windowedExtreme(
  extreme: Extreme,
  names: readonly string[],
  numbered: Relation,
  at: number,
  work: Work,
): readonly Grouped[] {
  const place = present(findColumn(numbered, placeName(at)), extreme.call).value();
  const chosen = valuesOf(extreme, numbered, work).map((value): Expr => {
    const { type } = value;
    const found = sql`max(CASE WHEN ${place} = 1 THEN ${value} END)`;
    return { ...(type === 'string' ? sql`coalesce(${found}, '')` : found), type };
  });
  return columns(chosen, names);
}
