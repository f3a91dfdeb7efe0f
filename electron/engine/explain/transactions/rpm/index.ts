import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transaction } from '../../../../shared/model/explanation.ts';
import type { Problem } from '../../../../shared/model/problem.ts';
import { refreshAccounts, userName } from '../../../accounts.ts';
import { isAnyLocked } from '../../../file-locks.ts';
import { restOfSecond } from '../logs/entries.ts';
import { LogError, logError } from '../logs/rotations.ts';
import { iso, type TransactionSource, unreadableLog } from '../source.ts';
import { type DnfTransaction, dnf4, dnf5, readHistory } from './history.ts';
import { type InstalledTogether, RememberedGroups } from './installed.ts';

export interface RpmOptions {
  /** Folders that rpm's database may lie in: the first one that has it counts. */
  readonly databases?: readonly string[];
  /** dnf 4's history; /var/lib/dnf/history.sqlite by default. */
  readonly dnf4?: string;
  /** dnf 5's history; /usr/lib/sysimage/libdnf5/transaction_history.sqlite by default. */
  readonly dnf5?: string;
}

/** rpm's database in its three forms, and its journal: one of them changes with every transaction. */
const databaseFiles = ['rpmdb.sqlite', 'rpmdb.sqlite-wal', 'Packages.db', 'Packages'];

/**
 * Transactions of rpm's packages: those of dnf (and of all that keep its history, as PackageKit does) from its
 * history, and others, such as rpm run by hand, by the number of the transaction that rpm notes with each package.
 */
export function createRpmTransactions(options: RpmOptions = {}): TransactionSource {
  const databases = options.databases ?? ['/usr/lib/sysimage/rpm', '/var/lib/rpm'];
  const histories = [
    { file: options.dnf5 ?? '/usr/lib/sysimage/libdnf5/transaction_history.sqlite', form: dnf5, tool: 'dnf5' },
    { file: options.dnf4 ?? '/var/lib/dnf/history.sqlite', form: dnf4, tool: 'dnf' },
  ];
  const installed = new RememberedGroups();
  const busy = async () => isAnyLocked(databases.map((folder) => join(folder, '.rpm.lock')));

  return {
    manager: 'rpm',
    busy,
    async since(moment, signal) {
      const problems: Problem[] = [];
      const orNone = async <T>(reading: () => Promise<readonly T[]> | readonly T[]): Promise<readonly T[]> => {
        try {
          return await reading();
        } catch (error) {
          if (!(error instanceof LogError)) throw error;
          problems.push(unreadableLog(error));
          return [];
        }
      };
      // Times are in whole seconds.
      const second = Math.floor(moment / 1000);
      const before = await busy();
      const transactions: Transaction[] = [];
      const ofDnf: DnfTransaction[] = [];
      for (const { file, form, tool } of histories) {
        const written = await lastChange([file, `${file}-wal`]);
        if (written === undefined) continue;
        const found = await orNone(() => readHistory(file, form, second));
        const locked = before || (await busy());
        refreshAccounts();
        for (const each of found) {
          const newest = each === found.at(-1);
          ofDnf.push(each);
          // One that was killed ended before the history was written for the last time, or before the next one began.
          transactions.push(fromDnf(each, tool, newest ? written : each.begin * 1000, locked && newest));
        }
      }
      for (const database of databases) {
        const changed = await lastChange(databaseFiles.map((name) => join(database, name)));
        if (changed === undefined) continue;
        const groups = changed < moment ? [] : await orNone(() => installed.since(database, changed, second, signal));
        const locked = before || (await busy());
        for (const group of groups) {
          if (ofDnf.some((each) => group.id >= each.begin && group.id <= (each.end ?? group.last))) continue;
          const newest = groups.every((each) => each.id <= group.id);
          transactions.push(fromRpm(group, locked && newest));
        }
        break;
      }
      const worthTelling = transactions.filter(
        ({ packages, fault, endedAt }) =>
          (packages.length > 0 || fault !== null) && (endedAt === null || Date.parse(endedAt) >= moment),
      );
      return { transactions: worthTelling, problems };
    },
  };
}

/**
 * The newest time at which one of the files was written; undefined where none is there. One that can't be looked at
 * counts as written now, so that reading it tells why.
 */
async function lastChange(files: readonly string[]): Promise<number | undefined> {
  let latest: number | undefined;
  for (const file of files) {
    try {
      latest = Math.max(latest ?? 0, (await stat(file)).mtimeMs);
    } catch (error) {
      if (logError(file, error) !== undefined) latest = Date.now();
    }
  }
  return latest;
}

function fromDnf(each: DnfTransaction, tool: string, lastWrite: number, locked: boolean): Transaction {
  const begin = each.begin * 1000;
  const runs = locked && each.end === null;
  const end = each.end === null ? Math.max(begin, lastWrite) : each.end * 1000 + restOfSecond;
  const interrupted = each.end === null && !runs ? 'The history has no end of it: it was interrupted.' : null;
  return {
    identity: `${tool}:${each.begin}:${each.id}`,
    tool: 'dnf',
    manager: 'rpm',
    startedAt: iso(begin),
    endedAt: runs ? null : iso(end),
    command: each.command,
    user: each.loginUid === null ? null : userName(each.loginUid),
    packages: each.packages,
    fault: each.fault ?? interrupted,
  };
}

const fromRpm = ({ id, last, packages }: InstalledTogether, runs: boolean): Transaction => ({
  identity: `rpm:${id}`,
  tool: 'rpm',
  manager: 'rpm',
  startedAt: iso(id * 1000),
  endedAt: runs ? null : iso(Math.max(id, last) * 1000 + restOfSecond),
  // rpm notes neither its command line nor who ran it.
  command: null,
  user: null,
  packages,
  fault: null,
});
