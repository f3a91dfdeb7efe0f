import { createHash } from 'node:crypto';
import type { Item } from '../../../shared/model/item.ts';
import type { Known, Observed } from '../collector.ts';
import { ofKey } from './spec.ts';

/** What the inventory holds of one registry key. */
export interface KnownKey {
  /** The items' keys with what is known of them: the key's own, and its values'. */
  readonly items: Map<string, Known>;
}

/** What the inventory holds, by the folded names of the keys. */
export function byKey(known: ReadonlyMap<string, Known>): ReadonlyMap<string, KnownKey> {
  const keys = new Map<string, KnownKey>();
  for (const [itemKey, each] of known) {
    const key = ofKey(itemKey);
    const there = keys.get(key);
    if (there === undefined) keys.set(key, { items: new Map([[itemKey, each]]) });
    else there.items.set(itemKey, each);
  }
  return keys;
}

/** A digest of the values' stamps: what stands beside it in a key's own stamp holds only for just these. */
export function digestOfValues(stamps: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const key of [...stamps.keys()].sort()) hash.update(`${key}\n${stamps.get(key)}\n`);
  return hash.digest('base64url').slice(0, 22);
}

/** What a walk has found so far, of all tracked keys: an item belongs to the first one that finds it. */
export class FoundItems {
  readonly observed: Observed[] = [];
  readonly unchanged = new Set<string>();
  /** Folded names of keys of which nothing can be said. */
  readonly unread = new Set<string>();
  readonly #keys = new Set<string>();
  readonly #room: number;
  readonly #known: ReadonlyMap<string, Known>;
  readonly #full: boolean;
  /** How many items there are, also beyond the limit. */
  matched = 0;
  /** How many were taken in. */
  taken = 0;

  constructor(options: {
    readonly known: ReadonlyMap<string, Known>;
    readonly full: boolean;
    readonly room: number;
  }) {
    this.#known = options.known;
    this.#full = options.full;
    this.#room = options.room;
  }

  /** Whether so many more fit below the limit. */
  fits(count: number): boolean {
    return this.taken + count <= this.#room;
  }

  has(itemKey: string): boolean {
    return this.#keys.has(itemKey);
  }

  /** Takes in an item that was read. */
  add(item: Item, stamp: string, source: string): void {
    this.#keys.add(item.key);
    this.taken += 1;
    const known = this.#known.get(item.key);
    if (!this.#full && known?.stamp === stamp && known.source === source) this.unchanged.add(item.key);
    else this.observed.push({ item, stamp, source });
  }

  /** Takes in what is known of a key, and proved to be as it was. */
  keep({ items }: KnownKey): void {
    for (const key of items.keys()) {
      if (this.#keys.has(key)) continue;
      this.#keys.add(key);
      this.unchanged.add(key);
      this.taken += 1;
    }
  }

  /** Leaves a key and all below it as it is known. */
  leave(key: string): void {
    this.unread.add(key);
  }

  /** Whether nothing can be said of an item: it lies in, or below, what was not read. */
  undecided(itemKey: string): boolean {
    for (let key = ofKey(itemKey); key !== ''; key = key.slice(0, Math.max(0, key.lastIndexOf('\\')))) {
      if (this.unread.has(key)) return true;
    }
    return false;
  }
}
