import type { Fields } from '../../shared/model/item.ts';
import { damaged } from './errors.ts';

/** Fields as JSON, which escapes what SQLite's text can't hold. */
export function fieldsToStored(fields: Fields): string {
  return JSON.stringify(fields);
}

export function fieldsFromStored(stored: string, file: string): Fields {
  try {
    return JSON.parse(stored) as Fields;
  } catch (cause) {
    throw damaged(file, 'the fields of an item in it are no JSON', cause);
  }
}
