import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import { counted, formatCount } from '../../../electron/shared/model/format.ts';
import { needsAttention, type StandingProblem } from '../../../electron/shared/model/problem.ts';
import { useAbout, useCollect, useEngineState, useStatus, useWatchUse } from '../../api/tracking.ts';
import { Failure } from '../../components/failure.tsx';
import type { RenderHeader } from '../../components/header-parts.ts';
import { useNow } from '../../components/use-now.ts';
import { coverage } from '../../words/coverage.ts';
import { EngineCard } from './engine-card.tsx';
import { GapList } from './gap-list.tsx';
import { ProblemList } from './problem-list.tsx';
import classes from './status.module.css';
import { TypeTable } from './type-table.tsx';
import { WatchCard } from './watch-card.tsx';

interface StatusScreenProps {
  readonly header: RenderHeader;
  readonly onSettings: () => void;
}

/** What is covered and what is not: collections, problems, gaps, space. */
export function StatusScreen({ header, onSettings }: StatusScreenProps) {
  const now = useNow();
  const status = useStatus();
  const engine = useEngineState().data;
  const about = useAbout().data;
  const use = useWatchUse().data;
  const collect = useCollect();
  const data = status.data;
  const failed = collect.error && TidemarkError.from(collect.error);
  return (
    <>
      {header({ title: 'Status', note: data && coverage(data, now).title })}
      <div className={classes.screen}>
        {status.isError && !data && <Failure error={status.error} onRetry={() => void status.refetch()} />}
        {data && (
          <div className={classes.cards}>
            <section className={classes.card} aria-labelledby="status-collections">
              <div className={classes.top}>
                <h2 id="status-collections">Collections</h2>
                {failed && (
                  <span className={classes.failed} role="alert">
                    {`${failed.message} ${failed.advice}`}
                  </span>
                )}
                <Button disabled={collect.isPending} onClick={() => collect.mutate({ full: true })}>
                  Read everything again
                </Button>
              </div>
              <TypeTable
                types={data.types}
                now={now}
                busy={collect.isPending}
                onCollect={(type) => collect.mutate({ types: [type] })}
                onSettings={onSettings}
              />
            </section>
            <section className={classes.card} aria-labelledby="status-problems">
              <div className={classes.top}>
                <h2 id="status-problems">Problems</h2>
                <span>{problemCount(data.problems)}</span>
              </div>
              {data.problems.length > 0 ? (
                <ProblemList problems={data.problems} now={now} />
              ) : (
                <p className={classes.quiet}>
                  <IconCheck size={16} stroke={1.8} aria-hidden /> Everything that is asked for can be read. What is
                  missing, can’t be read or goes over a limit would stand here.
                </p>
              )}
            </section>
            <div className={classes.pair}>
              <section className={classes.card} aria-labelledby="status-gaps">
                <div className={classes.top}>
                  <h2 id="status-gaps">Gaps in coverage</h2>
                </div>
                <GapList gaps={data.gaps} now={now} />
              </section>
              <div className={classes.cards}>
                <EngineCard status={data} engine={engine} about={about} now={now} />
                {use && <WatchCard use={use} />}
              </div>
            </div>
          </div>
        )}
      </div>
    </>
  );
}

/** `2`, `2, and 3 notes`; nothing where there are neither. */
function problemCount(all: readonly StandingProblem[]): string {
  const problems = all.filter(needsAttention).length;
  const notes = all.length - problems;
  if (notes === 0) return problems === 0 ? '' : formatCount(problems);
  return problems === 0 ? counted(notes, 'note') : `${formatCount(problems)}, and ${counted(notes, 'note')}`;
}
