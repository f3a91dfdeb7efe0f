import type { KqlDiagnostic } from '../../../shared/contract/kql.ts';

/** A stretch of a text: characters from its beginning (UTF-16 units), and how many. */
export interface Stretch {
  readonly start: number;
  readonly length: number;
}

/** A text as it was given and as it is read: an `@` more before each string that is taken as a verbatim one. */
export interface ReadText {
  readonly given: string;
  readonly read: string;
  /** Where in `read` each of the added characters stands, in order. */
  readonly added: readonly number[];
}

/** Where a stretch of the text as it is read stands in the text as it was given. */
export function givenStretch({ given, added }: ReadText, { start, length }: Stretch): Stretch {
  const back = (offset: number) => Math.min(offset - added.filter((at) => at < offset).length, given.length);
  const from = back(Math.max(0, start));
  return { start: from, length: back(Math.max(0, start) + Math.max(0, length)) - from };
}

/** A diagnostic at a stretch of the text as it was given. */
export function diagnosticAt(
  given: string,
  { start, length }: Stretch,
  severity: KqlDiagnostic['severity'],
  message: string,
): KqlDiagnostic {
  const before = given.slice(0, start);
  // As editors count lines: a carriage return and a line feed are one end of a line
  const lines = before.split(/\r\n|\r|\n/);
  return { severity, message, start, length, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
