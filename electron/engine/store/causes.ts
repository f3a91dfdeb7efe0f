import { causeTitle } from '../../shared/model/cause-words.ts';
import type { Cause, Explanation, PackageStep, Transaction } from '../../shared/model/explanation.ts';
import type { ItemType } from '../../shared/model/item.ts';
import { acknowledgeExpected } from './expectations.ts';
import { writeExplanation } from './explanations.ts';
import { bumpKnowledge, getMeta, setMeta } from './meta.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database } from './sqlite.ts';
import { fromStored, toStored } from './stored-text.ts';

/** An explanation that names its transaction by its identity (see `transactionSchema`), which gets its number now. */
export interface NewExplanation extends Omit<Explanation, 'causeId' | 'cause' | 'requestedBy'> {
  readonly transaction: string | null;
}

/** What a look at changes led to. */
export interface Explained {
  /** The transactions that explanations name, and those known before that have gone on since. */
  readonly transactions: readonly Transaction[];
  /** By the changes' ids. */
  readonly explanations: ReadonlyMap<number, NewExplanation>;
  /** Every change up to this one was looked at now. */
  readonly upTo: number;
  readonly at: string;
}

/** What is read of causes. */
export interface CauseReader {
  get(id: number): Cause | undefined;
  /** The newest first. */
  page(query: { readonly before?: number | undefined; readonly limit: number }): readonly Cause[];
  /** The identities of transactions that had not ended when they were last read of. */
  openTransactions(): readonly string[];
  /** Transactions whose identities begin so and that ended at a moment or later: those that no log tells of. */
  transactions(prefix: string, since: string): readonly Transaction[];
  /** Changes that stand out, of those noticed at a moment or later. */
  standingOut(since: string): readonly number[];
  /** The last change that was looked at, with all before it. */
  explainedUpTo(): number;
  /** Every change up to this one was looked at, and none of them waits for a transaction to end. */
  decidedUpTo(): number;
  /** Changes up to the last one looked at whose cause is not known yet, from one on, the oldest first. */
  pending(after: number, limit: number): readonly number[];
}

export interface CauseWriter extends CauseReader {
  /**
   * Saves what a look at changes led to, in one transaction, and acknowledges what was expected of them. Returns the
   * causes that got more, or went on.
   */
  save(explained: Explained): readonly Cause[];
}

interface CauseRow {
  readonly id: number;
  readonly kind: string;
  readonly identity: string | null;
  readonly name: string | null;
  readonly tool: string | null;
  readonly manager: string | null;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly command: string | null;
  readonly user: string | null;
  readonly packages: string;
  readonly fault: string | null;
}

const stored = (text: string | null): string | null => (text === null ? null : toStored(text));
const told = (text: string | null): string | null => (text === null ? null : fromStored(text));

/** A cause with what is tied to it now. */
function toCause(db: Database, row: CauseRow): Cause {
  const counts: Partial<Record<ItemType, number>> = {};
  const sums = { explained: 0, acknowledged: 0, standingOut: 0 };
  let newest: number | null = null;
  const by = row.kind === 'planned' ? 'plan' : 'cause';
  const counted = db.all<{
    readonly type: ItemType;
    readonly count: number;
    readonly explained: number;
    readonly acknowledged: number;
    readonly standing_out: number;
    readonly newest: number;
  }>(
    `SELECT type, count(*) AS count, sum(verdict IN ('explained', 'planned')) AS explained,
       sum(acknowledged) AS acknowledged, sum(verdict = 'standsOut') AS standing_out, max(id) AS newest
     FROM explanations INDEXED BY explanations_by_${by} WHERE ${by}_id = ? GROUP BY type`,
    row.id,
  );
  for (const each of counted) {
    counts[each.type] = each.count;
    sums.explained += each.explained;
    sums.acknowledged += each.acknowledged;
    sums.standingOut += each.standing_out;
    newest = Math.max(newest ?? 0, each.newest);
  }
  const { tool, manager, ...rest } = toTransaction(row);
  return {
    id: row.id,
    kind: row.kind as Cause['kind'],
    name: told(row.name),
    tool: row.tool === null ? null : tool,
    manager: row.manager === null ? null : manager,
    ...rest,
    counts,
    ...sums,
    newest,
  };
}

function toTransaction(row: CauseRow): Omit<Transaction, 'identity'> {
  return {
    tool: fromStored(row.tool ?? ''),
    manager: fromStored(row.manager ?? ''),
    startedAt: fromMoment(row.started_at),
    endedAt: row.ended_at === null ? null : fromMoment(row.ended_at),
    command: told(row.command),
    user: told(row.user),
    packages: JSON.parse(row.packages) as readonly PackageStep[],
    fault: told(row.fault),
  };
}

export function createCauseReader(db: Database): CauseReader {
  const one = (row: CauseRow | undefined) => row && toCause(db, row);
  const many = (rows: readonly CauseRow[]) => rows.map((row) => toCause(db, row));
  return {
    get: (id) => one(db.get<CauseRow>('SELECT * FROM causes WHERE id = ?', id)),
    page: ({ before, limit }) =>
      many(
        db.all<CauseRow>(
          'SELECT * FROM causes WHERE id < ? ORDER BY id DESC LIMIT ?',
          before ?? Number.MAX_SAFE_INTEGER,
          limit,
        ),
      ),
    openTransactions: () =>
      db
        .all<CauseRow>("SELECT * FROM causes WHERE ended_at IS NULL AND kind = 'transaction' ORDER BY id")
        .map(({ identity }) => fromStored(identity ?? '')),
    transactions: (prefix, since) =>
      db
        .all<CauseRow>(
          `SELECT * FROM causes WHERE identity >= ? AND identity < ? AND ended_at >= ? ORDER BY id`,
          toStored(prefix),
          `${toStored(prefix)}\u{10ffff}`,
          toMoment(since),
        )
        .map((row) => ({ ...toTransaction(row), identity: fromStored(row.identity ?? '') })),
    standingOut: (since) =>
      db
        .all<{ readonly id: number }>(
          `SELECT id FROM explanations WHERE verdict = 'standsOut' AND noticed_at >= ? ORDER BY id`,
          toMoment(since),
        )
        .map(({ id }) => id),
    explainedUpTo: () => getMeta(db, 'explainedUpTo') ?? 0,
    decidedUpTo: () => {
      const first = db.get<{ readonly id: number | null }>(
        "SELECT min(id) AS id FROM explanations WHERE verdict = 'pending'",
      );
      return Math.min(getMeta(db, 'explainedUpTo') ?? 0, (first?.id ?? Number.MAX_SAFE_INTEGER) - 1);
    },
    pending: (after, limit) =>
      db
        .all<{ readonly id: number }>(
          `SELECT id FROM explanations WHERE verdict = 'pending' AND id > ? AND id <= ? ORDER BY id LIMIT ?`,
          after,
          getMeta(db, 'explainedUpTo') ?? 0,
          limit,
        )
        .map(({ id }) => id),
  };
}

export function createCauseWriter(db: Database): CauseWriter {
  return {
    ...createCauseReader(db),
    save: (explained) => db.transaction(() => saveExplained(db, explained)),
  };
}

function saveExplained(db: Database, { transactions, explanations, upTo, at }: Explained): readonly Cause[] {
  const ids = new Map(transactions.map((each) => [each.identity, writeTransaction(db, each)]));
  // What a pending change was tied to before has one fewer.
  const touched = new Set<number>(tiedNow(db, [...explanations.keys()]));
  for (const id of ids.values()) touched.add(id);
  for (const [id, { transaction, ...explanation }] of explanations) {
    const causeId = transaction === null ? null : (ids.get(transaction) ?? null);
    writeExplanation(db, id, { ...explanation, causeId });
    if (explanation.planId !== null) touched.add(explanation.planId);
  }
  if (upTo > (getMeta(db, 'explainedUpTo') ?? 0)) setMeta(db, 'explainedUpTo', upTo);
  bumpKnowledge(db);
  const decided = [...explanations].filter(([, { verdict }]) => verdict !== 'pending').map(([id]) => id);
  acknowledgeExpected(db, decided, at);
  return [...touched].flatMap((id) => {
    const row = db.get<CauseRow>('SELECT * FROM causes WHERE id = ?', id);
    const cause = row && toCause(db, row);
    if (cause?.kind === 'transaction' && cause.newest === null) {
      // What was tied to it while it ran turned out to be of another one.
      db.run('DELETE FROM causes WHERE id = ?', id);
      return [];
    }
    return cause === undefined ? [] : [cause];
  });
}

function tiedNow(db: Database, ids: readonly number[]): readonly number[] {
  return db
    .all<{ readonly id: number }>(
      'SELECT DISTINCT group_id AS id FROM explanations WHERE group_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    )
    .map(({ id }) => id);
}

/** Writes a transaction as its log has it now; returns its number. */
function writeTransaction(db: Database, transaction: Transaction): number {
  const { id } = db.returning<{ readonly id: number }>(
    `INSERT INTO causes (kind, identity, tool, manager, started_at, ended_at, command, user, packages, fault, title)
     VALUES ('transaction', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (identity) DO UPDATE SET started_at = excluded.started_at, ended_at = excluded.ended_at,
       command = excluded.command, user = excluded.user, packages = excluded.packages, fault = excluded.fault,
       title = excluded.title
     RETURNING id`,
    toStored(transaction.identity),
    toStored(transaction.tool),
    toStored(transaction.manager),
    toMoment(transaction.startedAt),
    transaction.endedAt === null ? null : toMoment(transaction.endedAt),
    stored(transaction.command),
    stored(transaction.user),
    JSON.stringify(transaction.packages),
    stored(transaction.fault),
    toStored(causeTitle({ kind: 'transaction', name: null, ...transaction })),
  );
  return id;
}

/** Takes causes that had ended before a moment and of which no change is left. */
export function pruneCauses(db: Database, before: number): void {
  db.run(
    `DELETE FROM causes WHERE ended_at < ?
       AND NOT EXISTS (SELECT 1 FROM explanations WHERE cause_id = causes.id)
       AND NOT EXISTS (SELECT 1 FROM explanations WHERE plan_id = causes.id)`,
    before,
  );
}
