import { fieldDefinitions } from './fields.ts';
import { type Fields, type FieldValue, type ItemType, unreadable, unsupported } from './item.ts';

/**
 * The hash under which a file's content is kept (`sha256:<hex>`), whatever method
 * its checksum is made by; `undefined` where its content was not read.
 */
export function contentHash(fields: Fields | null): string | undefined {
  const hash = fields?.contentHash ?? fields?.checksum;
  return typeof hash === 'string' ? hash : undefined;
}

/** What is compared of a field: of a checksum the content, so that another method of hashing is no change. */
const compared = (fields: Fields, name: string): FieldValue | undefined =>
  name === 'checksum' && fields.checksum !== undefined ? (contentHash(fields) ?? null) : fields[name];

/** A field that is left out was not looked at; nothing can be said of what it was, nor of what is not supported or readable. */
const unknown = (value: FieldValue | undefined) => value === undefined || value === unsupported || value === unreadable;

/**
 * The names of the fields that matter and differ (rule 4). The first sight of a field,
 * which an earlier Tidemark did not know or another file system does not have, is no
 * change.
 */
export function changedFields(type: ItemType, before: Fields, after: Fields): string[] {
  return fieldDefinitions[type]
    .filter(({ name, matters }) => {
      const [was, is] = [compared(before, name), compared(after, name)];
      return matters && was !== is && !unknown(was) && !unknown(is);
    })
    .map(({ name }) => name);
}
