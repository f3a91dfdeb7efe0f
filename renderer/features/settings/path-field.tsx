import { Button, TextInput } from '@mantine/core';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import { useAbout, useChoosePath } from '../../api/tracking.ts';
import classes from './settings.module.css';
import { literalPattern } from './tracked-draft.ts';

interface PathFieldProps {
  readonly id: string;
  readonly value: string;
  readonly kind: 'file' | 'directory';
  readonly error: string | undefined;
  readonly onChange: (path: string) => void;
}

/** A path to type, with a button to choose one. */
export function PathField({ id, value, kind, error, onChange }: PathFieldProps) {
  const choose = useChoosePath();
  const windows = useAbout().data?.platform === 'windows';
  const failed = choose.error && TidemarkError.from(choose.error).message;
  return (
    <div className={classes.pathField}>
      <TextInput
        id={id}
        data-autofocus
        value={value}
        spellCheck={false}
        placeholder={kind === 'file' ? '/etc/hosts or $HOME/.*rc' : '/etc/cron.d'}
        error={error ?? failed}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button
        loading={choose.isPending}
        onClick={() =>
          choose.mutate(kind, { onSuccess: (path) => path !== null && onChange(literalPattern(path, windows)) })
        }
      >
        Choose…
      </Button>
    </div>
  );
}
