import type { Fields } from '../../shared/model/item.ts';
import { damaged } from './errors.ts';

/** Fields as JSON with their names sorted, so that equal fields are equal texts. JSON escapes what SQLite's text can't hold. */
export function fieldsToStored(fields: Fields): string {
  const sorted = Object.keys(fields).sort();
  return JSON.stringify(Object.fromEntries(sorted.map((name) => [name, fields[name]])));
}

export function fieldsFromStored(stored: string, file: string): Fields {
  try {
    return JSON.parse(stored) as Fields;
  } catch (cause) {
    throw damaged(file, 'the fields of an item in it are no JSON', cause);
  }
}
