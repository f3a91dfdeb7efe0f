import { Modal, Skeleton } from '@mantine/core';
import { IconMoonStars } from '@tabler/icons-react';
import { useAway } from '../../../api/causes.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Failure } from '../../../components/failure.tsx';
import { awayHeading, awayKey, awayWords } from '../../../words/away.ts';
import type { Target } from '../entries.ts';
import classes from './away.module.css';
import { AwaySummary } from './away-summary.tsx';

interface AwayDialogProps {
  readonly now: Date;
  readonly onOpen: (target: Target) => void;
  readonly onClose: () => void;
}

/** The last times in which Tidemark did not run or the machine slept, and what changed in each. */
export function AwayDialog({ now, onOpen, onClose }: AwayDialogProps) {
  const { data, error, isPending, refetch } = useAway();
  return (
    <Modal opened onClose={onClose} title="While you were away" size={640}>
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Skeleton height={120} />
      ) : data.length === 0 ? (
        <EmptyState
          icon={<IconMoonStars size={22} stroke={1.6} />}
          title="You were not away yet"
          text="Times in which Tidemark did not run or the machine slept are told here, with what changed meanwhile."
        />
      ) : (
        data.map((away) => (
          <details key={awayKey(away)} className={classes.time} open={data.length === 1}>
            <summary>
              <strong>{awayHeading(away, now)}</strong>
              <p>{away.changes === 0 ? 'Nothing changed.' : awayWords(away)}</p>
            </summary>
            {away.changes > 0 && <AwaySummary away={away} now={now} onOpen={onOpen} />}
          </details>
        ))
      )}
    </Modal>
  );
}
