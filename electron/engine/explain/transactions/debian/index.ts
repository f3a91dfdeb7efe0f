import { join } from 'node:path';
import type { PackageStep, Transaction } from '../../../../shared/model/explanation.ts';
import type { Problem } from '../../../../shared/model/problem.ts';
import { refreshAccounts, userName } from '../../../accounts.ts';
import { isAnyLocked } from '../../../file-locks.ts';
import type { Timed } from '../logs/entries.ts';
import { machineZone } from '../logs/local-time.ts';
import { RememberedLog } from '../logs/remembered-log.ts';
import type { LogError } from '../logs/rotations.ts';
import { iso, type TransactionSource, unreadableLog } from '../source.ts';
import { type AptTransaction, allSteps, assignRuns } from './assign-runs.ts';
import { type DpkgRun, dpkgParser, runBegins } from './dpkg-log.ts';
import { frontend, type HistoryEntry, historyBegins, historyParser, requester } from './history.ts';

export interface DebianOptions {
  /** apt's history; /var/log/apt/history.log by default. */
  readonly history?: string;
  /** dpkg's log; /var/log/dpkg.log by default. */
  readonly dpkgLog?: string;
  /** dpkg's database; /var/lib/dpkg by default. */
  readonly adminDir?: string;
  /** The zone of the logs' times; the machine's by default. */
  readonly zone?: string;
}

/**
 * Transactions of apt, and of all that use its library, from its history; and of dpkg where it was run by hand, from
 * its log, which also tells what apt's history lacks: which packages were merely configured.
 */
export function createDebianTransactions(options: DebianOptions = {}): TransactionSource {
  const historyLog = new RememberedLog(options.history ?? '/var/log/apt/history.log', {
    begins: historyBegins,
    parser: historyParser,
  });
  const dpkgLog = new RememberedLog(options.dpkgLog ?? '/var/log/dpkg.log', { begins: runBegins, parser: dpkgParser });
  const adminDir = options.adminDir ?? '/var/lib/dpkg';
  // dpkg holds the first one while it runs, apt the second one over all its runs of dpkg.
  const busy = async () => isAnyLocked([join(adminDir, 'lock'), join(adminDir, 'lock-frontend')]);

  return {
    manager: 'dpkg',
    busy,
    async since(moment, signal) {
      const problems: Problem[] = [];
      const fault = (error: LogError) => problems.push(unreadableLog(error));
      const common = { zone: options.zone ?? (await machineZone()), fault, signal };
      // Asked before and after: what has no end in the logs either held the lock before or holds it now.
      const before = await busy();
      const history = await historyLog.read({ moment, ...common });
      const recent = history.filter(({ endedAt }) => endedAt === null || endedAt >= moment);
      // A transaction that runs still, or ended after the moment, has runs from before it.
      const from = Math.min(moment, ...recent.map(({ startedAt }) => startedAt));
      const runs = await dpkgLog.read({ moment: from, ...common });
      const locked = before || (await busy());
      const isRunning = (entry: Timed<HistoryEntry>) => locked && entry.endedAt === null && entry === history.at(-1);
      const assigned = assignRuns(history, runs, isRunning);
      refreshAccounts();
      const transactions = [
        ...assigned.apt.map((each) => ofApt(each, isRunning(each.history))),
        ...assigned.alone.map((run) => ofDpkg(run, locked && run === runs.at(-1))),
      ];
      return { transactions: transactions.filter(({ endedAt }) => isRecent(endedAt, moment)), problems };
    },
  };
}

const isRecent = (endedAt: string | null, moment: number) => endedAt === null || Date.parse(endedAt) >= moment;

function ofApt({ history, runs }: AptTransaction, running: boolean): Transaction {
  const { entry, name, startedAt } = history;
  const lastSeen = runs.reduce((latest, run) => Math.max(latest, run.endedAt ?? 0), startedAt);
  const killed = history.endedAt === null && !running;
  return {
    identity: `apt:${name}`,
    tool: frontend(entry.command),
    manager: 'dpkg',
    startedAt: iso(startedAt),
    endedAt: running ? null : iso(history.endedAt ?? lastSeen),
    command: entry.command,
    user: requester(entry.requestedBy, userName),
    packages: [
      ...allSteps(
        entry.packages,
        runs.map((run) => run.entry),
      ),
    ],
    fault: entry.fault ?? (killed ? 'The log has no end of it: it was interrupted.' : null),
  };
}

function ofDpkg({ entry, name, startedAt, endedAt }: Timed<DpkgRun>, running: boolean): Transaction {
  const packages: readonly PackageStep[] = entry.packages;
  return {
    identity: `dpkg:${name}`,
    tool: 'dpkg',
    manager: 'dpkg',
    startedAt: iso(startedAt),
    endedAt: running ? null : iso(endedAt ?? startedAt),
    // dpkg logs neither its command line nor who ran it.
    command: null,
    user: null,
    packages,
    fault: running ? null : entry.fault,
  };
}
