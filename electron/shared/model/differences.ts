import { fieldDefinitions } from './fields.ts';
import type { Fields, FieldValue, ItemType } from './item.ts';

/**
 * The hash under which a file's content is kept (`sha256:<hex>`), whatever method
 * its checksum is made by; `undefined` where its content was not read.
 */
export function contentHash(fields: Fields | null): string | undefined {
  const hash = fields?.contentHash ?? fields?.checksum;
  return typeof hash === 'string' ? hash : undefined;
}

/** What is compared of a field: of a checksum the content, so that another method of hashing is no change. */
const compared = (fields: Fields, name: string): FieldValue =>
  (name === 'checksum' ? contentHash(fields) : fields[name]) ?? null;

/** The names of the fields that matter and differ (rule 4). A field that is left out is the same as `null`. */
export function changedFields(type: ItemType, before: Fields, after: Fields): string[] {
  return fieldDefinitions[type]
    .filter(({ name, matters }) => matters && compared(before, name) !== compared(after, name))
    .map(({ name }) => name);
}
