import { createHash } from 'node:crypto';
import type { ChangeContent, ContentSide } from '../../shared/contract/queries.ts';
import type { Change } from '../../shared/model/change.ts';
import { contentHash } from '../../shared/model/differences.ts';
import type { Fields } from '../../shared/model/item.ts';
import { decodeText } from '../content/text.ts';
import type { ReadStore } from '../store/interface.ts';
import { firstDifference } from './first-difference.ts';
import { largeRegistrySide, shortRegistrySide } from './registry-side.ts';

/** The hash under which a side's content was kept; `undefined` where none was. */
export function keptHash(fields: Fields | null): string | undefined {
  return fields?.content === 'kept' ? contentHash(fields) : undefined;
}

/** One side, and its bytes where they are at hand. */
export interface Side {
  readonly shown: ContentSide;
  readonly bytes?: Uint8Array;
}

/** Bytes as one side of a content. */
export function sideOf(bytes: Uint8Array): Side {
  const decoded = decodeText(bytes);
  return {
    bytes,
    shown:
      decoded === null
        ? {
            state: 'binary',
            size: bytes.byteLength,
            hash: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
          }
        : { state: 'text', text: decoded.text, encoding: decoded.encoding },
  };
}

/** Both sides together: with the place of their first difference where neither is a text. */
export function bothSides(before: Side, after: Side): ChangeContent {
  const sides = { before: before.shown, after: after.shown };
  const states = [before.shown.state, after.shown.state];
  if (!states.includes('binary') || !states.every((state) => state === 'binary' || state === 'none')) return sides;
  const nothing = new Uint8Array();
  const bytes = firstDifference(before.bytes ?? nothing, after.bytes ?? nothing);
  return bytes === undefined ? sides : { ...sides, bytes };
}

type OfBytes = (bytes: Uint8Array) => Side;

function storedSide(store: ReadStore, fields: Fields | null, side: OfBytes = sideOf): Side {
  const content = fields?.content;
  if (content === 'secret' || content === 'tooLarge' || content === 'off')
    return { shown: { state: 'withheld', reason: content } };
  const hash = keptHash(fields);
  if (hash === undefined) return { shown: { state: 'none' } };
  const kept = store.content(hash);
  return kept === undefined ? { shown: { state: 'gone' } } : side(kept.bytes);
}

function registrySide(store: ReadStore, fields: Fields | null): Side {
  if (fields === null || fields.kind === 'key') return { shown: { state: 'none' } };
  return shortRegistrySide(fields) ?? storedSide(store, fields, (bytes) => largeRegistrySide(fields, bytes));
}

/** Both sides of a change's content: of a file's, and of a registry value's data. Nothing else has any. */
export function contentSides(store: ReadStore, change: Change): ChangeContent {
  switch (change.type) {
    case 'Files':
      return bothSides(storedSide(store, change.before), storedSide(store, change.after));
    case 'Registry':
      return bothSides(registrySide(store, change.before), registrySide(store, change.after));
    default:
      return { before: { state: 'none' }, after: { state: 'none' } };
  }
}
