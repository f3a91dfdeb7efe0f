import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { KqlDiagnostic } from '../../electron/shared/contract/kql.ts';
import { call } from './bridge.ts';
import { keys } from './keys.ts';

/** What the parser has to say of a query, and how a rule of it is looked at. */
export function useKqlCheck(text: string, strict: boolean) {
  return useQuery({
    queryKey: keys.kqlCheck(text, strict),
    queryFn: () => call('query.check', { text, strict }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}

/** What keeps a query from running; nothing where the engine is not there to tell. */
export async function kqlErrors(text: string, strict: boolean): Promise<readonly KqlDiagnostic[]> {
  try {
    const { diagnostics } = await call('query.check', { text, strict });
    return diagnostics.filter(({ severity }) => severity === 'error');
  } catch {
    return [];
  }
}
