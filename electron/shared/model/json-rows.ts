import type { KqlAnswer, KqlCell, KqlType } from '../contract/kql.ts';

function plain(cell: KqlCell, type: KqlType): unknown {
  if (type !== 'dynamic' || typeof cell !== 'string') return cell;
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return cell;
  }
}

/** An answer's rows as objects by column; a dynamic value is what its JSON says. */
export function* answerObjects({ columns, rows }: KqlAnswer): Generator<Readonly<Record<string, unknown>>> {
  for (const row of rows) {
    yield Object.fromEntries(columns.map(({ name, type }, at) => [name, plain(row[at] ?? null, type)]));
  }
}

/** A JSON array with one row a line, made piece by piece. */
export function* jsonRows(rows: Iterable<object>): Generator<string> {
  let separator = '[\n';
  for (const row of rows) {
    yield `${separator}${JSON.stringify(row)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
