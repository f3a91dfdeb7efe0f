import { Button, TextInput } from '@mantine/core';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import { usePlatform } from '../../api/platform.ts';
import { useChoosePath } from '../../api/tracking.ts';
import classes from './settings.module.css';
import { literalPattern } from './tracked-draft.ts';

interface PathFieldProps {
  readonly id: string;
  readonly value: string;
  readonly kind: 'file' | 'directory';
  readonly error: string | undefined;
  readonly onChange: (path: string) => void;
}

const unix = { file: '/etc/hosts or $HOME/.*rc', directory: '/etc/cron.d', variables: '$HOME, ~' };
const windows = { file: '%SystemRoot%\\win.ini', directory: '%ProgramData%\\ssh', variables: '%APPDATA%, ~' };

/** A path to type, with a button to choose one. */
export function PathField({ id, value, kind, error, onChange }: PathFieldProps) {
  const onWindows = usePlatform() === 'windows';
  const examples = onWindows ? windows : unix;
  const choose = useChoosePath();
  const failed = choose.error && TidemarkError.from(choose.error).message;
  return (
    <div className={classes.pathField}>
      <TextInput
        id={id}
        data-autofocus
        value={value}
        spellCheck={false}
        placeholder={examples[kind]}
        error={error ?? failed}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button
        loading={choose.isPending}
        onClick={() =>
          choose.mutate(kind, { onSuccess: (path) => path !== null && onChange(literalPattern(path, onWindows)) })
        }
      >
        Choose…
      </Button>
    </div>
  );
}
