import { Button } from '@mantine/core';
import { IconMoon } from '@tabler/icons-react';
import { useAttention, useTellHeld } from '../api/noise.ts';
import { useSettings } from '../api/tracking.ts';
import { useNow } from '../components/use-now.ts';
import { heldWords } from '../words/attention.ts';
import classes from './shell.module.css';

/** At the foot of the screens that tell of things: what keeps notifications back now, and how many wait. */
export function HeldLine() {
  const now = useNow();
  const attention = useAttention().data;
  const mutedUntil = useSettings().data?.attention.mutedUntil ?? null;
  const tell = useTellHeld();
  const words = attention && heldWords(attention, mutedUntil, now);
  if (!words) return null;
  return (
    <div className={classes.held} role="status">
      <IconMoon size={15} stroke={1.8} aria-hidden />
      <span>{words}</span>
      {attention.held > 0 && (
        <Button size="compact-sm" loading={tell.isPending} onClick={() => tell.mutate()}>
          Show now
        </Button>
      )}
    </div>
  );
}
