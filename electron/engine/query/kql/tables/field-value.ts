import type { KqlType } from '../../../../shared/contract/kql.ts';
import type { FieldDefinition } from '../../../../shared/model/fields.ts';
import type { Sql } from '../plan.ts';
import { raw, sql } from '../sql.ts';

/** A field's name goes into paths of JSON, so it is one of our own words. */
function path({ name }: FieldDefinition): Sql {
  if (!/^\w+$/.test(name)) throw new Error(`The field ${name} can't be named in a path of JSON.`);
  return raw(`'$.${name}'`);
}

const extracted = (fields: Sql, field: FieldDefinition): Sql => sql`(${fields} ->> ${path(field)})`;

/** A text among fields, NULL where there is none. `\u` may stand for what SQLite's texts can't hold. */
function text(fields: Sql, field: FieldDefinition): Sql {
  return sql`(CASE WHEN instr(${fields}, '\\u') > 0 THEN queried_field(${fields}, ${raw(`'${field.name}'`)}) ELSE ${extracted(fields, field)} END)`;
}

/** Milliseconds since 1970 of a moment in ISO 8601; NULL for what is none, such as `unsupported`. */
const moment = (iso: Sql): Sql => sql`CAST(round(unixepoch(${iso}, 'subsec') * 1000) AS INTEGER)`;

/** A checksum without the name of its method. */
const bare = (checksum: Sql): Sql => sql`substr(${checksum}, instr(${checksum}, ':') + 1)`;

/** The name of a checksum's method. */
export function method(fields: Sql): Sql {
  const checksum = sql`(${fields} ->> '$.checksum')`;
  return sql`coalesce(substr(${checksum}, 1, max(0, instr(${checksum}, ':') - 1)), '')`;
}

function numberIn(value: Sql): Sql {
  return sql`CASE WHEN typeof(${value}) IN ('integer', 'real') THEN ${value} END`;
}

/** A file's mode as four octal digits; one that is a text already stays as it is (see `formatMode`). */
function mode(fields: Sql, field: FieldDefinition): Sql {
  const value = extracted(fields, field);
  return sql`CASE typeof(${value}) WHEN 'text' THEN ${text(fields, field)} WHEN 'null' THEN '' ELSE printf('%04o', ${value} & 4095) END`;
}

/** Whether the record has the field at all, be it null. */
export const has = (fields: Sql, field: FieldDefinition): Sql => sql`json_type(${fields}, ${path(field)}) IS NOT NULL`;

/**
 * A field of a stored record (a JSON object, or NULL where there is no record) as a column of the given type has it:
 * a string is '' where there is no value, all else NULL, also where a word stands for what could not be told.
 */
export function fieldValue(fields: Sql, field: FieldDefinition, type: KqlType): Sql {
  if (field.kind === 'mode') return mode(fields, field);
  if (type === 'string') {
    const value = text(fields, field);
    return field.kind === 'hash' ? sql`coalesce(${bare(value)}, '')` : sql`coalesce(${value}, '')`;
  }
  if (type === 'datetime') return moment(extracted(fields, field));
  if (type === 'bool') return sql`CASE json_type(${fields}, ${path(field)}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END`;
  return numberIn(extracted(fields, field));
}
