import type { Limits } from '../../electron/engine/alerts/actions/limits.ts';
import { limits as usual } from '../../electron/engine/alerts/actions/limits.ts';
import type { Message } from '../../electron/engine/alerts/actions/message.ts';
import type { Means } from '../../electron/engine/alerts/actions/perform.ts';
import { Secrets } from '../../electron/engine/alerts/actions/secrets.ts';
import { type Action, actionSchema } from '../../electron/shared/model/action.ts';
import type { Alert } from '../../electron/shared/model/alert.ts';

export function sampleAlert(over: Partial<Alert> = {}): Alert {
  return {
    id: 7,
    ruleId: 'sudoers',
    rule: 'Sudoers changed',
    severity: 'critical',
    why: 'Whoever may use sudo may do anything.',
    evaluation: 'change',
    firedAt: '2026-01-31T10:00:00.000Z',
    endedAt: null,
    summary: '/etc/sudoers was modified',
    count: 1,
    rows: [
      {
        Computer: 'host',
        ConfigChangeType: 'Files',
        ChangeCategory: 'Modified',
        FileSystemPath: '/etc/sudoers',
        FieldsChanged: 'checksum',
        Size: 12,
      },
    ],
    changeIds: [41],
    actions: ['hook'],
    muted: false,
    read: false,
    ...over,
  };
}

export function sampleMessage(over: Partial<Alert> = {}, message: Partial<Message> = {}): Message {
  return {
    key: '00112233445566778899aabbccddeeff',
    occasion: 'fired',
    machine: { computer: 'workstation', id: 'c0ffee00-0000-4000-8000-000000000000' },
    alert: sampleAlert(over),
    ...message,
  };
}

/** An action with the defaults of the settings. */
export const anAction = <K extends Action['kind']>(kind: K, given: object) =>
  actionSchema.parse({ id: kind, name: `The ${kind}`, kind, ...given }) as Extract<Action, { readonly kind: K }>;

export function means(limits: Partial<Limits> = {}, more: Partial<Means> = {}): Means {
  return {
    secrets: new Secrets(),
    limits: { ...usual, ...limits },
    signal: new AbortController().signal,
    ...more,
  };
}
