import type { Change } from '../../shared/model/change.ts';
import type { Shipped, Transaction } from '../../shared/model/explanation.ts';
import type { Problem } from '../../shared/model/problem.ts';
import { compareBytes } from '../explain/bytes.ts';
import type { Owner, Ownership, Transactions, Who, Witness } from '../explain/types.ts';
import { byProcess } from '../explain/verdict/by-process.ts';
import { judge } from '../explain/verdict/decide.ts';
import { type Evidence, type Finding, nothing } from '../explain/verdict/evidence.ts';
import { pathsOf } from '../explain/verdict/related.ts';
import { isHold, isManaged } from '../explain/verdict/software.ts';
import { madeUpPrefix } from '../explain/verdict/words.ts';
import type { WriteStore } from '../store/interface.ts';
import { joined, madeUp } from './made-up.ts';

/** What explains changes: what packages own, and what was done to them. */
export interface Explainer {
  readonly ownership: Ownership;
  readonly transactions: Transactions;
  /** Who changes files, where that can be seen. */
  readonly who?: Pick<Who, 'actorOf' | 'problems'>;
}

export interface LookOptions {
  readonly store: WriteStore;
  readonly explainer: Explainer;
  readonly quietSince: number;
  /** Whether all that can be collected now was collected. */
  readonly final: boolean;
  readonly signal: AbortSignal;
}

/** What a look at changes found. */
export interface Looked {
  readonly findings: ReadonlyMap<number, Finding>;
  readonly transactions: readonly Transaction[];
  /** Those among them that no log tells of and that are new. */
  readonly madeUp: readonly Transaction[];
  /** `undefined` where nothing that package managers can have done was among the changes, so that none was asked. */
  readonly busy: ReadonlySet<string> | undefined;
  /** What stands of problems; `undefined` where nothing was asked. */
  readonly problems: readonly Problem[] | undefined;
}

/** Types whose changes package managers can have made. */
const explained: ReadonlySet<string> = new Set(['Files', 'Software', 'Daemons']);
/** Transactions are asked for from so long (milliseconds) before the earliest change on. */
const before = 60_000;

/** Judges changes, which are a piece of the log. Rejects only when aborted. */
export async function lookAt(changes: readonly Change[], options: LookOptions): Promise<Looked> {
  const { store, explainer, quietSince, final, signal } = options;
  const asked = changes.filter(({ type }) => explained.has(type));
  if (asked.length === 0) {
    const findings = new Map(changes.map(({ id }) => [id, nothing]));
    return { findings, transactions: [], madeUp: [], busy: undefined, problems: undefined };
  }
  // Who is at work is asked before and after the logs: what ended in between may be in none of them yet.
  const busyBefore = await explainer.transactions.busy();
  const refreshed = await explainer.ownership.refresh(signal);
  const since = new Date(Math.min(...asked.map((change) => Date.parse(change.since))) - before).toISOString();
  const reading = await explainer.transactions.since(since, signal);
  const busy = new Set([...busyBefore, ...(await explainer.transactions.busy())]);
  const owners = await explainer.ownership.ownersOf([...new Set(asked.flatMap(pathsOf))], signal);
  const bytes = await bytesOf(asked, owners, store, signal);
  const witnesses = witnessesOf(asked, explainer);
  const known = store.causes.transactions(madeUpPrefix, since);
  const evidence = (transactions: readonly Transaction[], change: Change): Evidence => ({
    ...{ owners, transactions, busy, quietSince, final },
    bytes: bytes.get(change.id) ?? null,
    witness: witnesses.get(change.id) ?? null,
    now: Date.now(),
  });
  const judgeAll = (transactions: readonly Transaction[]) =>
    new Map(
      changes.map((change) => {
        const given = evidence(transactions, change);
        return [change.id, byProcess(judge(change, given), change, given)];
      }),
    );
  const first = judgeAll([...reading.transactions, ...known]);
  const untold = asked.filter((change) => isUntold(change, first.get(change.id)));
  const problems = [...refreshed, ...reading.problems, ...(explainer.who?.problems() ?? [])];
  if (untold.length === 0) {
    return { findings: first, transactions: [...reading.transactions, ...known], madeUp: [], busy, problems };
  }
  const made = joined(known, madeUp(untold));
  const transactions = [...reading.transactions, ...made];
  return { findings: judgeAll(transactions), transactions, madeUp: made, busy, problems };
}

/** A package's change that no log tells of, nor will. */
const isUntold = (change: Change, finding: Finding | undefined): boolean =>
  isManaged(change) && finding?.verdict === 'unexplained' && !isHold(change);

/** Who changed files, where that is certain. */
function witnessesOf(changes: readonly Change[], { who }: Explainer): ReadonlyMap<number, Witness> {
  const found = new Map<number, Witness>();
  if (who === undefined) return found;
  for (const { id, type, key, since, noticedAt } of changes) {
    const witness = type === 'Files' ? who.actorOf(key, since, noticedAt) : null;
    if (witness !== null) found.set(id, witness);
  }
  return found;
}

/** Compares the bytes of packaged files with what is shipped. */
async function bytesOf(
  changes: readonly Change[],
  owners: ReadonlyMap<string, readonly Owner[]>,
  store: WriteStore,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, Shipped>> {
  const found = new Map<number, Shipped>();
  const kept = (hash: string) => store.content(hash)?.bytes;
  for (const { id, type, key, after } of changes) {
    const own = type === 'Files' ? owners.get(key) : undefined;
    if (own === undefined) continue;
    const digests = own.flatMap(({ digest, present }) => (digest === null || !present ? [] : [digest]));
    found.set(id, after === null ? 'unknown' : await compareBytes({ key, fields: after }, digests, { kept, signal }));
  }
  return found;
}
