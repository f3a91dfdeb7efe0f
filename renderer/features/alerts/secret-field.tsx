import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import type { Secret } from '../../../electron/shared/model/action.ts';
import { useSealSecret, useSecretsStatus } from '../../api/actions.ts';
import { FormRow } from '../../components/form-row.tsx';
import classes from './action.module.css';

interface SecretFieldProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly value: Secret;
  readonly error: string | undefined;
  readonly onChange: (value: Secret) => void;
}

const neverShown = 'What is kept is never shown again, only replaced.';

const kinds: Readonly<Record<Secret['kind'], string>> = {
  none: 'None',
  sealed: 'Kept encrypted',
  environment: 'Environment variable',
  file: 'File',
};

/** A secret: none, sealed here, or read from where it is at every use. A sealed one is never shown again. */
export function SecretField({ id, label, help, value, error, onChange }: SecretFieldProps) {
  const status = useSecretsStatus().data;
  const seal = useSealSecret();
  const [typed, setTyped] = useState('');
  const failed = seal.error && TidemarkError.from(seal.error);
  // Chosen, and not yet given.
  const typing = value.kind === 'sealed' && value.data === '';
  const choices = (['none', 'sealed', 'environment', 'file'] as const).filter(
    (kind) => kind !== 'sealed' || status?.available !== false || value.kind === 'sealed',
  );
  const choose = (kind: string) => {
    setTyped('');
    if (kind === 'sealed') onChange({ kind, data: '' });
    else if (kind === 'environment') onChange({ kind, name: '' });
    else if (kind === 'file') onChange({ kind, path: '' });
    else if (kind === 'none') onChange({ kind });
  };
  const keep = () =>
    seal.mutate(typed, {
      onSuccess: (secret) => {
        setTyped('');
        onChange(secret);
      },
    });
  return (
    <FormRow label={label} htmlFor={id} help={value.kind === 'sealed' ? `${help} ${neverShown}` : help}>
      <div className={classes.secret}>
        <NativeSelect
          id={id}
          value={value.kind}
          data={choices.map((kind) => ({ value: kind, label: kinds[kind] }))}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        {value.kind === 'sealed' &&
          (typing ? (
            <>
              <PasswordInput
                size="xs"
                aria-label={`${label}: the secret`}
                autoComplete="off"
                value={typed}
                error={failed ? `${failed.message} ${failed.advice}` : error}
                onChange={(event) => setTyped(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || typed === '') return;
                  event.preventDefault();
                  keep();
                }}
              />
              <Button disabled={typed === ''} loading={seal.isPending} onClick={keep}>
                Keep it
              </Button>
            </>
          ) : (
            <>
              <span className={classes.kept}>
                ••••••••<span className="visually-hidden">It is kept.</span>
              </span>
              <Button onClick={() => choose('sealed')}>Replace…</Button>
            </>
          ))}
        {value.kind === 'environment' && (
          <TextInput
            aria-label={`${label}: the variable`}
            placeholder="TIDEMARK_TOKEN"
            spellCheck={false}
            value={value.name}
            error={error}
            onChange={(event) => onChange({ kind: 'environment', name: event.currentTarget.value })}
          />
        )}
        {value.kind === 'file' && (
          <TextInput
            aria-label={`${label}: the file`}
            placeholder="/run/secrets/token"
            spellCheck={false}
            value={value.path}
            error={error}
            onChange={(event) => onChange({ kind: 'file', path: event.currentTarget.value })}
          />
        )}
      </div>
    </FormRow>
  );
}
