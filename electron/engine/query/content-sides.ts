import { createHash } from 'node:crypto';
import type { ChangeContent, ContentSide } from '../../shared/contract/queries.ts';
import type { Change } from '../../shared/model/change.ts';
import type { Fields } from '../../shared/model/item.ts';
import { decodeText } from '../content/text.ts';
import type { ReadStore } from '../store/interface.ts';

/** The hash under which a side's content was kept; `undefined` where none was. */
export function keptHash(fields: Fields | null): string | undefined {
  const checksum = fields?.checksum;
  return fields?.content === 'kept' && typeof checksum === 'string' ? checksum : undefined;
}

function side(store: ReadStore, fields: Fields | null): ContentSide {
  const content = fields?.content;
  if (content === 'secret' || content === 'tooLarge' || content === 'off')
    return { state: 'withheld', reason: content };
  const hash = keptHash(fields);
  if (hash === undefined) return { state: 'none' };
  const kept = store.content(hash);
  if (kept === undefined) return { state: 'gone' };
  return contentSide(kept.bytes);
}

/** Bytes as one side of a content. */
export function contentSide(bytes: Uint8Array): ContentSide {
  const decoded = decodeText(bytes);
  return decoded === null
    ? { state: 'binary', size: bytes.byteLength, hash: `sha256:${createHash('sha256').update(bytes).digest('hex')}` }
    : { state: 'text', text: decoded.text, encoding: decoded.encoding };
}

/** Both sides of a change's content. Only files have any. */
export function contentSides(store: ReadStore, change: Change): ChangeContent {
  if (change.type !== 'Files') return { before: { state: 'none' }, after: { state: 'none' } };
  return { before: side(store, change.before), after: side(store, change.after) };
}
