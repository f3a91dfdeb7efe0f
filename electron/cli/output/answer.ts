import type { KqlAnswer, KqlCell } from '../../shared/contract/kql.ts';
import { printable } from '../../shared/model/printable.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';

/** Longer values are cut in a table; `--json` and `--csv` have them whole. */
const longest = 80;

function shown(cell: KqlCell | undefined): string {
  const text = cell === null || cell === undefined ? '' : printable(String(cell));
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/**
 * An answer for a person: a header, a line a row. Columns that are empty in every row are left out, since the tables
 * have some that only one type uses; how many those are comes back.
 */
export function answerTable(
  terminal: Terminal,
  { columns, rows }: KqlAnswer,
): { lines: Iterable<string>; empty: number } {
  const cells = rows.map((row) => row.map(shown));
  const filled = columns.map((_column, at) => cells.some((row) => row[at] !== ''));
  const used = filled.some(Boolean) ? filled : columns.map(() => true);
  const kept = (row: readonly string[]) => row.filter((_cell, at) => used[at]);
  const [head = '', ...lines] = table([kept(columns.map(({ name }) => printable(name))), ...cells.map(kept)]);
  return {
    lines: [terminal.style('bold', head), ...lines].map((line) => `${line}\n`),
    empty: used.filter((is) => !is).length,
  };
}

/** The rows by column, their values as they came. */
export function* answerCells({ columns, rows }: KqlAnswer): Generator<Readonly<{ [column: string]: KqlCell }>> {
  for (const row of rows) yield Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null]));
}
