import { Button, Tooltip } from '@mantine/core';
import { TidemarkError } from '../../electron/shared/contract/errors.ts';
import { useCollect, useStatus } from '../api/tracking.ts';

/** Looks at everything that is tracked, now. */
export function CollectButton() {
  const { data: status } = useStatus();
  const collect = useCollect();
  const running = collect.isPending || (status?.types.some((each) => each.running !== null) ?? false);
  const error = collect.error && TidemarkError.from(collect.error);
  return (
    <Tooltip
      label={error ? `${error.message} ${error.advice}` : 'Look at everything that is tracked, now'}
      multiline
      maw={320}
    >
      <Button
        size="sm"
        h={34}
        px={13}
        fz={13}
        fw={500}
        {...(error ? { color: 'red', variant: 'light' } : {})}
        aria-busy={running}
        disabled={!status || collect.isPending}
        onClick={() => collect.mutate({})}
      >
        {running ? 'Collecting…' : error ? 'Collecting failed' : 'Collect now'}
      </Button>
    </Tooltip>
  );
}
