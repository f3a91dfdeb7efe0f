import { Button, Loader, Menu } from '@mantine/core';
import { IconChartLine, IconCopy, IconDownload, IconSearch, IconTable } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { counted, formatCount } from '../../../electron/shared/model/format.ts';
import type { Gap } from '../../../electron/shared/model/problem.ts';
import type { KqlRunState } from '../../api/kql-run.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { answerWords, cutWords, lookedAt } from '../../words/answers.ts';
import { arranged, filled } from './answer-rows.ts';
import { AnswerTable } from './answer-table.tsx';
import classes from './answer-view.module.css';
import type { ExportFormat } from './export.ts';
import { RowDetail } from './row-detail.tsx';
import { ViewChoice } from './view-choice.tsx';

/** The library that draws is large: it is loaded when something is drawn. */
const AnswerChart = lazy(() => import('./answer-chart.tsx').then((module) => ({ default: module.AnswerChart })));

type Answered = Extract<KqlRunState, { readonly state: 'answered' }>;

interface AnswerViewProps {
  readonly run: Answered;
  /** How much there is to look at, for an answer without rows. */
  readonly held: { readonly changes: number; readonly items: number };
  readonly gaps: readonly Gap[];
  readonly now: Date;
  /** Asks for more rows than were answered; `null` where no more can be had. */
  readonly more: { readonly rows: number; readonly ask: () => void } | null;
  /** What came of the last export or copy. */
  readonly told: string;
  readonly onExport: (format: ExportFormat) => void;
  readonly onCopy: () => void;
  readonly onOpenChange: (id: number) => void;
}

/** An answer: how much it is, what can be done with it, and it itself as a chart or a table. */
export function AnswerView(props: AnswerViewProps) {
  const { run, held, gaps, now, more, told, onExport, onCopy, onOpenChange } = props;
  const { answer, asked } = run;
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const [opened, setOpened] = useState<number | null>(null);
  const [all, setAll] = useState(false);
  const columns = useMemo(() => arranged(answer.columns), [answer.columns]);
  const withValues = useMemo(() => filled(columns, answer.rows), [columns, answer.rows]);
  const empty = columns.length - withValues.length;
  const shown = all ? columns : withValues;
  const chart = answer.rows.length > 0 ? answer.chart : null;
  const drawn = chart !== null && view === 'chart';
  const row = opened === null ? undefined : answer.rows[opened];

  return (
    <section className={classes.answer} aria-label="The answer">
      <div className={classes.bar}>
        {chart !== null && (
          <ViewChoice
            label="How the answer is shown"
            value={view}
            onChange={setView}
            choices={[
              { value: 'chart', label: 'Chart', Icon: IconChartLine },
              { value: 'table', label: 'Table', Icon: IconTable },
            ]}
          />
        )}
        <div className={classes.count} role="status">
          {answerWords(answer.rows.length, answer.milliseconds)}
          {told !== '' && <span title={told}>{told}</span>}
        </div>
        {!drawn && empty > 0 && answer.rows.length > 0 && (
          <Button variant="subtle" color="gray" onClick={() => setAll(!all)}>
            {all ? 'Leave out empty columns' : `${counted(empty, 'empty column')} left out: show`}
          </Button>
        )}
        {answer.rows.length > 0 && (
          <>
            <Button leftSection={<IconCopy size={15} />} onClick={onCopy}>
              Copy
            </Button>
            <Menu>
              <Menu.Target>
                <Button leftSection={<IconDownload size={15} />}>Export</Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => onExport('csv')}>As CSV, values as they are</Menu.Item>
                <Menu.Item onClick={() => onExport('json')}>As JSON</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        )}
      </div>
      {answer.cut && (
        <div className={classes.cut} role="status">
          <span>{cutWords(answer.rows.length)}</span>
          {more && <Button onClick={more.ask}>{`Get up to ${formatCount(more.rows)}`}</Button>}
        </div>
      )}
      <div className={classes.body}>
        {answer.rows.length === 0 ? (
          <EmptyState icon={<IconSearch size={21} stroke={1.6} />} title="No rows" text={lookedAt(asked.text, held)} />
        ) : drawn ? (
          <Suspense fallback={<Loader className={classes.loader ?? ''} size="sm" aria-label="Loading" />}>
            <AnswerChart answer={answer} chart={chart} gaps={gaps} now={now} />
          </Suspense>
        ) : (
          <>
            <AnswerTable
              answer={answer}
              columns={shown}
              now={now}
              opened={opened}
              onOpen={setOpened}
              onOpenChange={onOpenChange}
            />
            {row && (
              <RowDetail
                row={row}
                columns={columns}
                now={now}
                onOpenChange={onOpenChange}
                onClose={() => setOpened(null)}
              />
            )}
          </>
        )}
      </div>
    </section>
  );
}
