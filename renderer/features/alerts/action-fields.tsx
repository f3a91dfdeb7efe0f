import { Button, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Action, syslogFacilities, webhookTemplates } from '../../../electron/shared/model/action.ts';
import { useSecretsStatus } from '../../api/actions.ts';
import { useChoosePath } from '../../api/tracking.ts';
import { FormRow } from '../../components/form-row.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { templateNames } from '../../words/rules.ts';
import classes from './action.module.css';
import { argumentLines, linesAsArguments, syslogPorts } from './action-draft.ts';
import { SecretField } from './secret-field.tsx';

interface FieldsProps<A extends Action> {
  readonly value: A;
  readonly error: (field: string) => string | undefined;
  readonly onChange: (value: A) => void;
}

type Of<K extends Action['kind']> = Extract<Action, { readonly kind: K }>;

/** The fields that an action of each kind has. */
export function ActionFields({ value, ...rest }: FieldsProps<Action>): ReactNode {
  switch (value.kind) {
    case 'webhook':
      return <WebhookFields value={value} {...rest} />;
    case 'program':
      return <ProgramFields value={value} {...rest} />;
    case 'file':
      return <FileFields value={value} {...rest} />;
    case 'syslog':
      return <SyslogFields value={value} {...rest} />;
  }
}

function WebhookFields({ value, error, onChange }: FieldsProps<Of<'webhook'>>) {
  const set = (part: Partial<Of<'webhook'>>) => onChange({ ...value, ...part });
  return (
    <>
      <FormRow label="Address" htmlFor="action-url" help="HTTPS alone: an alert says much about a machine.">
        <TextInput
          id="action-url"
          value={value.url}
          spellCheck={false}
          placeholder="https://hooks.example.org/…"
          error={error('url')}
          onChange={(event) => set({ url: event.currentTarget.value })}
        />
      </FormRow>
      <FormRow label="Body" htmlFor="action-template" help="As the receiver wants it.">
        <NativeSelect
          id="action-template"
          value={value.template}
          data={webhookTemplates.map((template) => ({ value: template, label: templateNames[template] }))}
          onChange={(event) =>
            set({ template: webhookTemplates.find((each) => each === event.currentTarget.value) ?? 'tidemark' })
          }
        />
      </FormRow>
      <SecretField
        id="action-authorization"
        label="Authorization"
        help="The value of the header of that name, where the receiver asks for one: Bearer …"
        value={value.authorization}
        error={error('authorization')}
        onChange={(authorization) => set({ authorization })}
      />
      <SecretField
        id="action-signing"
        label="Signature"
        help="A key by which the receiver can tell that it was Tidemark: each request is signed with it (HMAC)."
        value={value.signingKey}
        error={error('signingKey')}
        onChange={(signingKey) => set({ signingKey })}
      />
      <NoSecrets />
      <AuthorityField value={value.authority} error={error('authority')} onChange={(authority) => set({ authority })} />
    </>
  );
}

/** Said once where secrets can't be kept here. */
function NoSecrets() {
  const status = useSecretsStatus().data;
  if (status?.available !== false) return null;
  return <p className={classes.cannot}>{status.why}</p>;
}

function ProgramFields({ value, error, onChange }: FieldsProps<Of<'program'>>) {
  const set = (part: Partial<Of<'program'>>) => onChange({ ...value, ...part });
  return (
    <>
      <FormRow label="Program" htmlFor="action-program" help="It gets the alert as JSON on its standard input.">
        <FileField
          id="action-program"
          value={value.program}
          placeholder="/usr/local/bin/on-alert"
          error={error('program')}
          onChange={(program) => set({ program })}
        />
      </FormRow>
      <FormRow
        label="Arguments"
        htmlFor="action-arguments"
        help="One a line, handed over as it stands. No shell is asked, so quotes, $ and * mean themselves."
      >
        <Textarea
          id="action-arguments"
          className={classes.monospace ?? ''}
          size="xs"
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          value={argumentLines(value.arguments)}
          error={error('arguments')}
          onChange={(event) => set({ arguments: event.currentTarget.value.split('\n') })}
          onBlur={(event) => set({ arguments: linesAsArguments(event.currentTarget.value) })}
        />
      </FormRow>
      <FormRow label="Ended after" htmlFor="action-limit">
        <NumberField
          id="action-limit"
          kind="duration"
          value={value.timeLimit}
          error={error('timeLimit')}
          onCommit={(timeLimit) => set({ timeLimit: timeLimit ?? 30 })}
        />
      </FormRow>
    </>
  );
}

function FileFields({ value, error, onChange }: FieldsProps<Of<'file'>>) {
  return (
    <>
      <FormRow
        label="File"
        htmlFor="action-path"
        help="A line an alert is added to it; it is made where it is not there."
      >
        <FileField
          id="action-path"
          value={value.path}
          placeholder="/var/log/tidemark-alerts.log"
          error={error('path')}
          onChange={(path) => onChange({ ...value, path })}
        />
      </FormRow>
      <FormRow label="Lines">
        <SegmentedControl
          size="xs"
          aria-label="Lines"
          value={value.format}
          data={[
            { value: 'json', label: 'JSON' },
            { value: 'text', label: 'Plain text' },
          ]}
          onChange={(format) => onChange({ ...value, format: format === 'text' ? 'text' : 'json' })}
        />
      </FormRow>
    </>
  );
}

type Transport = keyof typeof syslogPorts;
const transports = Object.keys(syslogPorts) as readonly Transport[];
const facilities = Object.keys(syslogFacilities) as readonly (keyof typeof syslogFacilities)[];

function SyslogFields({ value, error, onChange }: FieldsProps<Of<'syslog'>>) {
  const set = (part: Partial<Of<'syslog'>>) => onChange({ ...value, ...part });
  return (
    <>
      <FormRow label="Server" htmlFor="action-host">
        <TextInput
          id="action-host"
          value={value.host}
          spellCheck={false}
          placeholder="logs.example.org"
          error={error('host')}
          onChange={(event) => set({ host: event.currentTarget.value.trim() })}
        />
      </FormRow>
      <FormRow
        label="Over"
        help={value.transport === 'udp' ? 'Over UDP nobody says whether it arrived: choose TCP or TLS to be sure.' : ''}
      >
        <SegmentedControl
          size="xs"
          aria-label="Over"
          value={value.transport}
          data={transports.map((each) => ({ value: each, label: each.toUpperCase() }))}
          onChange={(chosen) => {
            const transport = transports.find((each) => each === chosen) ?? 'udp';
            // A port that is the usual one of the old way becomes that of the new one.
            const usual = value.port === syslogPorts[value.transport];
            set({ transport, port: usual ? syslogPorts[transport] : value.port });
          }}
        />
      </FormRow>
      <FormRow label="Port" htmlFor="action-port">
        <NumberField
          id="action-port"
          kind="plain"
          value={value.port}
          error={error('port')}
          onCommit={(port) => set({ port: port ?? syslogPorts[value.transport] })}
        />
      </FormRow>
      <FormRow label="Facility" htmlFor="action-facility">
        <NativeSelect
          id="action-facility"
          value={value.facility}
          data={[...facilities]}
          onChange={(event) =>
            set({ facility: facilities.find((each) => each === event.currentTarget.value) ?? 'user' })
          }
        />
      </FormRow>
      {value.transport === 'tls' && (
        <AuthorityField
          value={value.authority}
          error={error('authority')}
          onChange={(authority) => set({ authority })}
        />
      )}
    </>
  );
}

interface TextProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function AuthorityField(props: TextProps) {
  return (
    <FormRow
      label="Authority"
      htmlFor="action-authority"
      help="A PEM file of an authority to trust beside the system’s own, for a server with a certificate of your own."
    >
      <FileField id="action-authority" placeholder="None" {...props} />
    </FormRow>
  );
}

function FileField({ id, value, placeholder, error, onChange }: TextProps & { id: string; placeholder: string }) {
  const choose = useChoosePath();
  return (
    <div className={classes.file}>
      <TextInput
        id={id}
        className={classes.monospace ?? ''}
        value={value}
        spellCheck={false}
        placeholder={placeholder}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button
        loading={choose.isPending}
        onClick={() => choose.mutate('file', { onSuccess: (path) => path !== null && onChange(path) })}
      >
        Choose…
      </Button>
    </div>
  );
}
