import { Alert, Button, Modal, Skeleton } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { TidemarkError } from '../../../../electron/shared/contract/errors.ts';
import { useEndExpectation, useExpectations } from '../../../api/approvals.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Failure } from '../../../components/failure.tsx';
import { expectationLine, expectationTitle } from '../../../words/approval.ts';
import classes from './approve.module.css';

interface ExpectationsDialogProps {
  readonly now: Date;
  readonly onClose: () => void;
}

/** All that is expected, and was; what still holds can be taken back. */
export function ExpectationsDialog({ now, onClose }: ExpectationsDialogProps) {
  const { data, error, isPending, refetch } = useExpectations();
  const end = useEndExpectation();
  const failure = end.error && TidemarkError.from(end.error);
  return (
    <Modal opened onClose={onClose} title="What you expect" size={620}>
      {failure && (
        <Alert color="red" mb="sm" title={failure.message}>
          {failure.advice}
        </Alert>
      )}
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Skeleton height={80} />
      ) : data.length === 0 ? (
        <EmptyState
          icon={<IconChecklist size={22} stroke={1.6} />}
          title="Nothing is expected yet"
          text="Open a change that is to come again, and choose Expect. Those like it are then acknowledged by themselves."
        />
      ) : (
        <ul className={classes.list}>
          {data.map((each) => (
            <li key={each.id} data-ended={each.endedAt !== null}>
              <div>
                {expectationTitle(each)}
                <small>{expectationLine(each, now)}</small>
              </div>
              {each.endedAt === null && (
                <Button
                  aria-label={`Take back: ${expectationTitle(each)}`}
                  loading={end.isPending && end.variables === each.id}
                  onClick={() => end.mutate(each.id)}
                >
                  Take back
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Modal>
  );
}
