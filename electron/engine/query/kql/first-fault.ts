import type { KqlDiagnostic } from '../../../shared/contract/kql.ts';

/** The first thing that keeps a query from running, behind its place; `undefined` where there is none. */
export function firstFault(diagnostics: readonly KqlDiagnostic[]): string | undefined {
  const first = diagnostics.find(({ severity }) => severity === 'error');
  return first && `line ${first.line}, column ${first.column}: ${first.message}`;
}
