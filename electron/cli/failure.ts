import type { TidemarkError } from '../shared/contract/errors.ts';
import { printable } from '../shared/model/printable.ts';

/** An error as the one line that a person reads: what happened, and what to do. */
export function oneLine(error: Pick<TidemarkError, 'message' | 'advice'>): string {
  return `tidemark: ${printable(`${error.message} ${error.advice}`.replace(/\s*[\r\n]+\s*/g, ' '))}`;
}
