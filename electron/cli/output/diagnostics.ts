import type { KqlDiagnostic } from '../../shared/contract/kql.ts';
import { printable } from '../../shared/model/printable.ts';
import { padded, widthOf } from './width.ts';

/** Longer lines of a query are shown around the place alone. */
const shownAround = 60;

/**
 * What is to be said of a place in a query: a line that says it, the query's line, and carets below the place. A
 * notice has no carets: nothing is wrong there.
 */
export function diagnosticLines(text: string, found: KqlDiagnostic): readonly string[] {
  const { line, column, message, severity } = found;
  const head = `tidemark: ${line}:${column}: ${printable(message)}`;
  if (severity === 'notice') return [head];
  const whole = text.split(/\r\n|\r|\n/)[line - 1] ?? '';
  const from = Math.max(0, column - 1 - shownAround);
  const before = printable(whole.slice(from, column - 1));
  const marked = printable(whole.slice(column - 1, column - 1 + found.length).slice(0, shownAround));
  const behind = printable(whole.slice(column - 1 + found.length, column - 1 + found.length + shownAround));
  const carets = '^'.repeat(Math.max(1, widthOf(marked)));
  return [head, `  ${before}${marked}${behind}`, `  ${padded('', widthOf(before))}${carets}`];
}
