import type { ExpectationScope } from '../../shared/model/approval.ts';
import { expectationWords } from '../../shared/model/approval-words.ts';
import { counted } from '../../shared/model/format.ts';
import { jsonRows } from '../../shared/model/json-rows.ts';
import { askToApprove } from '../asking.ts';
import type { Context } from '../context.ts';
import { expectationCells } from '../output/causes.ts';
import { localMoment } from '../output/lines.ts';
import { table } from '../output/table.ts';
import { reading } from '../reading.ts';
import { UsageError } from '../usage.ts';

export interface ExpectOptions {
  readonly scope: ExpectationScope;
  readonly pattern?: string;
  readonly until?: string;
  readonly reason?: string;
}

/** `expect`: acknowledges a change, and from now on what it is an example of. */
export async function expect(context: Context, id: number, options: ExpectOptions): Promise<number> {
  const { scope, pattern, until, reason } = options;
  if (pattern !== undefined && scope !== 'path') throw new UsageError('--pattern goes with --scope path alone.');
  const made = await askToApprove(context, 'expectations.add', {
    change: id,
    scope,
    ...(pattern === undefined ? {} : { pattern }),
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
  });
  const end = made.until === null ? '' : `, until ${localMoment(made.until)}`;
  context.terminal.line(`Expected from now on: ${expectationWords(made)}${end}.  expectation ${made.id}`);
  return 0;
}

/** `expected`: what is expected; with `all` also what was. */
export function expected(
  context: Context,
  { all, json }: { readonly all?: boolean; readonly json?: boolean },
): Promise<number> {
  const { terminal } = context;
  return reading(context, async ({ store }) => {
    const known = store.approvals.expectations(new Date().toISOString());
    const shown = all ? known : known.filter(({ endedAt }) => endedAt === null);
    if (json) {
      await terminal.write(jsonRows(shown));
      return 0;
    }
    for (const line of table(shown.map(expectationCells))) terminal.line(line);
    const ended = known.length - shown.length;
    if (shown.length === 0) {
      terminal.error(`Nothing is expected${ended === 0 ? '' : ` now; --all shows ${counted(ended, 'ended one')}`}.`);
    }
    return 0;
  });
}

/** `unexpect`: ends an expectation; what it has acknowledged stays so. */
export async function unexpect(context: Context, id: number): Promise<number> {
  await askToApprove(context, 'expectations.end', { id });
  context.terminal.line(`Expectation ${id} has ended.`);
  return 0;
}
