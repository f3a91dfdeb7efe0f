import type { Sql } from '../plan.ts';
import type { Aliases } from '../relation.ts';
import { joined, nothing, raw, sql } from '../sql.ts';
import { storedText } from './stored-text.ts';

const text = (stored: Sql): Sql => sql`coalesce(${storedText(stored)}, '')`;

/** The columns of what is known of changes beside their records. Each table of it is joined only where a column of it is used. */
export class KnownColumns {
  readonly columns: ReadonlyMap<string, () => Sql>;
  readonly #id: Sql;
  readonly #e: string;
  readonly #w: string;
  readonly #k: string;
  readonly #a: string;
  readonly #used = new Set<string>();

  /** `id`: the column of the changes' numbers. */
  constructor(aliases: Aliases, id: Sql) {
    this.#id = id;
    this.#e = aliases('e');
    this.#w = aliases('w');
    this.#k = aliases('k');
    this.#a = aliases('a');
    const explanation = (column: string) => this.#of(this.#e, column);
    const record = (column: string) => this.#of(this.#w, column);
    const cause = (column: string) => this.#of(this.#k, column);
    this.columns = new Map<string, () => Sql>([
      ['Verdict', () => sql`coalesce(${explanation('verdict')}, 'pending')`],
      ['CauseId', () => this.#causeId()],
      ['Cause', () => text(cause('title'))],
      ['Tie', () => sql`coalesce(${explanation('tie')}, '')`],
      ['Package', () => packageText(record('package'))],
      ['ShippedBytes', () => sql`coalesce(${record('bytes')}, '')`],
      ['Conffile', () => sql`coalesce(${record('conffile')}, 0)`],
      ['ChangedBy', () => text(record('changed_by'))],
      ['RequestedBy', () => text(cause('user'))],
      ['Explanation', () => text(record('why'))],
      ['Acknowledged', () => sql`(${this.#of(this.#a, 'id')} IS NOT NULL)`],
      ['AcknowledgedReason', () => text(this.#of(this.#a, 'reason'))],
    ]);
  }

  /** Whether a column of it is used. */
  get isUsed(): boolean {
    return this.#used.size > 0;
  }

  /** The columns of it that hold texts as they are stored. */
  texts(): readonly Sql[] {
    return [
      this.#of(this.#w, 'why'),
      this.#of(this.#w, 'changed_by'),
      this.#of(this.#k, 'title'),
      this.#of(this.#k, 'user'),
      this.#of(this.#a, 'reason'),
    ];
  }

  /** What follows the table of changes. */
  joins(): Sql {
    const join = (table: string, alias: string, on: Sql, used = this.#used.has(alias)): Sql =>
      used ? sql` LEFT JOIN ${raw(table)} ${raw(alias)} ON ${raw(alias)}.id = ${on}` : nothing;
    const isCause = this.#used.has(this.#k);
    return joined(
      [
        join('explanations', this.#e, this.#id, isCause || this.#used.has(this.#e)),
        join('explanation_records', this.#w, this.#id),
        isCause ? join('causes', this.#k, this.#causeId()) : nothing,
        join('acknowledgements', this.#a, this.#id),
      ],
      '',
    );
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
