import { categories } from '../../../../shared/model/change.ts';
import { fieldDefinitions } from '../../../../shared/model/fields.ts';
import { type ItemType, itemTypes } from '../../../../shared/model/item.ts';
import { changeColumns } from '../../../../shared/model/table-columns.ts';
import type { Context } from '../context.ts';
import type { Sql } from '../plan.ts';
import { type Column, once, type Relation } from '../relation.ts';
import { bind, joined, nothing, raw, sql } from '../sql.ts';
import { asExpr, byType, fromFields, madeTexts, type Stored } from './by-type.ts';
import { commonColumns, shownPath } from './common.ts';
import { method } from './field-value.ts';
import { KnownColumns } from './known-columns.ts';
import { firstByTime } from './newest.ts';

const words = (values: readonly string[]): Sql => raw(values.map((value) => `'${value}'`).join(', '));

/** The names of the changed fields as those of their columns, parted by commas. */
function fieldsChanged(type: Sql, names: Sql): Sql {
  const made = new Map<ItemType, Sql>(
    itemTypes.map((itemType) => {
      const arms = fieldDefinitions[itemType].flatMap(({ name, column }) =>
        column === undefined ? [] : [raw(`WHEN '${name}' THEN '${column}'`)],
      );
      return [itemType, sql`(CASE value ${joined(arms, ' ')} ELSE value END)`];
    }),
  );
  return sql`coalesce((SELECT group_concat(${byType(type, made, 'string')}, ',') FROM json_each(${names})), '')`;
}

/** See `svcChangeType` of the rows. The names stand in quotation marks in a list that holds nothing else. */
function svcChangeType(type: Sql, names: Sql): Sql {
  const told = (field: string, word: string) =>
    sql`CASE WHEN instr(${names}, ${raw(`'"${field}"'`)}) > 0 THEN ${raw(`',${word}'`)} ELSE '' END`;
  const all = [
    told('state', 'State'),
    told('startup', 'StartupType'),
    told('command', 'Path'),
    told('account', 'ServiceAccount'),
  ];
  return sql`(CASE WHEN ${type} IN ('Daemons', 'WindowsServices') THEN substr(${joined(all, ' || ')}, 2) ELSE '' END)`;
}

/**
 * Where all changes have to be looked at with their records, or with what is known of them, both are read in their own
 * order: an index that happens to hold all that is asked of the narrow table would have the others read here and there.
 */
function scanned(alias: string, where: readonly Sql[]): Sql {
  const indexed = new RegExp(`\\(${alias}\\.(?:type|category|noticed_at|id) (?:[=<>]|IN|IS)|^${alias}\\.`);
  return raw(where.some(({ sql: text }) => indexed.test(text)) ? '' : ' NOT INDEXED');
}

/**
 * ConfigurationChange over the store's changes. What is in the narrow table `changes` is read from there and from its
 * indexes; the wide records are joined only where a column of theirs is used. `primary`: the table whose rows an
 * evaluation by change is about.
 */
export function changeTable(context: Context, primary: boolean): Relation {
  const c = context.aliases('c');
  const r = context.aliases('r');
  const narrow = (column: string) => raw(`${c}.${column}`);
  let isWide = false;
  const wide = (column: string) => raw(`${r}.${column}`);
  const stored: Stored = {
    type: narrow('type'),
    key: narrow('key'),
    name: narrow('name'),
    now: wide('after'),
    last: raw(`coalesce(${r}.after, ${r}.before)`),
    before: wide('before'),
  };
  const moved = sql`coalesce(${wide('moved')}, (SELECT other.key FROM late_moves JOIN changes other ON other.id = later WHERE late_moves.id = ${narrow('id')}))`;
  // Named once, since a path looks at it more than once.
  const movedPath = sql`(SELECT ${shownPath(raw('other'))} FROM (SELECT ${moved} AS other))`;
  const movedIf = (comparison: string) =>
    sql`(CASE WHEN ${narrow('category')} ${raw(comparison)} 'Removed' THEN coalesce(${movedPath}, '') ELSE '' END)`;
  const known = new KnownColumns(context.aliases, narrow('id'));
  const own = new Map<string, () => Sql>([
    ...commonColumns(stored),
    ...known.columns,
    ['Type', () => raw("'ConfigurationChange'")],
    ['ConfigChangeType', () => stored.type],
    ['ChangeCategory', () => narrow('category')],
    ['TimeGenerated', () => narrow('noticed_at')],
    ['Since', () => narrow('since')],
    ['LastSnapshotAge', () => sql`max(0, (${narrow('noticed_at')} - ${narrow('since')}) / 1000)`],
    ['ChangeId', () => narrow('id')],
    ['How', () => narrow('how')],
    ['FieldsChanged', () => fieldsChanged(stored.type, wide('fields_changed'))],
    ['SvcChangeType', () => svcChangeType(stored.type, wide('fields_changed'))],
    ['MovedFrom', () => movedIf('<>')],
    ['MovedTo', () => movedIf('=')],
    ['ChecksumMethod', () => method(wide('after'))],
    ['PreviousChecksumMethod', () => method(wide('before'))],
  ]);
  const bounds: readonly Sql[] =
    context.scope === 'past'
      ? [sql`${narrow('noticed_at')} <= ${bind({ at: 'asOf' })}`]
      : context.scope === 'changes' && primary
        ? [sql`${narrow('id')} > ${bind({ at: 'after' })}`, sql`${narrow('id')} <= ${bind({ at: 'upTo' })}`]
        : [];
  const columns: readonly Column[] = changeColumns.map((column) => ({
    ...column,
    value: once(() => {
      const value = own.get(column.name)?.() ?? fromFields(stored, column);
      if (value.sql.includes(`${r}.`)) isWide = true;
      return asExpr(column, value, context.strict);
    }),
  }));
  const texts = () => {
    isWide = true;
    return [stored.key, stored.name, wide('before'), wide('after'), moved, ...known.texts()];
  };
  return {
    source: {
      key: narrow('id'),
      first: (where, order, limit) => firstByTime(c, where, order, limit),
      changes: c,
      stored: { texts, columns, made: madeTexts },
      from: (where) => ({
        from: isWide
          ? sql`changes ${raw(c)}${scanned(c, where)} LEFT JOIN change_records ${raw(r)} ON ${wide('id')} = ${narrow('id')}${known.joins()}`
          : sql`changes ${raw(c)}${known.isUsed ? scanned(c, where) : nothing}${known.joins()}`,
        // The index by time begins with type and category: named in full, they open it to a condition on time alone.
        where: where.some((condition) => condition.sql.includes(`${c}.noticed_at`))
          ? [sql`${stored.type} IN (${words(itemTypes)})`, sql`${narrow('category')} IN (${words(categories)})`]
          : [],
      }),
    },
    where: bounds,
    columns,
    sorted: false,
    order: [{ value: () => ({ ...narrow('id'), type: 'long' }), descending: true, nullsFirst: false }],
    id: () => ({ ...narrow('id'), type: 'long' }),
  };
}
