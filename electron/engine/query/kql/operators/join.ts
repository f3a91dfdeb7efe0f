import { kusto } from '../kusto.ts';
import { type Expr, type Sql, Unsupported } from '../plan.ts';
import { type Column, conditions, findColumn, once, type Relation, seal } from '../relation.ts';
import { joined, raw, sql } from '../sql.ts';
import { columnsOf, elements, parameters, present, refuseOthers, textOf } from '../syntax.ts';
import { aside, type Work } from '../work.ts';
import { pairs, rightNames } from './join-keys.ts';

type Kind =
  | 'inner'
  | 'innerunique'
  | 'leftouter'
  | 'rightouter'
  | 'fullouter'
  | 'leftsemi'
  | 'rightsemi'
  | 'leftanti'
  | 'rightanti';

const kinds: Readonly<Record<string, Kind>> = {
  inner: 'inner',
  innerunique: 'innerunique',
  leftouter: 'leftouter',
  rightouter: 'rightouter',
  fullouter: 'fullouter',
  leftsemi: 'leftsemi',
  rightsemi: 'rightsemi',
  leftanti: 'leftanti',
  anti: 'leftanti',
  leftantisemi: 'leftanti',
  rightanti: 'rightanti',
  rightantisemi: 'rightanti',
};

/** One row for each combination of the keys, whichever. */
function uniqueBy(relation: Relation, on: (of: Relation) => readonly Expr[], work: Work): Relation {
  const place: Column = {
    name: '\0unique',
    type: 'long',
    value: once((): Expr => ({ ...sql`row_number() OVER (PARTITION BY ${joined(on(relation), ', ')})`, type: 'long' })),
  };
  const numbered = seal({ ...relation, columns: [...relation.columns, place], order: [] }, work.context.aliases);
  const first = sql`${present(findColumn(numbered, place.name)).value()} = 1`;
  return { ...numbered, where: [first], columns: numbered.columns.filter(({ name }) => name !== place.name) };
}

const optional = ({ name, type, value }: Column): Column => ({
  name,
  type,
  // A string is never null: '' stands on a side that has no row.
  value: once(() => (type === 'string' ? { ...sql`coalesce(${value()}, '')`, ...kept(value()) } : value())),
});
const kept = ({ type, spelling }: Expr) => ({ type, ...(spelling === undefined ? {} : { spelling }) });

/** Whether the keys of one side are among those of the other. NULL is no key: it is like nothing. */
function isAmong(own: readonly Expr[], others: readonly Expr[], other: Relation): Sql {
  const { from, where } = other.source.from(other.where);
  const list = sql`SELECT ${joined(others, ', ')} FROM ${from}${conditions([...other.where, ...where])}`;
  return sql`(${joined(own, ', ')}) IN (${list})`;
}

function semi(
  kept: Relation,
  own: readonly Expr[],
  other: Relation,
  others: readonly Expr[],
  isAnti: boolean,
): Relation {
  const test = isAmong(own, others, other);
  return { ...kept, where: [...kept.where, isAnti ? sql`(${test}) IS NOT TRUE` : test] };
}

/** `join` and `lookup`. */
export function join(
  node: Kusto.Language.Syntax.JoinOperator | Kusto.Language.Syntax.LookupOperator,
  relation: Relation,
  work: Work,
): Relation {
  const { Syntax } = kusto();
  const isLookup = node instanceof Syntax.LookupOperator;
  const given = parameters(node.Parameters);
  refuseOthers(given, ['kind']);
  const word = textOf(given.get('kind')?.Expression).toLowerCase();
  const kind = word === '' ? (isLookup ? 'leftouter' : 'innerunique') : kinds[word];
  const condition = isLookup ? node.LookupClause : node.ConditionClause;
  if (kind === undefined)
    throw new Unsupported(given.get('kind') ?? node, `A join of the kind ${word} is not supported.`);
  if (!(condition instanceof Syntax.JoinOnClause))
    throw new Unsupported(node, 'A join needs columns to join on: … on Name.');
  const on = elements(condition.Expressions);
  const { aliases } = work.context;
  // The limit keeps SQLite from dissolving the right side, which it then gives an index of the keys.
  const apart = { limit: raw('-1'), ordered: false };
  const right = seal(work.table(present(node.Expression, node), aside(work)), aliases, apart);
  const pairsOf = (left: Relation) => on.flatMap((each) => pairs(each, left, right));
  const lefts = (left: Relation) => pairsOf(left).map((pair) => pair.left);
  const rights = (left: Relation) => pairsOf(left).map((pair) => pair.right);
  const isAnti = kind === 'leftanti' || kind === 'rightanti';
  if (kind === 'leftsemi' || kind === 'leftanti') {
    return semi(relation, lefts(relation), right, rights(relation), isAnti);
  }
  if (kind === 'rightsemi' || kind === 'rightanti') {
    const left = seal(relation, aliases);
    return semi(right, rights(left), left, lefts(left), isAnti);
  }
  const left = seal(kind === 'innerunique' ? uniqueBy(relation, lefts, work) : relation, aliases);
  const equal = joined(
    pairsOf(left).map((pair) => sql`${pair.left} = ${pair.right}`),
    ' AND ',
  );
  const keyword = raw(
    { inner: 'JOIN', innerunique: 'JOIN', leftouter: 'LEFT JOIN', rightouter: 'RIGHT JOIN', fullouter: 'FULL JOIN' }[
      kind
    ],
  );
  const leftColumns = kind === 'rightouter' || kind === 'fullouter' ? left.columns.map(optional) : left.columns;
  const rightKeys = new Set(isLookup ? rightNames(on) : []);
  const own = right.columns.filter(({ name }) => !rightKeys.has(name));
  const rightColumns = kind === 'leftouter' || kind === 'fullouter' ? own.map(optional) : own;
  const names = columnsOf(node).map(({ name }) => name);
  const all = [...leftColumns, ...rightColumns];
  const keepsLeft = kind !== 'rightouter' && kind !== 'fullouter';
  return {
    source: {
      from: () => {
        const one = left.source.from(left.where);
        const other = right.source.from(right.where);
        return { from: sql`${one.from} ${keyword} ${other.from} ON ${equal}`, where: [] };
      },
    },
    where: [],
    columns: renamed(all, names),
    order: keepsLeft && left.sorted ? left.order : [],
    sorted: keepsLeft && left.sorted,
    ...(keepsLeft && left.id !== undefined ? { id: left.id } : {}),
  };
}

/** A column of the right whose name the left has already gets a number behind it, as the parser says. */
function renamed(columns: readonly Column[], names: readonly string[]): readonly Column[] {
  if (names.length === columns.length)
    return columns.map((column, at) => ({ ...column, name: names[at] ?? column.name }));
  const taken = new Set<string>();
  return columns.map((column) => {
    let { name } = column;
    for (let number = 1; taken.has(name); number++) name = `${column.name}${number}`;
    taken.add(name);
    return { ...column, name };
  });
}
