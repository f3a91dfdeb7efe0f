import { expression } from '../expressions/expression.ts';
import { type Expr, type Sql, Unsupported } from '../plan.ts';
import type { Column, Relation } from '../relation.ts';
import { rowScope } from '../row-scope.ts';
import { bind, joined, raw, sql } from '../sql.ts';
import { columnsOf, elements, present, refuseOthers } from '../syntax.ts';
import type { Work } from '../work.ts';
import { unnamed } from './project.ts';

const rowsOf = (from: Sql, columns: readonly Column[], order: Relation['order'] = []): Relation => ({
  source: { from: () => ({ from, where: [] }) },
  where: [],
  columns,
  order,
  sorted: false,
});

/** `print`: one row of values. */
export function print(node: Kusto.Language.Syntax.PrintOperator, work: Work): Relation {
  const scope = rowScope(undefined, work);
  const names = columnsOf(node);
  const columns = elements(node.Expressions).map((each, at): Column => {
    const value = expression(unnamed(each), scope);
    return { name: names[at]?.name ?? `print_${at}`, type: value.type, value: () => value };
  });
  return rowsOf(raw(`(SELECT 1) AS ${work.context.aliases('p')}`), columns);
}

/** Rows of values, in the order in which they are given. */
export function tableOf(
  columns: readonly Pick<Column, 'name' | 'type'>[],
  rows: readonly (readonly Sql[])[],
  work: Work,
): Relation {
  const alias = work.context.aliases('v');
  const lines = rows.map((row, at) => sql`(${joined([raw(String(at)), ...row], ', ')})`);
  const nothing = raw(`SELECT ${['', ...columns].map((_, at) => `NULL AS column${at + 1}`).join(', ')} WHERE FALSE`);
  const from = sql`(${lines.length === 0 ? nothing : sql`VALUES ${joined(lines, ', ')}`}) AS ${raw(alias)}`;
  // SQLite calls them so.
  const at = (place: number, type: Expr['type']): Expr => ({ ...raw(`${alias}.column${place + 1}`), type });
  return rowsOf(
    from,
    columns.map((column, place) => ({ ...column, value: () => at(place + 1, column.type) })),
    [{ value: () => at(0, 'long'), descending: false, nullsFirst: true }],
  );
}

/** `datatable`: a table that is written out in the query. */
export function dataTableExpression(node: Kusto.Language.Syntax.DataTableExpression, work: Work): Relation {
  const scope = rowScope(undefined, work);
  const columns = columnsOf(node);
  const values = elements(node.Values).map((each) => ({ each, value: expression(each, scope) }));
  if (columns.length === 0 || values.length % columns.length !== 0) {
    throw new Unsupported(node, 'A datatable needs a value for each column of each row.');
  }
  const rows: Sql[][] = [];
  for (const [at, { each, value }] of values.entries()) {
    const column = columns[at % columns.length];
    const fits =
      value.type === column?.type || (value.type === 'long' && column?.type === 'real') || value.constant === null;
    if (!fits) throw new Unsupported(each, `This value is a ${value.type}, and its column holds ${column?.type}.`);
    if (at % columns.length === 0) rows.push([]);
    rows.at(-1)?.push(value);
  }
  return tableOf(columns, rows, work);
}

/** `range`: a row for each step from one value to another, both included. */
export function range(node: Kusto.Language.Syntax.RangeOperator, work: Work): Relation {
  const scope = rowScope(undefined, work);
  const [from, to, step] = [node.From, node.To, node.Step].map((each) => expression(present(each, node), scope));
  if (from === undefined || to === undefined || step === undefined)
    throw new Unsupported(node, 'A range needs from, to and step.');
  const alias = work.context.aliases('n');
  const type = from.type === 'long' && (to.type === 'real' || step.type === 'real') ? 'real' : from.type;
  const within = (value: Sql) =>
    sql`CASE WHEN ${step} > 0 THEN ${value} <= ${to} WHEN ${step} < 0 THEN ${value} >= ${to} END`;
  const next = sql`${from} + (n + 1) * ${step}`;
  const numbers = sql`WITH RECURSIVE counted(n) AS (SELECT 0 WHERE ${within(from)} UNION ALL SELECT n + 1 FROM counted WHERE ${within(next)})`;
  const value: Expr = { ...raw(`${alias}.value`), type };
  const column: Column = { name: node.Name?.SimpleName ?? '', type, value: () => value };
  return rowsOf(
    sql`(${numbers} SELECT n, ${from} + n * ${step} AS value FROM counted) AS ${raw(alias)}`,
    [column],
    [{ value: () => ({ ...raw(`${alias}.n`), type: 'long' }), descending: false, nullsFirst: true }],
  );
}

const dataTypes: Readonly<Record<Column['type'], string>> = {
  string: 'System.String',
  long: 'System.Int64',
  real: 'System.Double',
  bool: 'System.SByte',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  dynamic: 'System.Object',
};

/** `getschema`: the columns of a table as rows. */
export function getSchema(node: Kusto.Language.Syntax.GetSchemaOperator, relation: Relation, work: Work): Relation {
  if (node.KindParameter) refuseOthers(new Map([['kind', node.KindParameter]]), []);
  const columns = [
    { name: 'ColumnName', type: 'string' },
    { name: 'ColumnOrdinal', type: 'long' },
    { name: 'DataType', type: 'string' },
    { name: 'ColumnType', type: 'string' },
  ] as const;
  const rows = relation.columns.map(({ name, type }, at) => [bind(name), bind(at), bind(dataTypes[type]), bind(type)]);
  return tableOf(columns, rows, work);
}
