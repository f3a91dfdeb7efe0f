import type { Problem } from '../../../../shared/model/problem.ts';
import { isAnyLocked } from '../../../file-locks.ts';
import { RememberedLog } from '../logs/remembered-log.ts';
import { iso, type TransactionSource, unreadableLog } from '../source.ts';
import { apkBegins, apkParser } from './log.ts';

export interface ApkOptions {
  /** apk's log; /var/log/apk.log by default. */
  readonly log?: string;
  /** Files that it locks; those in the places that its versions 2 and 3 have by default. */
  readonly locks?: readonly string[];
}

/**
 * Commands of apk from the log that its version 3 writes; version 2 writes none, so that nothing is known of what it
 * did. The log has no times of ends: the last command ended when the log was last written, and of others no more is
 * known than that they had begun.
 */
export function createApkTransactions(options: ApkOptions = {}): TransactionSource {
  const log = new RememberedLog(options.log ?? '/var/log/apk.log', { begins: apkBegins, parser: apkParser });
  const locks = options.locks ?? ['/lib/apk/db/lock', '/usr/lib/apk/db/lock', '/run/apk/db.lock'];
  const busy = async () => isAnyLocked(locks, 'any');
  return {
    manager: 'apk',
    busy,
    async since(moment, signal) {
      const problems: Problem[] = [];
      const before = await busy();
      const entries = await log.read({
        moment,
        zone: 'UTC',
        fault: (error) => problems.push(unreadableLog(error)),
        signal,
      });
      const locked = before || (await busy());
      const transactions = entries.flatMap(({ entry, name, startedAt, lastWrite }, index) => {
        const runs = locked && index === entries.length - 1;
        const endedAt = Math.max(startedAt, lastWrite ?? startedAt);
        if (entry.packages.length === 0 && entry.fault === null) return [];
        if (!runs && endedAt < moment) return [];
        return [
          {
            identity: `apk:${name}`,
            tool: 'apk',
            manager: 'apk',
            startedAt: iso(startedAt),
            endedAt: runs ? null : iso(endedAt),
            command: entry.command,
            user: null,
            packages: entry.packages,
            fault: entry.fault,
          },
        ];
      });
      return { transactions, problems };
    },
  };
}
