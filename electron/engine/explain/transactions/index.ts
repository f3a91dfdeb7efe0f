import type { Transactions } from '../types.ts';
import { type ApkOptions, createApkTransactions } from './apk/index.ts';
import { createDebianTransactions, type DebianOptions } from './debian/index.ts';
import { createFlatpakTransactions, type FlatpakOptions } from './flatpak/index.ts';
import { createPacmanTransactions, type PacmanOptions } from './pacman/index.ts';
import { createRpmTransactions, type RpmOptions } from './rpm/index.ts';
import { createSnapTransactions, type SnapOptions } from './snap/index.ts';
import type { TransactionSource } from './source.ts';

/** Where package managers keep their logs, databases and locks, where that is not the usual place. */
export interface TransactionsOptions {
  readonly debian?: DebianOptions;
  readonly rpm?: RpmOptions;
  readonly pacman?: PacmanOptions;
  readonly apk?: ApkOptions;
  readonly snap?: SnapOptions;
  readonly flatpak?: FlatpakOptions;
}

/** What the logs and locks of this machine's package managers tell; on systems other than Linux nothing. */
export function createTransactions(options: TransactionsOptions = {}): Transactions {
  const sources: readonly TransactionSource[] =
    process.platform === 'linux'
      ? [
          createDebianTransactions(options.debian),
          createRpmTransactions(options.rpm),
          createPacmanTransactions(options.pacman),
          createApkTransactions(options.apk),
          createSnapTransactions(options.snap),
          createFlatpakTransactions(options.flatpak),
        ]
      : [];
  return {
    async since(moment, signal) {
      const readings = await Promise.all(sources.map((source) => source.since(Date.parse(moment), signal)));
      const transactions = readings.flatMap((reading) => reading.transactions);
      return {
        transactions: transactions.sort((a, b) => (a.startedAt < b.startedAt ? -1 : Number(a.startedAt > b.startedAt))),
        problems: readings.flatMap((reading) => reading.problems),
      };
    },
    async busy() {
      const busy = new Set<string>();
      for (const source of sources) if (await source.busy()) busy.add(source.manager);
      return busy;
    },
  };
}
