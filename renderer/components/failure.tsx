import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { TidemarkError } from '../../electron/shared/contract/errors.ts';
import { plainTimes } from '../words/time.ts';
import { EmptyState } from './empty-state.tsx';

/** A request that failed: what happened and what to do, in place of what was asked for. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { message, advice } = TidemarkError.from(error);
  return (
    <EmptyState
      tone="bad"
      icon={<IconAlertTriangle size={22} stroke={1.6} />}
      title={plainTimes(message, new Date())}
      text={advice}
      action={onRetry && <Button onClick={onRetry}>Try again</Button>}
    />
  );
}
