import type { How } from '../../shared/model/change.ts';
import type { ItemType } from '../../shared/model/item.ts';
import { keySeparator } from '../../shared/model/key-tree.ts';
import type { Scope } from '../collectors/collector.ts';

/** More hints than this are cheaper to make up for by one pass over everything than to follow. */
const mostHints = 5000;

/** One collection that is to be run. */
export interface Job {
  readonly scope: Scope;
  readonly how: How;
  readonly full: boolean;
  /**
   * The earliest moment at which what it finds can have happened, where more is
   * known than when the type was last seen: shortly before the first hint, or when
   * Tidemark was last alive (ISO 8601).
   */
  readonly since?: string;
}

/** How late the system may deliver an event of an armed watch (milliseconds). */
const latency = 1000;

/** Which way of noticing says more, where a job serves several: what was away first, what was asked for next. */
const strength: readonly How[] = ['live', 'scheduled', 'manual', 'startup'];
const stronger = (a: How, b: How): How => (strength.indexOf(a) >= strength.indexOf(b) ? a : b);

/**
 * What waits to be collected of one type. Hints gather and merge; a request for
 * everything swallows the hints that came before it.
 */
export class Pending {
  readonly #type: ItemType;
  readonly #hints = new Set<string>();
  #firstHint: number | undefined;
  /** Whether a hint was given by someone who acted, with no watch to say since when. */
  #asked = false;
  #all: { how: How; full: boolean; since: string | undefined } | undefined;

  constructor(type: ItemType) {
    this.#type = type;
  }

  get empty(): boolean {
    return this.#hints.size === 0 && this.#all === undefined;
  }

  get hints(): number {
    return this.#hints.size;
  }

  /** An empty hint names the whole type. `manual`: no watch gave it. */
  addHint(hint: string, now: number, how: 'live' | 'manual' = 'live'): void {
    this.#firstHint = Math.min(this.#firstHint ?? now, now);
    this.#asked ||= how === 'manual';
    if (hint === '') this.addAll('live', false, this.#sinceFirstHint());
    else if (this.#all === undefined) this.#hints.add(hint);
    if (this.#hints.size > mostHints) this.addAll('live', false, this.#sinceFirstHint());
  }

  #sinceFirstHint(): string | undefined {
    return this.#firstHint === undefined || this.#asked ? undefined : new Date(this.#firstHint - latency).toISOString();
  }

  /** `since`: see `Job`. Of two jobs that become one, the one that knows less about it counts. */
  addAll(how: How, full: boolean, since?: string): void {
    this.#hints.clear();
    const waiting = this.#all;
    this.#all = waiting
      ? { how: stronger(waiting.how, how), full: waiting.full || full, since: earlier(waiting.since, since) }
      : { how, full, since };
  }

  clear(): void {
    this.#hints.clear();
    this.#firstHint = undefined;
    this.#asked = false;
    this.#all = undefined;
  }

  /** Takes everything that waits as one job. */
  take(): Job | undefined {
    if (this.empty) return undefined;
    const how = this.#asked ? 'manual' : 'live';
    const { how: told, full, since } = this.#all ?? { how, full: false, since: this.#sinceFirstHint() };
    const scope: Scope = this.#all ? { kind: 'all' } : { kind: 'some', hints: outermost(this.#type, this.#hints) };
    const job: Job = { scope, how: told, full, ...(since === undefined ? {} : { since }) };
    this.clear();
    return job;
  }
}

const earlier = (a: string | undefined, b: string | undefined) =>
  a === undefined || b === undefined ? undefined : a < b ? a : b;

/** Drops the keys that lie below another one: a hint covers what is below it. */
export function outermost(type: ItemType, hints: ReadonlySet<string>): string[] {
  const separator = keySeparator(type);
  return [...hints].filter((hint) => {
    for (let end = hint.lastIndexOf(separator); end > 0; end = hint.lastIndexOf(separator, end - 1)) {
      if (hints.has(hint.slice(0, end))) return false;
    }
    return true;
  });
}
