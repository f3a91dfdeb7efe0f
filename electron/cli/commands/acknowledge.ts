import { counted } from '../../shared/model/format.ts';
import { askToApprove } from '../asking.ts';
import type { Context } from '../context.ts';
import { UsageError } from '../usage.ts';

export interface AcknowledgeOptions {
  readonly cause?: number;
  readonly reason?: string;
  readonly undo?: boolean;
}

/** `ack`: says that changes are all right, or takes that back. */
export async function acknowledge(
  context: Context,
  ids: readonly number[],
  { cause, reason, undo }: AcknowledgeOptions,
): Promise<number> {
  if (ids.length === 0 && cause === undefined) {
    throw new UsageError('Name changes by their numbers, or all of a cause with --cause ID.');
  }
  const { terminal } = context;
  const chosen = { ...(ids.length === 0 ? {} : { ids: [...ids] }), ...(cause === undefined ? {} : { cause }) };
  if (undo) {
    await askToApprove(context, 'changes.unacknowledge', chosen);
    terminal.line('They are not acknowledged any more.');
    return 0;
  }
  const fresh = await askToApprove(context, 'changes.acknowledge', {
    ...chosen,
    ...(reason === undefined ? {} : { reason }),
  });
  if (fresh > 0) terminal.line(`${counted(fresh, 'change')} acknowledged.`);
  else terminal.line(`All of that was acknowledged already${reason === undefined ? '' : '; it has the new reason'}.`);
  return 0;
}
