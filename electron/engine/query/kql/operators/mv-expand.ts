import type { KqlType } from '../../../../shared/contract/kql.ts';
import { expression } from '../expressions/expression.ts';
import { kusto } from '../kusto.ts';
import { type Expr, type Sql, Unsupported } from '../plan.ts';
import { type Column, findColumn, type Relation, seal } from '../relation.ts';
import { rowScope } from '../row-scope.ts';
import type { Node } from '../scope.ts';
import { raw, sql } from '../sql.ts';
import { elements, kqlType, parameters, present, refuseOthers, textOf } from '../syntax.ts';
import type { Work } from '../work.ts';

/** A list that is expanded: its JSON text, and what its column is called and holds afterwards. */
interface Expanded {
  readonly name: string;
  readonly list: Expr;
  readonly type: KqlType;
}

/** A text of words parted by commas, as FieldsChanged is, as a list. Commas need no escape in JSON. */
const splitText = (text: Expr): Expr => ({
  ...sql`('[' || replace(json_quote(${text}), ',', '","') || ']')`,
  type: 'dynamic',
});

/** Of a value that is no column the parser makes a name too, which it does not tell in a way that can be asked for. */
function ownName(node: Node): string {
  if (node instanceof kusto().Syntax.NameReference) return node.SimpleName ?? '';
  throw new Unsupported(node, 'Give what is expanded a name: mv-expand Name = ….');
}

function expandedOf(node: Kusto.Language.Syntax.MvExpandExpression, relation: Relation, work: Work): Expanded {
  const { Syntax } = kusto();
  const inner = present(node.Expression, node);
  const bare = inner instanceof Syntax.SimpleNamedExpression ? present(inner.Expression, inner) : inner;
  const value = expression(bare, rowScope(relation, work));
  if (value.type !== 'dynamic' && value.type !== 'string')
    throw new Unsupported(bare, 'Only a dynamic value can be expanded.');
  const asked = elements(node.ToTypeOf?.TypeOf?.Types ?? null)[0];
  const type = asked === undefined ? value.type : kqlType(asked.ReferencedSymbol);
  const name = (inner instanceof Syntax.SimpleNamedExpression ? inner.Name?.SimpleName : undefined) ?? ownName(bare);
  return { name, list: value.type === 'string' ? splitText(value) : value, type };
}

/** An element as its type has it: what is of another type is null, for nothing is converted (mv-expand's documentation). */
function element(json: Sql, value: Sql, kind: Sql, { type }: Expanded, node: Node): Expr {
  const typed: Readonly<Partial<Record<KqlType, () => Sql>>> = {
    dynamic: () => sql`nullif(${json}, 'null')`,
    string: () => sql`coalesce(CASE WHEN ${kind} = 'text' THEN ${value} END, '')`,
    long: () => sql`CASE WHEN ${kind} = 'integer' THEN ${value} END`,
    real: () => sql`CASE WHEN ${kind} IN ('integer', 'real') THEN ${value} END`,
    bool: () => sql`CASE ${kind} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END`,
    datetime: () =>
      sql`CASE WHEN ${kind} = 'text' THEN CAST(round(unixepoch(${value}, 'subsec') * 1000) AS INTEGER) END`,
  };
  const made = typed[type]?.();
  if (made === undefined) throw new Unsupported(node, `Expanding to ${type} is not supported.`);
  return { ...made, type };
}

/** What `json_each` has found: its columns, by the alias of it. */
interface Found {
  readonly key: Sql;
  readonly value: Sql;
  readonly kind: Sql;
  readonly path: Sql;
  readonly id: Sql;
}

const foundAs = (alias: string): Found => ({
  key: raw(`${alias}.key`),
  value: raw(`${alias}.value`),
  kind: raw(`${alias}.type`),
  path: raw(`${alias}.fullkey`),
  id: raw(`${alias}.id`),
});

/** The element of the only list. An entry of a bag is a bag of it, or a pair where `kind=array` asks for that. */
function alone(list: Sql, { key, value, kind, path }: Found, expanded: Expanded, asArray: boolean, node: Node): Expr {
  const json = sql`(${list} -> ${path})`;
  const entry = asArray ? sql`json_array(${key}, json(${json}))` : sql`json_object(${key}, json(${json}))`;
  return element(sql`CASE WHEN typeof(${key}) = 'text' THEN ${entry} ELSE ${json} END`, value, kind, expanded, node);
}

/** The element of one of several lists, at the place where the longest of them is. */
function beside(list: Sql, { key }: Found, expanded: Expanded, node: Node): Expr {
  const path = sql`'$[' || ${key} || ']'`;
  return element(
    sql`(${list} -> (${path}))`,
    sql`(${list} ->> (${path}))`,
    sql`json_type(${list}, ${path})`,
    expanded,
    node,
  );
}

/** A null is a list of one null. */
const listed = (list: Sql): Sql => sql`coalesce(nullif(${list}, 'null'), '[null]')`;

const longest = (lists: readonly Sql[]): Sql =>
  lists
    .map(listed)
    .reduce(
      (one, other) =>
        sql`CASE WHEN json_array_length(${one}) >= json_array_length(${other}) THEN ${one} ELSE ${other} END`,
    );

/** Places count from 0, of a bag too. */
const placeOf = ({ key, id }: Found, list: Sql): Sql =>
  sql`(CASE typeof(${key}) WHEN 'integer' THEN ${key} WHEN 'null' THEN 0 ELSE (SELECT count(*) FROM json_each(${list}) earlier WHERE earlier.id < ${id}) END)`;

/**
 * `mv-expand`: a row for each element of a list. Of several lists the elements go side by side, null where one is
 * shorter. A null makes one row with a null, an empty list none.
 */
export function mvExpand(node: Kusto.Language.Syntax.MvExpandOperator, relation: Relation, work: Work): Relation {
  const given = parameters(node.Parameters);
  refuseOthers(given, ['kind', 'bagexpansion', 'with_itemindex']);
  const asArray = textOf((given.get('kind') ?? given.get('bagexpansion'))?.Expression) === 'array';
  const nodes = elements(node.Expressions);
  const lists = nodes.map((each) => expandedOf(each, relation, work));
  // What is expanded is carried along below a name that no query can use.
  const carried = lists.map(({ list }, at): Column => ({ name: `\0${at}`, type: 'dynamic', value: () => list }));
  const { aliases } = work.context;
  const sealed = seal({ ...relation, columns: [...relation.columns, ...carried] }, aliases);
  const values = carried.map(({ name }) => present(findColumn(sealed, name), node).value());
  const alias = aliases('e');
  const found = foundAs(alias);
  const made = lists.map((list, at): Column => {
    const value = present(values[at], node);
    const place = nodes[at] ?? node;
    const own = values.length === 1 ? alone(value, found, list, asArray, place) : beside(value, found, list, place);
    return { name: list.name, type: list.type, value: () => own };
  });
  const each = longest(values);
  const place = placeOf(found, each);
  const index = given.get('with_itemindex');
  const numbered: readonly Column[] =
    index === undefined
      ? []
      : [{ name: textOf(index.Expression), type: 'long', value: () => ({ ...place, type: 'long' }) }];
  const kept = sealed.columns.slice(0, relation.columns.length);
  const limit = node.RowLimitClause?.RowLimit;
  return {
    ...sealed,
    source: {
      from: (where) => {
        const inner = sealed.source.from(where);
        return { from: sql`${inner.from} CROSS JOIN json_each(${each}) AS ${raw(alias)}`, where: inner.where };
      },
    },
    where: limit ? [sql`${place} < ${expression(limit, rowScope(undefined, work))}`] : [],
    columns: [
      ...kept.map((column) => made.find(({ name }) => name === column.name) ?? column),
      ...made.filter(({ name }) => findColumn(relation, name) === undefined),
      ...numbered,
    ],
    order: sealed.sorted
      ? [...sealed.order, { value: () => ({ ...found.id, type: 'long' }), descending: false, nullsFirst: true }]
      : [],
  };
}
