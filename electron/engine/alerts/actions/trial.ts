import { randomUUID } from 'node:crypto';
import type { ActionTrial } from '../../../shared/contract/alerts.ts';
import type { Action } from '../../../shared/model/action.ts';
import type { MachineIdentity } from '../../query/machine-identity.ts';
import type { Message } from './message.ts';
import { type Means, perform } from './perform.ts';

/** A made-up alert, which says that it is one. */
export function trialMessage(now: Date, machine: MachineIdentity): Message {
  const firedAt = now.toISOString();
  return {
    key: `test-${randomUUID()}`,
    occasion: 'test',
    machine,
    alert: {
      id: 1,
      ruleId: 'test',
      rule: 'A test of this action',
      severity: 'info',
      why: 'Somebody wants to know whether alerts get here. Nothing has happened.',
      evaluation: 'change',
      firedAt,
      endedAt: null,
      summary: 'This is a test: /etc/example was modified',
      count: 1,
      rows: [
        {
          TimeGenerated: firedAt,
          Computer: machine.computer,
          ConfigChangeType: 'Files',
          ChangeCategory: 'Modified',
          FileSystemPath: '/etc/example',
          FieldsChanged: 'checksum, size',
        },
      ],
      changeIds: [],
      actions: [],
      muted: false,
      read: true,
    },
  };
}

/** Hands a made-up alert to an action, once, and tells in words what came of it. */
export async function tryAction(action: Action, machine: MachineIdentity, means: Means): Promise<ActionTrial> {
  const outcome = await perform(action, trialMessage(new Date(), machine), means);
  switch (outcome.kind) {
    case 'delivered':
      return { ok: true, message: outcome.message, output: outcome.output };
    case 'failed':
      return { ok: false, message: outcome.fault, output: outcome.output };
    case 'held':
      return { ok: false, message: outcome.fault, output: '' };
  }
}
