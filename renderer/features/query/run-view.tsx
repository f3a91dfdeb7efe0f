import { Button, Loader } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import type { KqlRunState } from '../../api/kql-run.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Failure } from '../../components/failure.tsx';
import { tookWords } from '../../words/answers.ts';
import { AnswerView } from './answer-view.tsx';
import { Elapsed } from './elapsed.tsx';

interface RunViewProps extends Omit<ComponentProps<typeof AnswerView>, 'run'> {
  /** The last run of the query that is open. */
  readonly run: KqlRunState | undefined;
  /** What is there before anything was asked. */
  readonly first: ReactNode;
  readonly onAgain: () => void;
}

/** What became of a query: it runs, it failed, it was given up, or its answer. */
export function RunView({ run, first, onAgain, ...answered }: RunViewProps) {
  if (run === undefined) return first;
  if (run.state === 'running') {
    return (
      <EmptyState
        icon={<Loader size={20} aria-hidden />}
        title="Running"
        text={
          <>
            For <Elapsed since={run.since} />
          </>
        }
      />
    );
  }
  if (run.state === 'failed') {
    // A text that can't be read is mended, not tried again.
    return run.error.kind === 'invalid' ? (
      <Failure error={run.error} />
    ) : (
      <Failure error={run.error} onRetry={onAgain} />
    );
  }
  if (run.state === 'cancelled') {
    return (
      <EmptyState
        title={`Cancelled after ${tookWords(run.milliseconds)}`}
        text="Nothing was changed: a query only reads."
        action={<Button onClick={onAgain}>Run it again</Button>}
      />
    );
  }
  return <AnswerView key={run.at.getTime()} run={run} {...answered} />;
}
