import type { Category, How, NewChange } from '../../shared/model/change.ts';
import { changedFields } from '../../shared/model/differences.ts';
import { contentFields } from '../../shared/model/fields.ts';
import type { Fields, Item, ItemType } from '../../shared/model/item.ts';
import type { Collection, Known, Observed } from '../collectors/collector.ts';
import { tieMoves } from './moves.ts';

/** The inventory's side of the comparison. */
export interface Inventory {
  readonly known: ReadonlyMap<string, Known>;
  /** The sources that have their baseline already. */
  readonly baselines: ReadonlySet<string>;
  /**
   * Whether a key that was never seen may have been there all along, because it,
   * or what it lies in, could not be read before: then its first sight is no
   * change either.
   */
  readonly wasHidden: (key: string) => boolean;
}

/** What is known of the moment: put into every change. */
export interface Moment {
  readonly how: How;
  readonly at: string;
  /** The earliest moment at which what is found now can have happened. */
  readonly since: string;
}

/** What follows from a collection. */
export interface Decision {
  readonly changes: readonly NewChange[];
  /** Items to write: added, changed, refreshed silently, or part of a baseline. */
  readonly upserts: readonly Observed[];
  /** Keys that leave the inventory. */
  readonly deletes: readonly string[];
  /** Sources whose baseline this is. */
  readonly baselines: readonly string[];
  /** Sources that the settings name no more. */
  readonly forgotten: readonly string[];
}

/** The known keys that a collection says are gone: really absent, or tracked no longer (under that name). */
export interface Missing {
  readonly absent: readonly string[];
  readonly untracked: readonly string[];
}

/**
 * Sorts out the known keys that a collection did not see. Only what its source
 * was collected for, and what could be read, is absent (rule 3); what came from
 * a source that is named no more is tracked no longer, which is no removal (rule 2).
 * `delivered`: keys that were seen, and dealt with, before the collection's end.
 */
export function missing(
  collection: Collection,
  known: ReadonlyMap<string, Known>,
  delivered: ReadonlySet<string> = new Set(),
): Missing {
  const seen = new Set(collection.observed.map((each) => each.item.key));
  const states = new Map(collection.sources.map((each) => [each.id, each.state]));
  const absent: string[] = [];
  const untracked: string[] = [];
  for (const [key, { source }] of known) {
    if (collection.unchanged.has(key) || seen.has(key) || delivered.has(key)) continue;
    const state = states.get(source);
    if (state === undefined || collection.movedOn?.has(key)) untracked.push(key);
    else if (state === 'collected' && !collection.undecided(key)) absent.push(key);
  }
  return { absent, untracked };
}

/**
 * Compares a collection with the inventory: a pure function, and the only place
 * where a change is made. `before` holds the known items among the observed and
 * the absent ones. What a first look at a source that was cut off has left is part of
 * the baseline still (rule 2).
 */
export function decide(
  type: ItemType,
  collection: Collection,
  gone: Missing,
  inventory: Inventory,
  before: ReadonlyMap<string, Item>,
  moment: Moment,
): Decision {
  const changes: NewChange[] = [];
  const note = (category: Category, item: Item, old: Fields | null, now: Fields | null, fieldsChanged: string[]) =>
    changes.push({
      type,
      key: item.key,
      name: item.name,
      category,
      noticedAt: moment.at,
      since: moment.since,
      how: moment.how,
      fieldsChanged,
      before: old,
      after: now,
    });

  const isFirst = (key: string) => !inventory.baselines.has(inventory.known.get(key)?.source ?? '');
  for (const { item, source, continues } of collection.observed) {
    const old = before.get(item.key);
    if (old !== undefined) {
      if (isFirst(item.key)) continue;
      const different = changedFields(type, old.fields, item.fields).filter(
        (name) => !continues || !contentFields.has(name),
      );
      if (different.length > 0) note('Modified', item, old.fields, item.fields, different);
    } else if (!continues && inventory.baselines.has(source) && !inventory.wasHidden(item.key)) {
      note('Added', item, null, item.fields, []);
    }
  }
  for (const key of gone.absent) {
    const old = before.get(key);
    if (old !== undefined && !isFirst(key)) note('Removed', old, old.fields, null, []);
  }

  const collected = collection.sources.filter((each) => each.state === 'collected').map((each) => each.id);
  const named = new Set(collection.sources.map((each) => each.id));
  return {
    changes: tieMoves(changes),
    upserts: collection.observed,
    deletes: [...gone.absent, ...gone.untracked],
    baselines: collected.filter((id) => !inventory.baselines.has(id)),
    forgotten: [...inventory.baselines].filter((id) => !named.has(id)),
  };
}
