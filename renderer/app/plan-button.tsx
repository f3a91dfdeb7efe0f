import { UnstyledButton } from '@mantine/core';
import { IconClipboardList } from '@tabler/icons-react';
import { useStatus } from '../api/tracking.ts';
import classes from './shell.module.css';

/** Begins a plan; while one is open its banner stands instead. */
export function PlanButton({ onPlan }: { readonly onPlan: () => void }) {
  const { data: status } = useStatus();
  if (!status || status.plan !== null) return <div className={classes.noPlan} />;
  return (
    <UnstyledButton className={classes.plan} onClick={onPlan}>
      <IconClipboardList size={16} stroke={1.8} aria-hidden />I am installing something…
    </UnstyledButton>
  );
}
