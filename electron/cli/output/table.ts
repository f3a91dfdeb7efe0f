import { padded, widthOf } from './width.ts';

/** Cells in aligned columns, two blanks apart; the last column is not filled up. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : padded(cell, widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
