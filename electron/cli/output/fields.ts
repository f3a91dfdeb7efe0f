import { type FieldDefinition, fieldDefinitions } from '../../shared/model/fields.ts';
import type { Fields, FieldValue, ItemType } from '../../shared/model/item.ts';
import { printable } from '../../shared/model/printable.ts';
import { valueWords } from '../../shared/model/value-words.ts';
import { localMoment } from './lines.ts';
import { table } from './table.ts';

/** A time that no calendar can show is shown as it was read. */
const moment = (value: string) => (Number.isNaN(Date.parse(value)) ? printable(value) : localMoment(value));

function shown(field: FieldDefinition, value: FieldValue | undefined): string {
  if (value === undefined || value === null || value === '') return '–';
  if (field.kind === 'time') return moment(String(value));
  return printable(valueWords(field, value).split('\n').join(', '));
}

/**
 * The fields of a thing, or of a thing before and after, a line each with those that changed marked.
 * What was not looked at is left out; what the thing has not is said.
 */
export function fieldLines(
  type: ItemType,
  before: Fields | null,
  after: Fields | null,
  changed: readonly string[],
): readonly string[] {
  const known = fieldDefinitions[type].filter(
    ({ name }) => before?.[name] !== undefined || after?.[name] !== undefined,
  );
  return table(
    known.map((field) => {
      const [was, is] = [shown(field, before?.[field.name]), shown(field, after?.[field.name])];
      const sign = changed.includes(field.name) ? '~' : ' ';
      const both = before !== null && after !== null && was !== is;
      return [sign, field.label, both ? `${was} → ${is}` : after === null ? was : is];
    }),
  );
}
