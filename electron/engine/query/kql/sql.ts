import type { Bound, Sql } from './plan.ts';

/** A piece of a statement: the text as it stands, with other pieces put in. No text of a query or a machine is in it. */
export function sql(texts: TemplateStringsArray, ...parts: readonly Sql[]): Sql {
  return {
    sql: texts.map((text, at) => `${text}${parts[at]?.sql ?? ''}`).join(''),
    values: parts.flatMap(({ values }) => values),
  };
}

/** A text of our own as a piece: a name, an alias, a keyword. */
export const raw = (text: string): Sql => ({ sql: text, values: [] });

export const bind = (value: Bound): Sql => ({ sql: '?', values: [value] });

export const nothing = raw('');

/** Pieces with a text of our own between them. */
export function joined(parts: readonly Sql[], separator: string): Sql {
  return { sql: parts.map((part) => part.sql).join(separator), values: parts.flatMap(({ values }) => values) };
}
