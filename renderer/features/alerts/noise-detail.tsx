import { Button, CloseButton, Skeleton } from '@mantine/core';
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import type { NoiseSource } from '../../../electron/shared/contract/alerts.ts';
import { counted } from '../../../electron/shared/model/format.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';
import { changeTitle } from '../../../electron/shared/model/words.ts';
import { useNoiseTrial } from '../../api/noise.ts';
import { usePlatformWords } from '../../api/platform.ts';
import { AlertLines } from '../../components/alert-lines.tsx';
import { ChangeHistory } from '../../components/change-history.tsx';
import look from '../../components/detail.module.css';
import { Failure } from '../../components/failure.tsx';
import { hiddenWords, noiseKind } from '../../words/noise.ts';
import { nearTime } from '../../words/time.ts';
import type { EditSettings } from './edit.ts';
import classes from './noise.module.css';
import { type Remedy, remediesOf } from './remedies.ts';

interface NoiseDetailProps {
  readonly source: NoiseSource;
  readonly days: number;
  readonly settings: Settings;
  readonly now: Date;
  /** What was done about it here. */
  readonly taken: Remedy | undefined;
  readonly edit: EditSettings;
  readonly onTaken: (remedy: Remedy | null) => void;
  readonly onOpenChange: (id: number) => void;
  readonly onOpenAlert: (id: number) => void;
  /** Of a rule that is there. */
  readonly onEditRule: (() => void) | undefined;
  readonly onSettings: () => void;
  readonly onClose: () => void;
}

/** One source of noise: what ignoring it would have hidden, and how to ignore it. */
export function NoiseDetail(props: NoiseDetailProps) {
  const {
    source,
    days,
    settings,
    now,
    taken,
    edit,
    onTaken,
    onOpenChange,
    onOpenAlert,
    onEditRule,
    onSettings,
    onClose,
  } = props;
  const { data, isError, error, refetch } = useNoiseTrial(days, source);
  const words = usePlatformWords();
  const ruleIds = [...new Set(data?.sampleAlerts.map(({ ruleId }) => ruleId) ?? [])];
  const remedies = data ? remediesOf(source, { ruleIds }, settings) : [];
  // What takes a look at what is tracked is done there.
  const inSettings = remedies.length === 0 && ['folder', 'path', 'registry'].includes(source.kind);
  const take = async (remedy: Remedy) => {
    if (await edit(remedy.apply)) onTaken(remedy);
  };
  const takeBack = async (remedy: Remedy) => {
    if (await edit(remedy.undo)) onTaken(null);
  };

  return (
    <aside
      className={look.detail}
      aria-label="The source"
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onClose()}
    >
      <div className={look.head}>
        <div className={look.title}>
          <h2 title={source.label}>{printable(source.label)}</h2>
          <CloseButton className={look.close ?? ''} size="sm" aria-label="Close the detail" onClick={onClose} />
        </div>
        <div className={look.path}>{`${noiseKind(source, words)}, last ${nearTime(source.lastAt, now)}`}</div>
        {isError ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton height={34} />
        ) : (
          <>
            <p className={classes.hidden}>
              {`Ignoring it would have hidden ${hiddenWords(data)} in ${days} days`}
              {data.critical > 0 ? (
                <>
                  {', '}
                  <strong>{`${counted(data.critical, 'critical alert')} among them`}</strong>.
                </>
              ) : data.alerts > 0 ? (
                ', none of them critical.'
              ) : (
                '.'
              )}
            </p>
            {taken ? (
              <div className={classes.taken} role="status">
                <IconCheck size={15} aria-hidden />
                <span>{taken.done}</span>
                <Button
                  size="compact-xs"
                  leftSection={<IconArrowBackUp size={13} />}
                  onClick={() => void takeBack(taken)}
                >
                  Undo
                </Button>
              </div>
            ) : (
              <>
                <p className={classes.advice}>{data.advice}</p>
                <div className={classes.remedies}>
                  {remedies.map((remedy) => (
                    <Button key={remedy.id} onClick={() => void take(remedy)}>
                      {remedy.label}
                    </Button>
                  ))}
                  {onEditRule && <Button onClick={onEditRule}>Edit the rule</Button>}
                  {inSettings && <Button onClick={onSettings}>Open the settings</Button>}
                </div>
              </>
            )}
          </>
        )}
      </div>
      {data && (
        <div className={classes.samples}>
          {data.sampleAlerts.length > 0 && (
            <>
              <h3 className={classes.heading}>Alerts it would have hidden</h3>
              <AlertLines alerts={data.sampleAlerts} now={now} onOpen={onOpenAlert} />
            </>
          )}
          {data.sample.length > 0 && (
            <>
              <h3 className={classes.heading}>Changes it would have hidden</h3>
              <ChangeHistory changes={data.sample} now={now} onOpen={onOpenChange} title={changeTitle} />
            </>
          )}
        </div>
      )}
    </aside>
  );
}
