import { causeTitle } from '../../shared/model/cause-words.ts';
import { askToPlan } from '../asking.ts';
import type { Context } from '../context.ts';
import { causeLine } from '../output/causes.ts';
import { localMoment, localTime } from '../output/lines.ts';
import { reading } from '../reading.ts';
import { UsageError } from '../usage.ts';

/** `plan begin`: groups what happens from now on. */
export async function planBegin(context: Context, name: string): Promise<number> {
  if (name.trim() === '') throw new UsageError('A plan needs a name.');
  const plan = await askToPlan(context, 'plan.begin', { name: name.trim() });
  context.terminal.line(
    `From now on, until 'tidemark plan end', what changes belongs to ${causeTitle(plan)}.  cause #${plan.id}`,
  );
  return 0;
}

/** `plan end`: tells what the plan came to. */
export async function planEnd(context: Context): Promise<number> {
  const { terminal } = context;
  const plan = await askToPlan(context, 'plan.end', {});
  if (plan === null) {
    terminal.error("tidemark: No plan is open. Begin one with 'tidemark plan begin NAME'.");
    return 1;
  }
  terminal.line(causeLine(terminal, plan, localTime(plan.endedAt ?? new Date().toISOString())));
  if (plan.endedAt === null) terminal.line('It ends once everything was looked at for a last time.');
  return 0;
}

/** `plan status`: the plan that is open. */
export function planStatus(context: Context, { json }: { readonly json?: boolean }): Promise<number> {
  const { terminal } = context;
  return reading(context, async ({ store }) => {
    const id = store.plans.open();
    const plan = id === undefined ? null : (store.causes.get(id) ?? null);
    if (json) terminal.line(JSON.stringify(plan, undefined, 2));
    else if (plan === null) terminal.line('No plan is open.');
    else terminal.line(causeLine(terminal, plan, localMoment(plan.startedAt)));
    return 0;
  });
}
