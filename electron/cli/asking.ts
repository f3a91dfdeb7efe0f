import { setTimeout as pause } from 'node:timers/promises';
import { type ApproveMethod, approveHandlers } from '../engine/approve/approve.ts';
import type { PlanMethod } from '../engine/approve/plan.ts';
import { askOwner, patience } from '../engine/mailbox/ask.ts';
import type { MailboxMethod } from '../engine/mailbox/request.ts';
import { openReader, openStore } from '../engine/store/open.ts';
import { type Args, engineRequests, type Result } from '../shared/contract/contract.ts';
import { TidemarkError } from '../shared/contract/errors.ts';
import type { Context } from './context.ts';
import { loadSettings } from './settings/settings-file.ts';
import { workerFile } from './worker-file.ts';

type Approving = Extract<MailboxMethod, ApproveMethod>;
type Planning = Extract<MailboxMethod, PlanMethod>;

/** Does it as the store's owner; fails with `locked` where another process is that. */
type Itself<M extends MailboxMethod> = (args: Args<M>) => Promise<Result<M>>;

/** How soon it is tried again (milliseconds) where the store's owner came or went in this moment. */
const again = 100;

/** Asks the Tidemark that runs; where none does, does it as the store's owner. */
async function ask<M extends MailboxMethod>(
  { dataDir }: Context,
  method: M,
  args: Args<M>,
  itself: Itself<M>,
): Promise<Result<M>> {
  // Where nothing is stored yet there is nothing to say of it, and no store to be made for it.
  openReader(dataDir).close();
  const begun = performance.now();
  for (;;) {
    const asked = await askOwner(dataDir, method, args);
    if (asked.kind === 'answered') return asked.value;
    try {
      return await itself(args);
    } catch (thrown) {
      const locked = thrown instanceof TidemarkError && thrown.kind === 'locked';
      if (!locked || performance.now() - begun > patience) throw thrown;
      await pause(again);
    }
  }
}

/** Approves changes, or takes that back: see `approveHandlers`. */
export function askToApprove<M extends Approving>(context: Context, method: M, args: Args<M>): Promise<Result<M>> {
  return ask(context, method, args, async () => {
    const { store } = openStore(context.dataDir, `tidemark (${method})`);
    try {
      const handler: (args: never) => unknown = approveHandlers({ store, changed: () => undefined })[method];
      return handler(engineRequests[method].args.parse(args) as never) as Result<M>;
    } finally {
      store.close();
    }
  });
}

/** Begins or ends a plan: see `planHandlers`. Where no Tidemark runs, everything is looked at by this one. */
export function askToPlan<M extends Planning>(context: Context, method: M, args: Args<M>): Promise<Result<M>> {
  const { dataDir, settingsFile, platform, startKql } = context;
  return ask(context, method, args, async () => {
    const { settings } = loadSettings(settingsFile, platform);
    // Only here: commands that read need not wait for what the collectors load.
    const { openEngine } = await import('../engine/index.ts');
    const engine = await openEngine({ dataDir, settings, as: 'tidemark plan', workerFile, startKql, mode: 'once' });
    try {
      return await engine.request(method, args);
    } finally {
      await engine.close();
    }
  });
}
