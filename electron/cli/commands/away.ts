import { jsonRows } from '../../shared/model/json-rows.ts';
import type { Context } from '../context.ts';
import { awayLines } from '../output/away.ts';
import { reading } from '../reading.ts';

/** `away`: what happened while Tidemark did not run or the machine slept, the newest time first. */
export function away(
  context: Context,
  { limit, json }: { readonly limit: number; readonly json?: boolean },
): Promise<number> {
  const { terminal } = context;
  return reading(context, async ({ queries }) => {
    const times = queries['away.list']({ limit });
    if (json) {
      await terminal.write(jsonRows(times));
      return 0;
    }
    for (const [index, each] of times.entries()) {
      if (index > 0) terminal.line('');
      for (const line of awayLines(terminal, each)) terminal.line(line);
    }
    if (times.length === 0) terminal.error('Tidemark was not away yet.');
    return 0;
  });
}
