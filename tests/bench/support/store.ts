import { openReader } from '../../../electron/engine/store/open.ts';
import type { Change } from '../../../electron/shared/model/change.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';
import { walkedFields } from '../../support/fresh-walk.ts';

/** What a store holds of files. */
export interface Held {
  /** The whole log, the oldest first. */
  readonly log: readonly Change[];
  /** By key, the fields that a fresh walk tells. */
  readonly inventory: ReadonlyMap<string, Fields>;
}

/** Reads a store, beside a Tidemark that may be running, or after one that was killed. */
export function readLog(dataDir: string): Held {
  const store = openReader(dataDir);
  try {
    const log: Change[] = [];
    for (let before: number | undefined; ; before = log.at(-1)?.id) {
      const page = store.changes({ types: ['Files'], limit: 1000, ...(before === undefined ? {} : { before }) });
      log.push(...page);
      if (page.length < 1000) break;
    }
    const inventory = new Map<string, Fields>();
    for (;;) {
      const { items, total } = store.inventory({ type: 'Files', offset: inventory.size, limit: 5000 });
      for (const { key, fields } of items) inventory.set(key, walkedFields(fields));
      if (items.length === 0 || inventory.size >= total) break;
    }
    return { log: log.reverse(), inventory };
  } finally {
    store.close();
  }
}

/** What the log's hash chain and the kept contents are at fault in; see `verify`. */
export function storeFaults(dataDir: string): readonly string[] {
  const store = openReader(dataDir);
  try {
    return store.verify().faults;
  } finally {
    store.close();
  }
}
