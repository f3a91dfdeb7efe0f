import type { Action } from '../../../shared/model/action.ts';
import { deliverToFile } from './file.ts';
import type { Limits } from './limits.ts';
import type { Message } from './message.ts';
import type { Outcome } from './outcome.ts';
import { deliverToProgram } from './program.ts';
import type { Secrets } from './secrets.ts';
import { deliverToSyslog } from './syslog/syslog.ts';
import { deliverToWebhook } from './webhook/webhook.ts';

/** What an action works with. */
export interface Means {
  readonly secrets: Secrets;
  readonly limits: Limits;
  /** Ends what is under way: Tidemark closes. */
  readonly signal: AbortSignal;
}

/** Hands a message to an action, once. Never rejects: what goes wrong is an outcome, in words without a secret. */
export async function perform(action: Action, message: Message, means: Means): Promise<Outcome> {
  switch (action.kind) {
    case 'webhook':
      return await deliverToWebhook(action, message, means);
    case 'program':
      return await deliverToProgram(action, message, means);
    case 'file':
      return await deliverToFile(action, message, means);
    case 'syslog':
      return await deliverToSyslog(action, message, means);
  }
}
