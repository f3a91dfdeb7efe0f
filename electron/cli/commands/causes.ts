import { eachChange } from '../../engine/query/pages.ts';
import { changeRow } from '../../engine/query/rows.ts';
import { causeTitle } from '../../shared/model/cause-words.ts';
import type { Cause } from '../../shared/model/explanation.ts';
import { counted } from '../../shared/model/format.ts';
import { jsonRows } from '../../shared/model/json-rows.ts';
import type { Context } from '../context.ts';
import { causeFacts, causeLine, stepCells } from '../output/causes.ts';
import { changeLine, localMoment } from '../output/lines.ts';
import { table } from '../output/table.ts';
import { type Reading, reading } from '../reading.ts';

interface Options {
  readonly limit: number;
  readonly json?: boolean;
}

const pageSize = 500;

/** Causes one after another, the newest first, read a page at a time. */
function* eachCause({ queries }: Reading, limit: number): Generator<Cause> {
  let before: number | undefined;
  for (let left = limit; left > 0; left -= pageSize) {
    const page = queries['causes.list']({
      limit: Math.min(left, pageSize),
      ...(before === undefined ? {} : { before }),
    });
    yield* page.causes;
    if (page.next === null) return;
    before = page.next;
  }
}

/** `causes`: what explains changes, the newest first. */
export function causes(context: Context, { limit, json }: Options): Promise<number> {
  const { terminal } = context;
  return reading(context, async (read) => {
    const found = eachCause(read, limit);
    if (json) {
      await terminal.write(jsonRows(found));
      return 0;
    }
    let shown = 0;
    for (const each of found) {
      terminal.line(causeLine(terminal, each, localMoment(each.startedAt)));
      shown += 1;
    }
    if (shown === 0) terminal.error('No cause is known yet.');
    else if (shown === limit) terminal.error(`The newest ${limit}; --limit N shows more.`);
    return 0;
  });
}

/** `cause`: one cause, its packages, and the changes tied to it, the newest first. */
export function cause(context: Context, id: number, { limit, json }: Options): Promise<number> {
  const { terminal } = context;
  return reading(context, async ({ store, queries, machine }) => {
    const found = queries['causes.get']({ id });
    const changes = eachChange(store, { cause: id }, limit);
    if (json) {
      const rows = [...changes].map((change) => changeRow(change, machine));
      terminal.line(JSON.stringify({ ...found, changes: rows }, undefined, 2));
      return 0;
    }
    terminal.line(terminal.style('bold', causeTitle(found)));
    for (const line of table(causeFacts(found))) terminal.line(line);
    if (found.packages.length > 0) terminal.line('');
    for (const line of table(found.packages.map(stepCells))) terminal.line(line);
    let shown = 0;
    for (const change of changes) {
      if (shown === 0) terminal.line('');
      terminal.line(changeLine(terminal, change, localMoment(change.noticedAt)));
      shown += 1;
    }
    const total = store.countChanges({ cause: id });
    if (shown < total) terminal.error(`The newest ${counted(shown, 'change')} of ${total}; --limit N shows more.`);
    return 0;
  });
}
