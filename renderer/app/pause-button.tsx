import { Button, Menu } from '@mantine/core';
import { usePause, useStatus } from '../api/tracking.ts';
import { pauseChoices } from '../words/pause.ts';

/** Pauses tracking for a time, or goes on. */
export function PauseButton() {
  const { data: status } = useStatus();
  const pause = usePause();
  const look = { size: 'sm', h: 34, px: 13, fz: 13, fw: 500 } as const;
  if (status?.state === 'paused') {
    return (
      <Button {...look} variant="filled" loading={pause.isPending} onClick={() => pause.mutate('resume')}>
        Resume
      </Button>
    );
  }
  return (
    <Menu width={190}>
      <Menu.Target>
        <Button {...look} disabled={!status || pause.isPending}>
          Pause
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Track nothing for</Menu.Label>
        {pauseChoices.map(({ label, until }) => (
          <Menu.Item key={label} onClick={() => pause.mutate(until(new Date()).toISOString())}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
