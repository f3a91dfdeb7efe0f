import type { ReadStore } from '../../../electron/engine/store/interface.ts';
import { openReader } from '../../../electron/engine/store/open.ts';
import type { Change } from '../../../electron/shared/model/change.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';
import { walkedFields } from '../../support/fresh-walk.ts';

/** Reads a store, beside a Tidemark that may be running, or after one that was killed. */
function reading<T>(dataDir: string, read: (store: ReadStore) => T): T {
  const store = openReader(dataDir);
  try {
    return read(store);
  } finally {
    store.close();
  }
}

/** All changes of files, the oldest first. */
export function readLog(dataDir: string): readonly Change[] {
  return reading(dataDir, (store) => {
    const log: Change[] = [];
    for (let before: number | undefined; ; before = log.at(-1)?.id) {
      const page = store.changes({ types: ['Files'], limit: 1000, ...(before === undefined ? {} : { before }) });
      log.push(...page);
      if (page.length < 1000) return log.reverse();
    }
  });
}

/** The inventory of files: by key, the fields that a fresh walk tells. */
export function readInventory(dataDir: string): ReadonlyMap<string, Fields> {
  return reading(dataDir, (store) => {
    const inventory = new Map<string, Fields>();
    for (;;) {
      const { items, total } = store.inventory({ type: 'Files', offset: inventory.size, limit: 5000 });
      for (const { key, fields } of items) inventory.set(key, walkedFields(fields));
      if (items.length === 0 || inventory.size >= total) return inventory;
    }
  });
}

/** How many files and folders the inventory has. */
export const countItems = (dataDir: string): number => reading(dataDir, (store) => store.countItems('Files'));

/** What the log's hash chain and the kept contents are at fault in; see `verify`. */
export const storeFaults = (dataDir: string): readonly string[] => reading(dataDir, (store) => store.verify().faults);
