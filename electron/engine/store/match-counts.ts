import { chainAnchor, chainHead } from './chain.ts';
import type { Filter } from './change-filter.ts';
import { matching } from './matching.ts';
import { getMeta } from './meta.ts';
import type { Database } from './sqlite.ts';

interface Counted {
  readonly count: number;
  /** The log's ends when it was counted: what came since is counted on top. */
  readonly head: number;
  readonly anchor: number;
  /** What was known of changes when it was counted, where that matters. */
  readonly knowledge: number;
}

/** Enough for the searches of a person at work; the oldest goes first. */
const rememberedAtMost = 50;

/**
 * Counts what filters with words match. A common word takes a look at every change,
 * and a list that is open counts again with each new one: so a count is remembered,
 * and only the log's growth is looked at the next time. That is sound because the
 * log is append-only; once retention took something, or more is known of changes where a
 * filter goes by that, the count begins anew.
 */
export class MatchCounts {
  readonly #db: Database;
  readonly #counted = new Map<string, Counted>();

  constructor(db: Database) {
    this.#db = db;
  }

  count(filter: Filter): number {
    const key = JSON.stringify(filter);
    return this.#db.snapshot(() => {
      const head = chainHead(this.#db).id;
      const anchor = chainAnchor(this.#db).id;
      const known = this.#counted.get(key);
      const knowledge = filter.known === undefined ? 0 : (getMeta(this.#db, 'knowledge') ?? 0);
      const base = known?.anchor === anchor && known.knowledge === knowledge ? known : { count: 0, head: 0 };
      const { text, values, id } = matching(this.#db, filter);
      const grown =
        base.head === head ? 0 : this.#db.number(`SELECT count(*) AS n ${text} AND ${id} > ?`, ...values, base.head);
      const count = base.count + grown;
      this.#remember(key, { count, head, anchor, knowledge });
      return count;
    });
  }

  #remember(key: string, counted: Counted): void {
    this.#counted.delete(key);
    this.#counted.set(key, counted);
    const [oldest] = this.#counted.keys();
    if (this.#counted.size > rememberedAtMost && oldest !== undefined) this.#counted.delete(oldest);
  }
}
