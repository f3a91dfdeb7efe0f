import type { AlertRow } from '../../../electron/shared/model/alert.ts';

/** The columns of an alert's rows in which anything stands, in their order; all of them where nothing does. */
export function columnsOf(rows: readonly AlertRow[]): readonly string[] {
  const all = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const told = all.filter((column) =>
    rows.some((row) => row[column] !== undefined && row[column] !== null && row[column] !== ''),
  );
  return told.length > 0 ? told : all;
}

/** Rows with a key each: their text, and how often the same stood before where several are alike. */
export function keyedRows(rows: readonly AlertRow[]): readonly { readonly key: string; readonly row: AlertRow }[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const text = JSON.stringify(row);
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    return { key: `${text} ${before}`, row };
  });
}
