import { changeColumns } from '../../engine/query/columns.ts';
import { eachChange } from '../../engine/query/pages.ts';
import { changeRow } from '../../engine/query/rows.ts';
import type { ChangeFilter } from '../../shared/contract/queries.ts';
import type { ListedChange } from '../../shared/model/change.ts';
import { counted } from '../../shared/model/format.ts';
import type { ItemType } from '../../shared/model/item.ts';
import type { Context } from '../context.ts';
import { changeLine, localMoment } from '../output/lines.ts';
import { csvRows, jsonRows } from '../output/rows.ts';
import { reading } from '../reading.ts';

export interface ChangesOptions {
  readonly type?: readonly ItemType[];
  readonly since?: string;
  readonly until?: string;
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
  };
  return reading(context, async ({ queries, machine }) => {
    const program = options.json === true || options.csv === true;
    const limit = options.limit ?? (program ? Number.POSITIVE_INFINITY : readable);
    let shown = 0;
    const found: Iterable<ListedChange> = mapped(eachChange(queries, filter, limit), (change) => {
      shown += 1;
      return change;
    });
    if (options.json) await terminal.write(jsonRows(mapped(found, (change) => changeRow(change, machine))));
    else if (options.csv)
      await terminal.write(
        csvRows(
          changeColumns,
          mapped(found, (change) => changeRow(change, machine)),
        ),
      );
    else {
      await terminal.write(
        mapped(found, (change) => `${changeLine(terminal, change, localMoment(change.noticedAt))}\n`),
      );
      const { total } = queries['changes.list']({ ...filter, limit: 1 });
      if (total === 0) terminal.error('No change is recorded that fits.');
      // Said aloud, whoever set the limit; apart from the list, which may be piped on.
      else if (shown < total)
        terminal.error(`The newest ${counted(shown, 'change')} of ${total}; --limit N shows more.`);
    }
    return 0;
  });
}
