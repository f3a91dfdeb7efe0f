import { Button, Progress } from '@mantine/core';
import { IconFilterOff, IconRipple } from '@tabler/icons-react';
import type { Status } from '../../../electron/shared/model/status.ts';
import { usePlatformWords } from '../../api/platform.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { firstLook } from '../../words/first-look.ts';
import { nearTime } from '../../words/time.ts';
import { isNarrowed, type View } from './view.ts';

interface NoChangesProps {
  readonly view: View;
  readonly status: Status | undefined;
  readonly now: Date;
  readonly onClear: () => void;
  readonly onSettings: () => void;
}

/** Why the list is empty: the first look is being taken, nothing is tracked, the filter hides all, or nothing happened. */
export function NoChanges({ view, status, now, onClear, onSettings }: NoChangesProps) {
  const { daemons } = usePlatformWords();
  const look = status && firstLook(status);
  if (look) {
    return (
      <EmptyState
        icon={<IconRipple size={22} stroke={1.6} />}
        title="Taking the first look at this machine"
        text={
          <>
            What is there now is stored as the baseline; from then on every difference shows up here.
            <Progress
              value={look.percent ?? 100}
              animated={look.percent === null}
              my={12}
              size="sm"
              aria-label="First look"
            />
            {look.words}
          </>
        }
      />
    );
  }
  if (isNarrowed(view) || (view.period !== 'any' && (status?.space.changes ?? 0) > 0)) {
    return (
      <EmptyState
        icon={<IconFilterOff size={22} stroke={1.6} />}
        title={isNarrowed(view) ? 'No change matches these filters' : 'Nothing has changed in this time'}
        text="Earlier and other changes are still in the log."
        action={<Button onClick={onClear}>Show all changes</Button>}
      />
    );
  }
  if (status && !status.types.some((each) => each.enabled)) {
    return (
      <EmptyState
        title="Nothing is tracked"
        text={`Choose in the settings which files, software and ${daemons} to track.`}
        action={<Button onClick={onSettings}>Open the settings</Button>}
      />
    );
  }
  const since = status?.types.flatMap((each) => (each.last ? [each.last.startedAt] : [])).sort()[0];
  return (
    <EmptyState
      icon={<IconRipple size={22} stroke={1.6} />}
      title={since ? `Nothing has changed since ${nearTime(since, now)}` : 'Nothing has changed'}
      text="What changes from now on shows up here by itself."
    />
  );
}
