import { lineCounter } from '../../engine/query/line-stats.ts';
import { eachChange } from '../../engine/query/pages.ts';
import { changeRow } from '../../engine/query/rows.ts';
import type { ChangeFilter } from '../../shared/contract/queries.ts';
import { counted } from '../../shared/model/format.ts';
import type { ItemType } from '../../shared/model/item.ts';
import { jsonRows } from '../../shared/model/json-rows.ts';
import { changeColumns } from '../../shared/model/table-columns.ts';
import type { Context } from '../context.ts';
import { changeLine, localMoment } from '../output/lines.ts';
import { csvRows } from '../output/rows.ts';
import { reading } from '../reading.ts';

export interface ChangesOptions {
  readonly type?: readonly ItemType[];
  readonly since?: string;
  readonly until?: string;
  readonly unexplained?: boolean;
  readonly unacknowledged?: boolean;
  readonly cause?: number;
  readonly limit?: number;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** How many a person is shown who asked for no number; a program gets all. */
const readable = 100;

function* mapped<T, U>(values: Iterable<T>, map: (value: T) => U): Generator<U> {
  for (const value of values) yield map(value);
}

/** `changes`: the log, the newest first. */
export function changes(context: Context, options: ChangesOptions): Promise<number> {
  const { terminal } = context;
  const filter: ChangeFilter = {
    ...(options.type === undefined ? {} : { types: [...options.type] }),
    ...(options.since === undefined ? {} : { since: options.since }),
    ...(options.until === undefined ? {} : { until: options.until }),
    // What stands out is not explained either.
    ...(options.unexplained ? { verdicts: ['unexplained', 'standsOut'] } : {}),
    ...(options.unacknowledged ? { acknowledged: false } : {}),
    ...(options.cause === undefined ? {} : { cause: options.cause }),
  };
  return reading(context, async ({ store, machine }) => {
    const program = options.json === true || options.csv === true;
    const limit = options.limit ?? (program ? Number.POSITIVE_INFINITY : readable);
    const found = eachChange(store, filter, limit);
    if (program) {
      const rows = mapped(found, (change) => changeRow(change, machine));
      await terminal.write(options.json ? jsonRows(rows) : csvRows(changeColumns, rows));
      return 0;
    }
    const lines = lineCounter(store);
    let shown = 0;
    await terminal.write(
      mapped(found, (change) => {
        shown += 1;
        return `${changeLine(terminal, { ...change, lines: lines(change) }, localMoment(change.noticedAt))}\n`;
      }),
    );
    const total = store.countChanges(filter);
    if (total === 0) terminal.error('No change is recorded that fits.');
    // Said aloud, whoever set the limit; apart from the list, which may be piped on.
    else if (shown < total) terminal.error(`The newest ${counted(shown, 'change')} of ${total}; --limit N shows more.`);
    return 0;
  });
}
