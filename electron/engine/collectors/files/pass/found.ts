import type { CollectRequest, Known } from '../../collector.ts';
import type { Parsed, Spec } from '../patterns/spec.ts';

/** A tracked item that can be walked, and its place in the settings. */
export interface Tracked {
  readonly parsed: Parsed;
  readonly spec: Spec;
  readonly order: number;
}

/** An item that a walk found. */
export interface Found {
  /** The first tracked item that covers it: the source of what is seen. */
  readonly first: Tracked;
  readonly stamp: string;
  /** The point of the mount that it lies on, if that is collected by schedule; else empty. */
  readonly mount: string;
  readonly size: number;
  /** The owner of a regular file that is no link; -1 for all else. */
  readonly owner: number;
  /** Whether a link is taken for what it points to. */
  readonly follow: boolean;
  /** Whether any tracked item wants its content, and the largest size any of them reads. */
  readonly keep: boolean;
  readonly maxSize: number | null;
  /** The first tracked item, if any, that lets it be read through sudo. */
  readonly sudo: Tracked | undefined;
}

/** What a walk found, within the limit of the settings. */
export class FoundItems {
  readonly items = new Map<string, Found>();
  /** Known items left out since the limit was lowered below their number. */
  readonly leftOut = new Set<string>();
  readonly #known: ReadonlyMap<string, Known>;
  readonly #room: number;
  #unknown = 0;
  #beyond = 0;

  /** `room`: how many items the limit lets in. */
  constructor(known: CollectRequest['known'], room: number) {
    this.#known = known;
    this.#room = room;
  }

  /** How many were found in all, those beyond the limit among them. */
  get matched(): number {
    return this.items.size + this.#beyond;
  }

  add(tracked: Tracked, key: string, seen: Pick<Found, 'stamp' | 'mount' | 'size' | 'owner' | 'follow'>): void {
    const { keepContent, growing, maxSize } = tracked.parsed.item;
    const keep = keepContent && !growing;
    const sudo = tracked.spec.sudo ? tracked : undefined;
    const other = this.items.get(key);
    if (other === undefined) {
      // Known items come first, so that the limit never moves from one set of files to another.
      if (!this.#known.has(key) && ++this.#unknown > this.#room) this.#beyond++;
      else this.items.set(key, { first: tracked, ...seen, keep, maxSize, sudo });
      return;
    }
    const earlier = tracked.order < other.first.order;
    this.items.set(key, {
      ...(earlier ? { first: tracked, ...seen } : other),
      keep: keep || other.keep,
      maxSize: maxSize === null || other.maxSize === null ? null : Math.max(maxSize, other.maxSize),
      sudo: other.sudo ?? sudo,
    });
  }

  /** Forgets what was found on a mount: it has not told all. */
  leaveOut(mount: string): void {
    for (const [key, each] of this.items) if (each.mount === mount) this.items.delete(key);
  }

  /** Holds to the limit; `known` items too only where all of them were looked for. */
  trim(known: boolean): void {
    if (this.matched <= this.#room) return;
    const all = [...this.items.keys()];
    const old = all.filter((key) => this.#known.has(key));
    const room = Math.max(0, this.#room - old.length);
    for (const key of all.filter((each) => !this.#known.has(each)).slice(room)) {
      this.items.delete(key);
      this.#beyond++;
    }
    if (!known || old.length <= this.#room) return;
    for (const key of old.sort().slice(this.#room)) {
      this.items.delete(key);
      this.leftOut.add(key);
      this.#beyond++;
    }
  }
}
