import { tables } from './schema.ts';

/** A fault as the parser tells it, and what of the text stands there. */
export interface Told {
  readonly code: string;
  readonly message: string;
  readonly written: string;
}

/** Words of the language that people who know SQL write in capitals. */
const words = new Set([
  'and',
  'or',
  'in',
  'between',
  'contains',
  'has',
  'startswith',
  'endswith',
  'matches',
  'by',
  'on',
]);

const names: ReadonlyMap<string, string> = new Map(
  [...Object.keys(tables), ...Object.values(tables).flatMap((columns) => columns.map(({ name }) => name))].map(
    (name) => [name.toLowerCase(), name],
  ),
);

/** What to do about the faults that are made most often, as a sentence of its own; `undefined` where nothing is known. */
export function hintFor({ code, message, written }: Told): string | undefined {
  const lower = written.toLowerCase();
  if (words.has(lower) && written !== lower) return `Words of the language are written in small letters: ${lower}.`;
  if (code === 'KS141' && /^[\w.]+\s*=\s*[^=~\s]/.test(written)) return 'Two values are compared by ==.';
  if (code === 'KS106' && /\bdatetime and string\b|\bstring and datetime\b/.test(message)) {
    return 'Write a moment as datetime(2026-01-31 14:00).';
  }
  const name = names.get(lower);
  if (name !== undefined && name !== written && /^The name '/.test(message)) {
    return `Names are told apart by case: it is called ${name}.`;
  }
  return undefined;
}
