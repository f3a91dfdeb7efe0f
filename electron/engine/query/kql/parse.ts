import type { KqlDiagnostic } from '../../../shared/contract/kql.ts';
import { faultsOf } from './faults.ts';
import { kusto } from './kusto.ts';
import { type Mended, mend } from './mend.ts';
import { diagnosticAt, givenStretch, type ReadText } from './places.ts';
import { knownToParser } from './schema.ts';

/** A text, parsed and analysed by the language's own parser. */
export interface Parsed extends ReadText {
  readonly code: Kusto.Language.KustoCode;
  /** The whole text as it was read, where strings were read as verbatim ones; else `null`. */
  readonly mended: string | null;
  /** What keeps it from running, in the order of the text; then what was read otherwise. */
  readonly diagnostics: readonly KqlDiagnostic[];
}

/** Parses a query. `strict`: without reading strings that are wrong only for their backslashes as verbatim ones. */
export function parse(text: string, strict: boolean): Parsed {
  const mended: Mended = strict ? { given: text, read: text, added: [], strings: [] } : mend(text);
  const code = kusto().KustoCode.ParseAndAnalyze(mended.read, knownToParser());
  if (!code) throw new Error('The parser of queries gave nothing back.');
  const errors = faultsOf(code).map(({ start, length, message }) =>
    diagnosticAt(text, givenStretch(mended, { start, length }), 'error', message),
  );
  const shown = mended.strings.slice(0, mostNotices);
  const notices = shown.map((string) => diagnosticAt(text, string, 'notice', verbatimNotice));
  return {
    ...mended,
    code,
    mended: mended.added.length > 0 ? mended.read : null,
    diagnostics: [...errors, ...notices],
  };
}

/** Most strings of one text of which it is said that they were mended; the mended text shows them all. */
const mostNotices = 20;

const verbatimNotice =
  'The backslashes of this string make no escape sequences, so it was read as a verbatim string, with an @ before it.';
