import { changeRow } from '../../engine/query/rows.ts';
import { counted } from '../../shared/model/format.ts';
import { shownPath } from '../../shared/model/platform-words.ts';
import { printable } from '../../shared/model/printable.ts';
import { changeWords } from '../../shared/model/words.ts';
import type { Context } from '../context.ts';
import { explanationFacts } from '../output/causes.ts';
import { fieldLines } from '../output/fields.ts';
import { localMoment, shownName } from '../output/lines.ts';
import { table } from '../output/table.ts';
import { reading } from '../reading.ts';

const hows = {
  live: 'live, as it happened',
  scheduled: 'by a scheduled collection',
  startup: 'at start: it happened while Tidemark was not running or the machine slept',
  manual: 'by a collection that was asked for',
} as const;

/** `show`: one change whole. */
export function show(context: Context, id: number, options: { readonly json?: boolean }): Promise<number> {
  const { terminal } = context;
  return reading(context, async ({ queries, machine }) => {
    const { change, history, otherEnd } = queries['changes.get']({ id });
    if (options.json) {
      terminal.line(JSON.stringify(changeRow(change, machine), undefined, 2));
      return 0;
    }
    terminal.line(terminal.style('bold', `${change.category} ${shownName(change)}: ${printable(changeWords(change))}`));
    const facts: string[][] = [
      ['Change', `#${change.id}`],
      ['Type', change.type],
      ['Key', printable(change.key)],
      ['Noticed', localMoment(change.noticedAt)],
      ['Not before', localMoment(change.since)],
      ['Found', hows[change.how]],
      ...(otherEnd === null ? [] : [['Other end', `#${otherEnd.id} ${printable(shownPath(otherEnd.key))}`]]),
      ...explanationFacts(change),
    ];
    for (const line of table(facts)) terminal.line(line);
    terminal.line('');
    for (const line of fieldLines(change.type, change.before, change.after, change.fieldsChanged)) terminal.line(line);
    if (history.length > 0) {
      terminal.line('');
      const others = history.slice(0, 5).map((each) => `#${each.id}`);
      terminal.line(
        `${counted(history.length, 'other change')} of it: ${others.join(', ')}${history.length > 5 ? '…' : ''}`,
      );
    }
    if (change.type === 'Files') terminal.line(`Its content: tidemark diff ${change.id}`);
    return 0;
  });
}
