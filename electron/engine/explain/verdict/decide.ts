import type { Change } from '../../../shared/model/change.ts';
import { judgeDaemon } from './daemons.ts';
import { type Evidence, type Finding, nothing } from './evidence.ts';
import { judgeFile } from './files.ts';
import { isPersonal } from './generated.ts';
import { pathsOf } from './related.ts';
import { isHold, isManaged, judgeSoftware, packageOf } from './software.ts';
import { beganAt } from './times.ts';

/** For so long (milliseconds) after it was noticed a change waits for a transaction to end. */
const patience = 30 * 60_000;

/** Logs and the collection of software come a moment after the files: so long (milliseconds) nothing stands out. */
const grace = 5000;

/** A lock that is held though no log tells of a transaction is not waited for by what was noticed longer ago (milliseconds). */
const atMostAgo = 10 * 60_000;

/**
 * What explains a change, by all that is known. `pending` while a package manager is at work that may have done it, at
 * most for half an hour.
 */
export function judge(change: Change, evidence: Evidence): Finding {
  const finding = judged(change, evidence);
  const noticedAt = Date.parse(change.noticedAt);
  if (evidence.now - noticedAt >= patience) return finding;
  const own = evidence.transactions.find(({ identity }) => identity === finding.transaction);
  if (own?.endedAt === null) {
    // What it merely happened during is known at its end.
    const tied = finding.tie === 'during' ? { transaction: null, tie: null } : {};
    return { ...finding, ...tied, verdict: 'pending', why: `${own.tool} is at work.` };
  }
  if (finding.verdict === 'explained') return finding;
  const busy = busyWith(change, evidence);
  if (busy !== undefined) return { ...pending(finding), why: `A transaction of ${busy}’s packages is at work.` };
  const waits = isManaged(change) ? !isHold(change) : finding.verdict === 'standsOut';
  const isEarly = !evidence.final && evidence.now - Math.max(noticedAt, evidence.quietSince) < grace;
  return waits && isEarly ? { ...pending(finding), why: 'The logs of packages may still tell of it.' } : finding;
}

const pending = (finding: Finding): Finding => ({ ...finding, verdict: 'pending', transaction: null, tie: null });

function judged(change: Change, evidence: Evidence): Finding {
  switch (change.type) {
    case 'Files':
      return judgeFile(change, evidence);
    case 'Software':
      return judgeSoftware(change, evidence);
    case 'Daemons':
      return judgeDaemon(change, evidence);
    default:
      return nothing;
  }
}

/** The manager at work that may have made a change which nothing explains yet. */
function busyWith(change: Change, { busy, owners, transactions, now }: Evidence): string | undefined {
  if (busy.size === 0 || !mayWait(change)) return undefined;
  const own = managersOf(change, owners);
  return [...busy].find((manager) => {
    if (own.size > 0 && !own.has(manager)) return false;
    return Date.parse(change.noticedAt) >= Math.max(beganAt(manager, transactions), now - atMostAgo);
  });
}

function mayWait(change: Change): boolean {
  const { type, key } = change;
  return (isManaged(change) && !isHold(change)) || type === 'Daemons' || (type === 'Files' && !isPersonal(key));
}

/** Whose packages it is certainly about, if of any. */
function managersOf(change: Change, owners: Evidence['owners']): ReadonlySet<string> {
  if (change.type === 'Software') return new Set([packageOf(change).manager]);
  return new Set(pathsOf(change).flatMap((path) => owners.get(path)?.map((owner) => owner.package.manager) ?? []));
}
