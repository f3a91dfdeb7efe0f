import { changeRow } from '../../engine/query/rows.ts';
import { type FieldDefinition, fieldDefinitions } from '../../shared/model/fields.ts';
import { counted } from '../../shared/model/format.ts';
import type { FieldValue } from '../../shared/model/item.ts';
import { printable } from '../../shared/model/printable.ts';
import { valueWords } from '../../shared/model/value-words.ts';
import { changeWords } from '../../shared/model/words.ts';
import type { Context } from '../context.ts';
import { localMoment, shownName } from '../output/lines.ts';
import { table } from '../output/table.ts';
import { reading } from '../reading.ts';

/** A time that no calendar can show is shown as it was read. */
const moment = (value: string) => (Number.isNaN(Date.parse(value)) ? printable(value) : localMoment(value));

function shown(field: FieldDefinition, value: FieldValue | undefined): string {
  if (value === undefined || value === null || value === '') return '–';
  if (field.kind === 'time') return moment(String(value));
  return printable(valueWords(field, value).split('\n').join(', '));
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
      ...(otherEnd === null ? [] : [['Other end', `#${otherEnd.id} ${printable(otherEnd.key)}`]]),
    ];
    for (const line of table(facts)) terminal.line(line);
    terminal.line('');
    // What was not looked at is left out; what the thing has not is said.
    const known = fieldDefinitions[change.type].filter(
      ({ name }) => change.before?.[name] !== undefined || change.after?.[name] !== undefined,
    );
    const fields = known.map((field) => {
      const before = shown(field, change.before?.[field.name]);
      const after = shown(field, change.after?.[field.name]);
      const sign = change.fieldsChanged.includes(field.name) ? '~' : ' ';
      const value = both && before !== after ? `${before} → ${after}` : change.after === null ? before : after;
      return [sign, field.label, value];
    });
    for (const line of table(fields)) terminal.line(line);
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
