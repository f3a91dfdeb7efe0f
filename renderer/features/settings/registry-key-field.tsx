import { TextInput } from '@mantine/core';
import { parseRegistryKey } from '../../../electron/shared/model/registry-key.ts';
import form from '../../components/form.module.css';
import classes from './settings.module.css';

interface RegistryKeyFieldProps {
  readonly id: string;
  readonly value: string;
  /** What was found wrong when it was to be saved. */
  readonly error: string | undefined;
  readonly onChange: (key: string) => void;
}

/** The name of a key to type or paste. What it means, or why it means nothing, is told while one types. */
export function RegistryKeyField({ id, value, error, onChange }: RegistryKeyFieldProps) {
  const parsed = parseRegistryKey(value);
  const isEmpty = value.trim() === '';
  return (
    <>
      <div className={classes.pathField}>
        <TextInput
          id={id}
          data-autofocus
          value={value}
          spellCheck={false}
          placeholder="HKLM\SOFTWARE\Example"
          error={isEmpty ? error : parsed.ok ? undefined : parsed.fault}
          aria-describedby={`${id}-meant`}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      <div id={`${id}-meant`} className={form.help} role="status">
        {parsed.ok ? parsed.key : isEmpty ? 'HKLM\\…, HKEY_LOCAL_MACHINE\\…, or as the registry editor shows it.' : ''}
      </div>
    </>
  );
}
