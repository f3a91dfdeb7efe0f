import { SegmentedControl, Switch, TagsInput } from '@mantine/core';
import { formatBytes, formatCount } from '../../../electron/shared/model/format.ts';
import { servicesEvery } from '../../../electron/shared/model/settings.ts';
import { ChoicePills } from '../../components/choice-pills.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { dayChoices } from '../../words/attention.ts';
import { defaultAt } from '../../words/settings.ts';
import { duration } from '../../words/time.ts';
import { ClockField } from './clock-field.tsx';
import type { SettingDefinition } from './definition.ts';
import { MuteField } from './mute-field.tsx';
import classes from './settings.module.css';
import { SoundsField } from './sounds-field.tsx';
import { StepSlider } from './step-slider.tsx';
import { serviceSteps } from './steps.ts';

interface SettingFieldProps {
  readonly setting: SettingDefinition;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly onChange: (value: unknown) => void;
}

/** One setting, whatever its kind: its name and help on the left, its value on the right. */
export function SettingField({ setting, value, error, onChange }: SettingFieldProps) {
  const { path, label, help, kind } = setting;
  const id = `setting-${path.join('-')}`;
  const helpId = `${id}-help`;
  const known = defaultWords(setting);
  const text = [help, known && `Default: ${known}.`].filter(Boolean).join(' ');
  return (
    <div className={classes.setting} data-wide={kind === 'patterns'}>
      <label htmlFor={id}>
        {label}
        {text && (
          <span id={helpId} className={classes.help}>
            {text}
          </span>
        )}
      </label>
      <div className={classes.value}>
        {kind === 'switch' ? (
          <Switch
            id={id}
            aria-describedby={text ? helpId : undefined}
            checked={value === true}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
        ) : kind === 'patterns' ? (
          <TagsInput
            id={id}
            aria-describedby={helpId}
            value={Array.isArray(value) ? value.map(String) : []}
            error={error}
            placeholder="*.pem, then Enter"
            splitChars={[]}
            onChange={onChange}
          />
        ) : kind === 'choice' ? (
          <SegmentedControl
            id={id}
            size="xs"
            aria-label={label}
            value={String(value)}
            data={[...(setting.choices ?? [])]}
            onChange={onChange}
          />
        ) : kind === 'services' ? (
          <StepSlider
            label={label}
            steps={serviceSteps}
            marked={[servicesEvery.least, 60, 5 * 60, servicesEvery.most]}
            value={typeof value === 'number' ? value : servicesEvery.most}
            fallback={Number(defaultAt(path))}
            onCommit={onChange}
          />
        ) : kind === 'clock' ? (
          <ClockField id={id} value={String(value)} error={error} onCommit={onChange} />
        ) : kind === 'weekdays' ? (
          <ChoicePills label={label} choices={dayChoices} chosen={listOf(value).map(Number)} onChange={onChange} />
        ) : kind === 'several' ? (
          <ChoicePills
            label={label}
            choices={setting.choices ?? []}
            chosen={listOf(value).map(String)}
            onChange={onChange}
          />
        ) : kind === 'sounds' ? (
          <SoundsField label={label} chosen={listOf(value)} onChange={onChange} />
        ) : kind === 'mute' ? (
          <MuteField id={id} until={typeof value === 'string' ? value : null} onChange={onChange} />
        ) : kind === 'minutes' ? (
          <NumberField
            id={id}
            kind="duration"
            value={typeof value === 'number' ? value * 60 : null}
            error={error}
            onCommit={(seconds) => onChange(seconds === null ? null : Math.round(seconds / 60))}
          />
        ) : (
          <NumberField
            id={id}
            kind={kind}
            value={typeof value === 'number' ? value : null}
            error={error}
            onCommit={onChange}
          />
        )}
      </div>
    </div>
  );
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function defaultWords({ path, kind }: SettingDefinition): string {
  const value = defaultAt(path);
  // The slider marks its default itself.
  if (kind === 'services') return '';
  if (typeof value !== 'number') return kind === 'days' ? 'keep them all' : '';
  if (kind === 'duration') return duration(value);
  if (kind === 'minutes') return duration(value * 60);
  return kind === 'bytes' ? formatBytes(value) : formatCount(value);
}
