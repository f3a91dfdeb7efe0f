import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { KqlCompletion, KqlDiagnostic } from '../../electron/shared/contract/kql.ts';
import { call } from './bridge.ts';
import { keys } from './keys.ts';

const none: KqlCompletion = { start: 0, length: 0, items: [] };

/**
 * What an editor of queries asks while one types. Without an engine it gets nothing: that is said elsewhere, and one
 * goes on writing.
 */
export function useKqlEditing(strict: boolean) {
  const client = useQueryClient();
  const check = useCallback(
    async (text: string): Promise<readonly KqlDiagnostic[]> => {
      try {
        const { diagnostics } = await client.fetchQuery({
          queryKey: keys.kqlCheck(text, strict),
          queryFn: () => call('query.check', { text, strict }),
          gcTime: 60_000,
        });
        return diagnostics;
      } catch {
        return [];
      }
    },
    [client, strict],
  );
  const complete = useCallback(
    (text: string, position: number) => call('query.complete', { text, position, strict }).catch(() => none),
    [strict],
  );
  return { check, complete };
}
