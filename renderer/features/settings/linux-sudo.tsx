import { Switch } from '@mantine/core';
import { useAbout } from '../../api/tracking.ts';
import { FormRow } from '../../components/form-row.tsx';

interface LinuxSudoProps {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** Whether sudo may be used for a tracked file: asked on Linux alone. */
export function LinuxSudo({ value, onChange }: LinuxSudoProps) {
  if (useAbout().data?.platform !== 'linux') return null;
  return (
    <FormRow
      label="Use sudo"
      htmlFor="tracked-sudo"
      help="For what you may not read yourself, by schedule. Never with a password: the status tells the rule it needs."
    >
      <Switch id="tracked-sudo" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
    </FormRow>
  );
}
