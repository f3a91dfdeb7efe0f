import type { Sql } from '../plan.ts';
import type { Aliases } from '../relation.ts';
import { raw, sql } from '../sql.ts';
import { storedText } from './stored-text.ts';

const text = (stored: Sql): Sql => sql`coalesce(${storedText(stored)}, '')`;

/** The columns of what is known of changes beside their records. Each table of it is joined only where a column of it is used. */
export class KnownColumns {
  readonly columns: ReadonlyMap<string, () => Sql>;
  readonly #id: Sql;
  readonly #e: string;
  readonly #k: string;
  readonly #a: string;
  readonly #used = new Set<string>();

  /** `id`: the column of the changes' numbers. */
  constructor(aliases: Aliases, id: Sql) {
    this.#id = id;
    this.#e = aliases('e');
    this.#k = aliases('k');
    this.#a = aliases('a');
    const explanation = (column: string) => this.#of(this.#e, column);
    const cause = (column: string) => this.#of(this.#k, column);
    this.columns = new Map<string, () => Sql>([
      ['Verdict', () => sql`coalesce(${explanation('verdict')}, 'pending')`],
      ['CauseId', () => this.#causeId()],
      ['Cause', () => text(cause('title'))],
      ['Tie', () => sql`coalesce(${explanation('tie')}, '')`],
      ['Package', () => packageText(explanation('package'))],
      ['ShippedBytes', () => sql`coalesce(${explanation('bytes')}, '')`],
      ['Conffile', () => sql`coalesce(${explanation('conffile')}, 0)`],
      ['ChangedBy', () => text(explanation('changed_by'))],
      ['RequestedBy', () => text(cause('user'))],
      ['Explanation', () => text(explanation('why'))],
      ['Acknowledged', () => sql`(${this.#of(this.#a, 'id')} IS NOT NULL)`],
      ['AcknowledgedReason', () => text(this.#of(this.#a, 'reason'))],
    ]);
  }

  /** The columns of it that hold texts as they are stored. */
  texts(): readonly Sql[] {
    return [
      this.#of(this.#e, 'why'),
      this.#of(this.#e, 'changed_by'),
      this.#of(this.#k, 'title'),
      this.#of(this.#k, 'user'),
      this.#of(this.#a, 'reason'),
    ];
  }

  /** What follows the table of changes. */
  joins(): Sql {
    const isCause = this.#used.has(this.#k);
    const e =
      this.#used.has(this.#e) || isCause
        ? sql` LEFT JOIN explanations ${raw(this.#e)} ON ${raw(this.#e)}.id = ${this.#id}`
        : raw('');
    const k = isCause ? sql` LEFT JOIN causes ${raw(this.#k)} ON ${raw(this.#k)}.id = ${this.#causeId()}` : raw('');
    const a = this.#used.has(this.#a)
      ? sql` LEFT JOIN acknowledgements ${raw(this.#a)} ON ${raw(this.#a)}.id = ${this.#id}`
      : raw('');
    return sql`${e}${k}${a}`;
  }

  #causeId(): Sql {
    return sql`coalesce(${this.#of(this.#e, 'cause_id')}, ${this.#of(this.#e, 'plan_id')})`;
  }

  #of(alias: string, column: string): Sql {
    this.#used.add(alias);
    return raw(`${alias}.${column}`);
  }
}

/** See `packageWords`. */
function packageText(stored: Sql): Sql {
  return sql`coalesce(${stored} ->> '$.name' || coalesce(' ' || (${stored} ->> '$.version'), ''), '')`;
}
