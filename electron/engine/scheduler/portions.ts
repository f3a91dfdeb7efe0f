import type { Item, ItemType } from '../../shared/model/item.ts';
import type { Known, Observed } from '../collectors/collector.ts';
import type { WriteStore } from '../store/interface.ts';

export interface PortionsOptions {
  readonly store: WriteStore;
  readonly type: ItemType;
  readonly known: ReadonlyMap<string, Known>;
  /** The keys, of items that are new or differ (the inventory's side of those: `before`), that a change is to tell of. */
  readonly told: (observed: readonly Observed[], before: ReadonlyMap<string, Item>) => ReadonlySet<string>;
  /** When the collection began to look, ISO 8601. */
  readonly startedAt: string;
}

/**
 * Takes what a collection of a whole type sees a portion at a time, and saves what no
 * change tells of at once: a baseline, and nearly all of the daily look at everything.
 * Whatever ends the collection in between, the next one finds the rest. What a change
 * tells of is held until the end, to be saved with that change.
 */
export class Portions {
  /** What changes are to tell of, and the inventory's side of it. */
  readonly changed: Observed[] = [];
  readonly before = new Map<string, Item>();
  /** The keys that are dealt with. */
  readonly settled = new Set<string>();
  readonly #options: PortionsOptions;

  constructor(options: PortionsOptions) {
    this.#options = options;
  }

  take(portion: readonly Observed[]): void {
    const { store, type, known, startedAt } = this.#options;
    const otherwise = store.otherwise(
      type,
      portion.filter(({ item }) => known.has(item.key)),
    );
    const asItWas = ({ item }: Observed) => known.has(item.key) && !otherwise.has(item.key);
    const told = this.#options.told(
      portion.filter((each) => !asItWas(each)),
      otherwise,
    );
    const upserts: Observed[] = [];
    for (const each of portion) {
      const { key } = each.item;
      if (told.has(key)) {
        this.changed.push(each);
        const item = otherwise.get(key);
        if (item !== undefined) this.before.set(key, item);
        continue;
      }
      this.settled.add(key);
      const { stamp, source } = known.get(key) ?? {};
      if (!asItWas(each) || stamp !== each.stamp || source !== each.source) upserts.push(each);
    }
    if (upserts.length === 0) return;
    const nothing = { changes: [], deletes: [], baselines: [], forgotten: [], problems: [] };
    store.save({ type, ...nothing, upserts, scope: { kind: 'some', hints: [] }, at: startedAt });
  }
}
