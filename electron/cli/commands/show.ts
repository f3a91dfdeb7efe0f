import { changeRow } from '../../engine/query/rows.ts';
import { type FieldDefinition, fieldDefinitions } from '../../shared/model/fields.ts';
import { counted, formatBytes, formatMode } from '../../shared/model/format.ts';
import type { FieldValue } from '../../shared/model/item.ts';
import { shownPath } from '../../shared/model/platform-words.ts';
import { printable } from '../../shared/model/printable.ts';
import { changeWords } from '../../shared/model/words.ts';
import type { Context } from '../context.ts';
import { localMoment, shownName } from '../output/lines.ts';
import { table } from '../output/table.ts';
import { reading } from '../reading.ts';

function shown(field: FieldDefinition, value: FieldValue | undefined): string {
  if (value === undefined || value === null || value === '') return '–';
  if (field.kind === 'bytes' && typeof value === 'number') return formatBytes(value);
  if (field.kind === 'mode' && typeof value !== 'boolean') return formatMode(value);
  if (field.kind === 'time' && typeof value === 'string') return localMoment(value);
  if (field.kind === 'flag') return value === true ? 'yes' : 'no';
  return printable(field.kind === 'list' ? String(value).split('\n').join(', ') : String(value));
}

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
    const both = change.before !== null && change.after !== null;
    const facts: string[][] = [
      ['Change', `#${change.id}`],
      ['Type', change.type],
      ['Key', printable(change.key)],
      ['Noticed', localMoment(change.noticedAt)],
      ['Not before', localMoment(change.since)],
      ['Found', hows[change.how]],
      ...(otherEnd === null ? [] : [['Other end', `#${otherEnd.id} ${printable(shownPath(otherEnd.key))}`]]),
    ];
    for (const line of table(facts)) terminal.line(line);
    terminal.line('');
    const fields = fieldDefinitions[change.type].map((field) => {
      const before = shown(field, change.before?.[field.name]);
      const after = shown(field, change.after?.[field.name]);
      const sign = change.fieldsChanged.includes(field.name) ? '~' : ' ';
      const value = both && before !== after ? `${before} → ${after}` : change.after === null ? before : after;
      return [sign, field.label, value];
    });
    for (const line of table(fields.filter(([, , value]) => value !== '–'))) terminal.line(line);
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
