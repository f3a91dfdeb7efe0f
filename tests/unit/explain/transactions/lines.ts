import type { Entry, EntryParser } from '../../../../electron/engine/explain/transactions/logs/entries.ts';

/** The entries that a parser makes of a text, as a log is read. */
export function parseAll<E extends Entry>(parser: EntryParser<E>, text: string): readonly E[] {
  const entries = text.split('\n').flatMap((line) => parser.add(line) ?? []);
  const open = parser.open();
  return open === undefined ? entries : [...entries, open];
}
