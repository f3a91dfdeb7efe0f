import type { Database } from './sqlite.ts';

/** An end of the chain of changes: the last record of it (the head) or the last one pruned (the anchor). */
export interface ChainEnd {
  readonly id: number;
  /** Hexadecimal SHA-256. */
  readonly hash: string;
}

/** The single values that the store keeps, by name. Moments are milliseconds since 1970. */
interface MetaValues {
  readonly head: ChainEnd;
  readonly anchor: ChainEnd;
  /** Bytes of kept content, compressed. */
  readonly contentBytes: number;
  /** Changes noticed before this moment are pruned. */
  readonly prunedBefore: number;
  readonly alive: number;
  readonly paused: { readonly since: string; readonly until: string | null };
  /** Whether its last owner closed the store, so that what is in it was whole. */
  readonly closed: boolean;
  /** Every change up to this one was looked at for what explains it. */
  readonly explainedUpTo: number;
  /** Goes up with whatever comes to be known of changes: explanations, acknowledgements. */
  readonly knowledge: number;
}

export function getMeta<K extends keyof MetaValues>(db: Database, name: K): MetaValues[K] | undefined {
  const row = db.get<{ readonly value: string }>('SELECT value FROM meta WHERE name = ?', name);
  return row === undefined ? undefined : (JSON.parse(row.value) as MetaValues[K]);
}

/** `undefined` takes the value away. */
export function setMeta<K extends keyof MetaValues>(db: Database, name: K, value: MetaValues[K] | undefined): void {
  if (value === undefined) db.run('DELETE FROM meta WHERE name = ?', name);
  else db.run('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)', name, JSON.stringify(value));
}

/** What is known of changes has become another: what was counted by it no longer holds. */
export function bumpKnowledge(db: Database): void {
  setMeta(db, 'knowledge', (getMeta(db, 'knowledge') ?? 0) + 1);
}
