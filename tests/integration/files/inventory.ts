import { inflateRawSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { decide, missing } from '../../../electron/engine/changes/decide.ts';
import type { Collection, Collector, Known, Observed } from '../../../electron/engine/collectors/collector.ts';
import { createFilesCollector } from '../../../electron/engine/collectors/files/index.ts';
import type { Place } from '../../../electron/engine/collectors/files/patterns/expand.ts';
import { contentHash } from '../../../electron/shared/model/differences.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';
import type { Problem } from '../../../electron/shared/model/problem.ts';
import {
  emptySettings,
  type Settings,
  type TrackedFile,
  trackedFileSchema,
} from '../../../electron/shared/model/settings.ts';
import { filesWorker } from '../../support/files-worker.ts';

export type Tracked = Pick<TrackedFile, 'path'> & Partial<TrackedFile>;

/** Settings that track just these. */
export function tracking(...files: readonly Tracked[]): Settings {
  const empty = emptySettings();
  const items = files.map((each, n) => trackedFileSchema.parse({ id: `item-${n}`, name: `item ${n}`, ...each }));
  return { ...empty, tracking: { ...empty.tracking, files: items } };
}

/** A real files collector that is closed when the test is over. */
export async function filesCollector(place?: Place): Promise<Collector> {
  const workerFile = await filesWorker();
  const collector = createFilesCollector({ workerFile, ...(place === undefined ? {} : { place }) });
  onTestFinished(() => collector.close?.());
  return collector;
}

/** What the engine would store: the collector's results, decided by the engine's own rules. */
export class Inventory {
  readonly items = new Map<string, Observed>();
  readonly contents = new Map<string, Buffer>();
  readonly baselines = new Set<string>();
  last: Collection | undefined;
  settings: Settings;

  constructor(
    readonly collector: Collector,
    settings: Settings,
  ) {
    this.settings = settings;
  }

  /** Collects, and tells what changed as `Added /path`, sorted. */
  async collect(options: { readonly hints?: readonly string[]; readonly full?: boolean } = {}): Promise<string[]> {
    const { hints } = options;
    const known = new Map<string, Known>();
    for (const [key, { stamp, source }] of this.items) {
      if (hints === undefined || hints.some((hint) => key === hint || key.startsWith(`${hint}/`)))
        known.set(key, { stamp, source });
    }
    const collection = await this.collector.collect({
      scope: hints === undefined ? { kind: 'all' } : { kind: 'some', hints },
      full: options.full ?? false,
      settings: this.settings,
      known,
      content: {
        has: (hash) => this.contents.has(hash),
        put: (hash, size, packed) => {
          const bytes = inflateRawSync(packed);
          if (bytes.length !== size) throw new Error(`${hash}: ${bytes.length} bytes instead of ${size}`);
          this.contents.set(hash, bytes);
        },
      },
      stamped: () => new Map(),
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    this.last = collection;
    const before = new Map([...this.items].map(([key, { item }]) => [key, item]));
    const inventory = { known, baselines: this.baselines, wasHidden: () => false };
    const moment = { how: 'manual', at: '2026-01-01T00:00:00.000Z', since: '2026-01-01T00:00:00.000Z' } as const;
    const decision = decide('Files', collection, missing(collection, known), inventory, before, moment);
    for (const each of decision.upserts) this.items.set(each.item.key, each);
    for (const key of decision.deletes) this.items.delete(key);
    for (const each of decision.baselines) this.baselines.add(each);
    return decision.changes
      .map(({ category, key, fieldsChanged }) => [category, key, ...fieldsChanged].join(' '))
      .sort();
  }

  get keys(): string[] {
    return [...this.items.keys()].sort();
  }

  get problems(): readonly Problem[] {
    return this.last?.problems ?? [];
  }

  fields(key: string): Fields {
    const found = this.items.get(key);
    if (found === undefined) throw new Error(`${key} is not in the inventory: ${this.keys.join(', ')}`);
    return found.item.fields;
  }

  content(key: string): string | undefined {
    return this.contents.get(contentHash(this.fields(key)) ?? '')?.toString();
  }
}
