import type { SimpleCondition } from '../../../shared/model/alert-rule.ts';
import type { Change } from '../../../shared/model/change.ts';
import { type FieldDefinition, fieldDefinitions } from '../../../shared/model/fields.ts';
import { formatMode } from '../../../shared/model/format.ts';
import { type FieldValue, type ItemType, unreadable, unsupported } from '../../../shared/model/item.ts';
import { valueWords } from '../../../shared/model/value-words.ts';
import { fitting, folded } from './wildcards.ts';

/** The fields of a type that a word names, in any case: by their own name, by what people call them, or by a column. */
export function fieldsNamed(type: ItemType, word: string): readonly FieldDefinition[] {
  const wanted = folded(word.trim());
  const definitions = fieldDefinitions[type];
  const own = definitions.filter(({ name, label }) => folded(name) === wanted || folded(label) === wanted);
  return own.length > 0 ? own : definitions.filter(({ column }) => column !== undefined && folded(column) === wanted);
}

/**
 * A value in all the ways in which a person may write it: as it is stored and as it is shown. A mode is octal alone,
 * with zeros before it or without; a flag is yes or true; a checksum is given with its method or without; of a list
 * the whole, and each of its lines. What a thing does not have is the empty text.
 */
function writtenAs(field: FieldDefinition, value: FieldValue): readonly string[] {
  if (value === null || value === '') return [''];
  if (value === unsupported) return ['', unsupported];
  if (typeof value === 'boolean') return value ? ['yes', 'true'] : ['no', 'false'];
  if (field.kind === 'mode') return [formatMode(value), formatMode(value).replace(/^0+(?=.)/, '')];
  const words = [String(value), valueWords(field, value)];
  if (field.kind === 'hash') words.push(String(value).slice(String(value).indexOf(':') + 1));
  if (field.kind === 'list') words.push(...String(value).split('\n'));
  return words;
}

/** A test of a field's value, in any case. Nothing can be said of what could not be read: no test holds of it. */
export function valueTest(
  value: NonNullable<SimpleCondition['value']>,
): (field: FieldDefinition, is: FieldValue) => boolean {
  const text = folded(value.text);
  const holds: Readonly<Record<typeof value.test, (words: readonly string[]) => boolean>> = {
    is: (words) => words.includes(text),
    isNot: (words) => !words.includes(text),
    contains: (words) => words.some((word) => word.includes(text)),
    matches: (words) => words.some(fitting(text)),
  };
  return (field, is) => is !== unreadable && holds[value.test](writtenAs(field, is).map(folded));
}

/**
 * Whether a field is among those that changed. A thing that was added got every field that it has, and one that was
 * removed lost them.
 */
export function fieldChanged({ category, fieldsChanged, before, after }: Change, name: string): boolean {
  if (category === 'Modified') return fieldsChanged.includes(name);
  const value = (after ?? before)?.[name] ?? null;
  return value !== null && value !== '';
}
