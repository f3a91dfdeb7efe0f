import { resolve } from 'node:path';
import type { z } from 'zod';
import { TidemarkError } from '../shared/contract/errors.ts';
import { type Action, actionSchema, type Secret } from '../shared/model/action.ts';
import { desktopAction } from '../shared/model/alert-rule.ts';
import type { Settings } from '../shared/model/settings.ts';
import { freeIdAmong } from './tracked-items.ts';
import { UsageError } from './usage.ts';

/** What every `actions add` is told. */
export interface NamedOptions {
  readonly name?: string;
  readonly id?: string;
  readonly disabled?: boolean;
}

/** Where a secret is, for machines without a key ring: the command line seals none. */
export interface SecretOptions {
  readonly env?: string;
  readonly file?: string;
}

/** A secret from its options; `undefined` where none was named. */
export function secretOf(option: string, { env, file }: SecretOptions): Secret {
  if (env !== undefined && file !== undefined) {
    throw new UsageError(`--${option}-env and --${option}-file name two places for one secret.`);
  }
  if (env !== undefined) return { kind: 'environment', name: env };
  // A file is read by a Tidemark that runs elsewhere.
  return file === undefined ? { kind: 'none' } : { kind: 'file', path: resolve(file) };
}

/** The action that `actions add` asks for. Fails where its id is taken. */
export function newAction(
  settings: Settings,
  name: string,
  { id, disabled }: NamedOptions,
  given: Pick<Action, 'kind'> & Readonly<Record<string, unknown>>,
): Action {
  const taken = [desktopAction, ...settings.alerts.actions.map((action) => action.id)];
  if (id !== undefined && taken.includes(id)) {
    throw new TidemarkError('invalid', `There is an action '${id}' already.`, 'Give it another id with --id.');
  }
  const parsed = actionSchema.safeParse({
    ...withoutUndefined(given),
    id: id ?? freeIdAmong(taken, name, 'action'),
    name: name.slice(0, 200),
    enabled: !disabled,
  });
  if (parsed.success) return parsed.data;
  throw new UsageError(faultOf(parsed.error));
}

function faultOf({ issues: [issue] }: z.ZodError): string {
  const where = issue?.path.join(' ') ?? '';
  if (where === 'url') return 'The address is no https:// address.';
  return `The action's ${where} can't be used: ${issue?.message}.`;
}

const withoutUndefined = (given: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/** The one action that an id or a name means. */
export function findAction({ alerts }: Settings, what: string): Action {
  const found = alerts.actions.filter(({ id, name }) => id === what || name === what);
  const action = found.find(({ id }) => id === what) ?? found[0];
  if (action === undefined) {
    throw new TidemarkError('notFound', `There is no action '${what}'.`, "See 'actions' for those there are.");
  }
  if (action.id !== what && found.length > 1) {
    const ids = found.map(({ id }) => id).join(', ');
    throw new TidemarkError('invalid', `'${what}' means more than one action: ${ids}.`, 'Give one of these ids.');
  }
  return action;
}

/** The settings with other actions. */
export const withActions = (settings: Settings, actions: readonly Action[]): Settings => ({
  ...settings,
  alerts: { ...settings.alerts, actions: [...actions] },
});

/** Where an action's alerts go, in a few words. The path of a webhook, which often is a secret, is left out. */
export function placeOfAction(action: Action): string {
  switch (action.kind) {
    case 'webhook':
      return `${new URL(action.url).host} (${action.template})`;
    case 'program':
      return [action.program, ...action.arguments].join(' ');
    case 'file':
      return `${action.path} (${action.format})`;
    case 'syslog':
      return `${action.host}:${action.port} (${action.transport})`;
  }
}
