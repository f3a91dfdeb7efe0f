import { IconVolumeOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import { counted } from '../../../electron/shared/model/format.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';
import { useNoiseReport } from '../../api/noise.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Failure } from '../../components/failure.tsx';
import list from '../../components/list.module.css';
import { PillMenu } from '../../components/pill-menu.tsx';
import { noiseHalves } from '../../words/noise.ts';
import screen from './alerts.module.css';
import type { EditSettings } from './edit.ts';
import classes from './noise.module.css';
import { NoiseBars, sourceId } from './noise-bars.tsx';
import { NoiseDetail } from './noise-detail.tsx';
import type { Remedy } from './remedies.ts';

interface NoisePartProps {
  readonly settings: Settings;
  readonly now: Date;
  readonly edit: EditSettings;
  readonly onOpenChange: (id: number) => void;
  readonly onOpenAlert: (id: number) => void;
  readonly onEditRule: (rule: AlertRule) => void;
  readonly onSettings: () => void;
}

const spans = ['7', '30', '90'] as const;

/** What made most of the changes and alerts, and what one can do about each. */
export function NoisePart({ settings, now, edit, onOpenChange, onOpenAlert, onEditRule, onSettings }: NoisePartProps) {
  const [days, setDays] = useState<(typeof spans)[number]>('30');
  const [chosen, setChosen] = useState<string | null>(null);
  const [taken, setTaken] = useState<ReadonlyMap<string, Remedy>>(new Map());
  const { data, isError, error, refetch } = useNoiseReport(Number(days));
  const { things, rules } = noiseHalves(data?.sources ?? []);
  const source = data?.sources.find((each) => sourceId(each) === chosen);
  const rule = settings.alerts.rules.find(({ id }) => source?.kind === 'rule' && id === source.subject);

  return (
    <div className={screen.screen}>
      <div className={list.filters}>
        <PillMenu
          label={`Last ${days} days`}
          active={days !== '30'}
          choices={spans.map((value) => ({ value, label: `Last ${value} days` }))}
          chosen={[days]}
          onToggle={setDays}
        />
        <output className={list.total}>
          {data && `${counted(data.changes, 'change')}, ${counted(data.alerts, 'alert')}`}
        </output>
      </div>
      <div className={list.split}>
        <div className={list.listSide}>
          {isError ? (
            <Failure error={error} onRetry={() => void refetch()} />
          ) : data && data.sources.length === 0 ? (
            <EmptyState
              icon={<IconVolumeOff size={22} stroke={1.6} />}
              title={`Nothing made noise in ${days} days`}
              text="What changes or fires again and again would stand here, with what ignoring it would hide."
            />
          ) : (
            <div className={classes.scroller}>
              {things.length > 0 && (
                <NoiseBars
                  title="What changed most"
                  sources={things}
                  chosen={chosen}
                  onChoose={(each) => setChosen(sourceId(each))}
                />
              )}
              {rules.length > 0 && (
                <NoiseBars
                  title="Which rules fired most"
                  sources={rules}
                  chosen={chosen}
                  onChoose={(each) => setChosen(sourceId(each))}
                />
              )}
            </div>
          )}
        </div>
        {source && (
          <NoiseDetail
            key={sourceId(source)}
            source={source}
            days={Number(days)}
            settings={settings}
            now={now}
            taken={taken.get(sourceId(source))}
            edit={edit}
            onTaken={(remedy) =>
              setTaken((before) => {
                const next = new Map(before);
                if (remedy) next.set(sourceId(source), remedy);
                else next.delete(sourceId(source));
                return next;
              })
            }
            onOpenChange={onOpenChange}
            onOpenAlert={onOpenAlert}
            onEditRule={rule && (() => onEditRule(rule))}
            onSettings={onSettings}
            onClose={() => setChosen(null)}
          />
        )}
      </div>
    </div>
  );
}
