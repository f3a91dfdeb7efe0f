import { createHash } from 'node:crypto';
import { pack } from '../../electron/engine/content/pack.ts';
import type { Save, WriteStore } from '../../electron/engine/store/interface.ts';
import type { NewChange } from '../../electron/shared/model/change.ts';
import type { Fields, Item } from '../../electron/shared/model/item.ts';

/** A moment of a made-up day: 10:00 and some minutes. */
export const at = (minutes: number) => new Date(Date.UTC(2026, 0, 31, 10, minutes)).toISOString();

export function fileItem(key: string, fields: Fields = { size: 1 }): Item {
  return { type: 'Files', key, name: key.slice(key.lastIndexOf('/') + 1), fields };
}

export function change(item: Item, minutes: number, over: Partial<NewChange> = {}): NewChange {
  return {
    type: item.type,
    key: item.key,
    name: item.name,
    category: 'Modified',
    noticedAt: at(minutes),
    since: at(minutes - 1),
    how: 'live',
    fieldsChanged: ['size'],
    before: { size: 0 },
    after: item.fields,
    ...over,
  };
}

/** A collection's outcome in which nothing happened but what is given. */
export function saving(minutes: number, given: Partial<Save>): Save {
  return {
    type: 'Files',
    changes: [],
    upserts: [],
    deletes: [],
    baselines: [],
    forgotten: [],
    problems: [],
    scope: { kind: 'some', hints: [] },
    at: at(minutes),
    ...given,
  };
}

/** Items as they are observed. */
export const observed = (...items: readonly Item[]) => items.map((item) => ({ item, stamp: 's1', source: 'etc' }));

/** Hands content over as a collector does; returns its hash. */
export function keep(store: WriteStore, text: string | Uint8Array): string {
  const bytes = Buffer.from(text);
  const hash = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  store.put(hash, bytes.byteLength, pack(bytes));
  return hash;
}
