import type { Collection, Collector, Known, Observed, Scope } from '../../electron/engine/collectors/collector.ts';
import { inScope } from '../../electron/engine/store/scope.ts';
import { changedFields } from '../../electron/shared/model/differences.ts';
import { settingsSchema } from '../../electron/shared/model/settings.ts';

/** What one collection says of an item, compared with the one before it. */
export interface Difference {
  readonly key: string;
  readonly what: 'Added' | 'Modified' | 'Removed';
  /** Names of the fields that matter and differ. */
  readonly fields: readonly string[];
}

/**
 * A collector with a memory: it collects, remembers what was seen as an inventory
 * would, and tells what differs from the time before.
 */
export class Observer {
  readonly items = new Map<string, Observed>();
  last: Collection | undefined;

  constructor(
    private readonly collector: Collector,
    private readonly settings = settingsSchema.parse({}),
  ) {}

  async look(options: { readonly full?: boolean; readonly hints?: readonly string[] } = {}): Promise<Difference[]> {
    const scope: Scope = options.hints ? { kind: 'some', hints: options.hints } : { kind: 'all' };
    const known = new Map<string, Known>();
    for (const [key, { stamp, source }] of this.items) {
      if (inScope(this.collector.type, scope, key)) known.set(key, { stamp, source });
    }
    const collection = await this.collector.collect({
      scope,
      full: options.full ?? false,
      settings: this.settings,
      known,
      content: { has: () => false, put: () => undefined },
      stamped: () => new Map(),
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    this.last = collection;
    return [...this.#seen(collection), ...this.#gone(collection, known)];
  }

  #seen(collection: Collection): Difference[] {
    return collection.observed.flatMap((each): Difference[] => {
      const { key, type, fields } = each.item;
      const before = this.items.get(key);
      this.items.set(key, each);
      if (before === undefined) return [{ key, what: 'Added', fields: [] }];
      const changed = changedFields(type, before.item.fields, fields);
      return changed.length === 0 ? [] : [{ key, what: 'Modified', fields: changed }];
    });
  }

  #gone(collection: Collection, known: ReadonlyMap<string, Known>): Difference[] {
    const collected = new Set(collection.sources.filter((each) => each.state === 'collected').map((each) => each.id));
    const seen = new Set(collection.observed.map((each) => each.item.key));
    return [...known].flatMap(([key, { source }]): Difference[] => {
      if (seen.has(key) || collection.unchanged.has(key) || !collected.has(source) || collection.undecided(key))
        return [];
      this.items.delete(key);
      return [{ key, what: 'Removed', fields: [] }];
    });
  }

  fields(key: string): Readonly<Record<string, unknown>> | undefined {
    return this.items.get(key)?.item.fields;
  }
}
