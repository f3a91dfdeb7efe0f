import { compare as compareMoments } from '../../engine/query/compare.ts';
import { changeRow } from '../../engine/query/rows.ts';
import { jsonRows } from '../../shared/model/json-rows.ts';
import type { Context } from '../context.ts';
import { changeLine, localMoment } from '../output/lines.ts';
import { reading } from '../reading.ts';
import { UsageError } from '../usage.ts';

/** `compare`: the net difference between two moments. A row's ChangeId is that of the item's last change. */
export function compare(
  context: Context,
  from: string,
  to: string,
  options: { readonly json?: boolean },
): Promise<number> {
  const { terminal } = context;
  if (from >= to) throw new UsageError('The first moment must be before the second.');
  return reading(context, async ({ store, machine }) => {
    const found = compareMoments(store, from, to);
    if (options.json) {
      await terminal.write(jsonRows(found.map(({ change }) => changeRow(change, machine))));
      return 0;
    }
    for (const { change, steps } of found) {
      const more = steps === 1 ? '' : `, in ${steps} steps`;
      terminal.line(changeLine(terminal, change, localMoment(change.noticedAt)) + more);
    }
    if (found.length === 0) terminal.error('Nothing is different between the two.');
    return 0;
  });
}
