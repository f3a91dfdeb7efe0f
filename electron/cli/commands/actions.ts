import { resolve } from 'node:path';
import { limits } from '../../engine/alerts/actions/limits.ts';
import { Secrets } from '../../engine/alerts/actions/secrets.ts';
import { tryAction } from '../../engine/alerts/actions/trial.ts';
import { readMachineIdentity } from '../../engine/query/machine-identity.ts';
import type { Action } from '../../shared/model/action.ts';
import { printable, printableLines } from '../../shared/model/printable.ts';
import { findAction, type NamedOptions, newAction, placeOfAction, secretOf, withActions } from '../action-items.ts';
import type { Context } from '../context.ts';
import { table } from '../output/table.ts';
import { loadSettings, saveSettings } from '../settings/settings-file.ts';

type Of<K extends Action['kind']> = Extract<Action, { readonly kind: K }>;

export interface WebhookOptions extends NamedOptions {
  readonly template?: Of<'webhook'>['template'];
  readonly signingKeyEnv?: string;
  readonly signingKeyFile?: string;
  readonly authorizationEnv?: string;
  readonly authorizationFile?: string;
  readonly authority?: string;
}
export interface ProgramOptions extends NamedOptions {
  readonly timeLimit?: number;
}
export interface FileOptions extends NamedOptions {
  readonly format?: Of<'file'>['format'];
}
export interface SyslogOptions extends NamedOptions {
  readonly port?: number;
  readonly transport?: Of<'syslog'>['transport'];
  readonly facility?: Of<'syslog'>['facility'];
  readonly authority?: string;
}

const settingsOf = ({ settingsFile, platform }: Context) => loadSettings(settingsFile, platform).settings;
const cells = (action: Action) => [
  action.id,
  action.enabled ? 'on' : 'off',
  action.kind,
  action.name,
  placeOfAction(action),
];

/** `actions`: those of the settings. A sealed secret is shown sealed, as the settings have it. */
export async function actions(context: Context, options: { readonly json?: boolean }): Promise<number> {
  const { terminal } = context;
  const all = settingsOf(context).alerts.actions;
  if (options.json) {
    terminal.line(JSON.stringify(all, undefined, 2));
    return 0;
  }
  for (const line of table(all.map((action) => cells(action).map(printable)))) terminal.line(line);
  if (all.length === 0) terminal.line("There are no actions. 'actions add' makes one.");
  return 0;
}

async function add(
  context: Context,
  name: string,
  options: NamedOptions,
  given: Pick<Action, 'kind'> & Readonly<Record<string, unknown>>,
): Promise<number> {
  const settings = settingsOf(context);
  const action = newAction(settings, options.name ?? name, options, given);
  await saveSettings(context.settingsFile, withActions(settings, [...settings.alerts.actions, action]));
  context.terminal.line(cells(action).map(printable).join('  '));
  return 0;
}

const absolute = (path: string | undefined) => (path === undefined ? undefined : resolve(path));

/** `actions add webhook`. */
export async function addWebhook(context: Context, url: string, options: WebhookOptions): Promise<number> {
  const host = URL.canParse(url) ? new URL(url).hostname : url;
  return add(context, host, options, {
    kind: 'webhook',
    url,
    template: options.template,
    signingKey: secretOf('signing-key', {
      ...named('env', options.signingKeyEnv),
      ...named('file', options.signingKeyFile),
    }),
    authorization: secretOf('authorization', {
      ...named('env', options.authorizationEnv),
      ...named('file', options.authorizationFile),
    }),
    authority: absolute(options.authority),
  });
}

const named = (key: 'env' | 'file', value: string | undefined) => (value === undefined ? {} : { [key]: value });

/** `actions add program`. */
export async function addProgram(
  context: Context,
  program: string,
  list: readonly string[],
  options: ProgramOptions,
): Promise<number> {
  const path = resolve(program);
  return add(context, path.split(/[\\/]/).at(-1) ?? path, options, {
    kind: 'program',
    program: path,
    arguments: [...list],
    timeLimit: options.timeLimit,
  });
}

/** `actions add file`. */
export async function addFile(context: Context, path: string, options: FileOptions): Promise<number> {
  const whole = resolve(path);
  return add(context, whole.split(/[\\/]/).at(-1) ?? whole, options, {
    kind: 'file',
    path: whole,
    format: options.format,
  });
}

/** `actions add syslog`. */
export async function addSyslog(context: Context, host: string, options: SyslogOptions): Promise<number> {
  const { port, transport, facility, authority } = options;
  return add(context, host, options, {
    kind: 'syslog',
    host,
    // The port that IANA has for syslog over TLS (RFC 5425, 4.1).
    port: port ?? (transport === 'tls' ? 6514 : undefined),
    transport,
    facility,
    authority: absolute(authority),
  });
}

/** `actions remove`: what still waits for it is given up, by the Tidemark that runs. */
export async function actionsRemove(context: Context, what: string): Promise<number> {
  const { terminal, settingsFile } = context;
  const settings = settingsOf(context);
  const action = findAction(settings, what);
  const others = settings.alerts.actions.filter((each) => each !== action);
  await saveSettings(settingsFile, withActions(settings, others));
  terminal.line(printable(`${action.name} was removed; what still waited for it is given up.`));
  const naming = settings.alerts.rules.filter((rule) => rule.actions.includes(action.id));
  for (const { name } of naming) terminal.error(printable(`Warning: the rule '${name}' still names it.`));
  return 0;
}

/** `actions enable` and `actions disable`. */
export async function actionsEnable(context: Context, what: string, enabled: boolean): Promise<number> {
  const { terminal, settingsFile } = context;
  const settings = settingsOf(context);
  const action = findAction(settings, what);
  const edited = settings.alerts.actions.map((each) => (each === action ? { ...each, enabled } : each));
  await saveSettings(settingsFile, withActions(settings, edited));
  terminal.line(printable(`${action.name} is ${enabled ? 'on' : 'off: what comes for it waits'}.`));
  return 0;
}

/** `actions test`: hands it a made-up alert, once, from this process. Status 1 where it did not arrive. */
export async function actionsTest(context: Context, what: string): Promise<number> {
  const { terminal } = context;
  const action = findAction(settingsOf(context), what);
  const signal = new AbortController().signal;
  const { ok, message, output } = await tryAction(action, readMachineIdentity(), {
    secrets: new Secrets(),
    limits,
    signal,
  });
  if (output !== '') terminal.line(printableLines(output).trimEnd());
  if (ok) terminal.line(printable(message));
  else terminal.error(`tidemark: ${printable(message)}`);
  return ok ? 0 : 1;
}
