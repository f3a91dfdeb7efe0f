import type { Change } from '../../../shared/model/change.ts';
import { type Evidence, type Finding, nothing } from './evidence.ts';
import { doneTo, judgeMoment } from './files.ts';
import { unitPaths } from './related.ts';
import { toldIn } from './times.ts';
import { doneWords } from './words.ts';

/**
 * A daemon is its package's whose unit file or script it has: a transaction of that starts it, stops it and restarts
 * it, and says so nowhere.
 */
export function judgeDaemon(change: Change, evidence: Evidence): Finding {
  const interval = toldIn(change);
  const owners = unitPaths(change).flatMap((path) => evidence.owners.get(path) ?? []);
  const [done] = doneTo(change, owners, evidence, interval, { anyStep: true, after: true });
  if (done !== undefined) {
    return {
      ...nothing,
      verdict: 'explained',
      transaction: done.transaction.identity,
      tie: 'package',
      package: done.owner.package,
      why: `It is a daemon of ${done.owner.package.name}: ${doneWords(done)}.`,
    };
  }
  const [owner] = owners;
  if (owner === undefined) return judgeMoment(evidence.transactions, interval);
  const during = judgeMoment(evidence.transactions, interval);
  const why =
    during.why === '' ? `It is a daemon of ${owner.package.name}, and no transaction changed that.` : during.why;
  return { ...during, package: owner.package, why };
}
