import type { KqlType } from '../../../../shared/contract/kql.ts';
import { type FieldDefinition, fieldDefinitions } from '../../../../shared/model/fields.ts';
import { type ItemType, itemTypes } from '../../../../shared/model/item.ts';
import { type Column, dataColumnOf } from '../../../../shared/model/table-columns.ts';
import type { Expr, Spelling, Sql } from '../plan.ts';
import { joined, raw, sql } from '../sql.ts';
import { fieldValue, has } from './field-value.ts';

/** What a row of a table is made from: its type, key and name as they are stored, and records of fields. */
export interface Stored {
  readonly type: Sql;
  readonly key: Sql;
  readonly name: Sql;
  /** The fields as they are; of a change, as they are after it. */
  readonly now: Sql;
  /** The same, of a removed item as they were before. */
  readonly last: Sql;
  /** Of a change: the fields before it. */
  readonly before: Sql | undefined;
}

/** `''` or NULL: what a column holds of a type that does not fill it. */
export const empty = (type: KqlType): Sql => raw(type === 'string' ? "''" : 'NULL');

/** A value that each type of item makes in its own way; types without one leave the column empty. */
export function byType(type: Sql, made: ReadonlyMap<ItemType, Sql>, column: KqlType): Sql {
  if (made.size === 0) return empty(column);
  const arms = [...made].map(([name, value]) => sql`WHEN ${raw(`'${name}'`)} THEN ${value}`);
  return sql`(CASE ${type} ${joined(arms, ' ')} ELSE ${empty(column)} END)`;
}

/** Two fields of a type can share a column: the last of them that the thing has fills it, as in `changeRow`. */
function shared(parts: readonly (readonly [Sql, FieldDefinition])[], column: KqlType): Sql {
  const [first, ...others] = parts.map(([fields, field]) => ({
    present: has(fields, field),
    value: fieldValue(fields, field, column),
  }));
  return others.reduce<Sql>(
    (sofar, { present, value }) => sql`(CASE WHEN ${present} THEN ${value} ELSE ${sofar} END)`,
    first?.value ?? empty(column),
  );
}

/** The value of a column that fields fill. */
export function fromFields(stored: Stored, { name, type }: Column): Sql {
  const made = new Map<ItemType, Sql>();
  for (const itemType of itemTypes) {
    const parts = fieldDefinitions[itemType].flatMap((field): (readonly [Sql, FieldDefinition])[] => {
      if (stored.before !== undefined && field.previousColumn === name) return [[stored.before, field]];
      const own = stored.before === undefined && field.column !== undefined ? dataColumnOf(field.column) : field.column;
      if (own !== name) return [];
      return [[stored.before !== undefined && field.previousColumn === undefined ? stored.last : stored.now, field]];
    });
    if (parts.length > 0) made.set(itemType, shared(parts, type));
  }
  return byType(stored.type, made, type);
}

const spellings: Readonly<Record<string, Spelling>> = {
  RegistryKey: 'registryKey',
  Hive: 'hive',
  FileSystemPath: 'path',
  MovedFrom: 'path',
  MovedTo: 'path',
};

/** A column's value as an expression. A strict query forgives no spelling. */
export function asExpr({ name, type }: Column, value: Sql, strict: boolean): Expr {
  const spelling = strict ? undefined : spellings[name];
  return { ...value, type, ...(spelling === undefined ? {} : { spelling }) };
}

/** Columns whose texts are made of others (modes, names of columns, words for types, the machine), or are words of ours. */
export const madeTexts: ReadonlySet<string> = new Set(
  `Attributes PreviousAttributes FieldsChanged SvcChangeType ConfigChangeType ConfigDataType ChangeCategory How Type
  SourceSystem Computer SourceComputerId VMUUID Verdict Tie Package ShippedBytes`.split(/\s+/),
);
