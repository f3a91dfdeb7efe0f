import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../../shared/model/problem.ts';
import { machineZone } from '../logs/local-time.ts';
import { RememberedLog } from '../logs/remembered-log.ts';
import { iso, type TransactionSource, unreadableLog } from '../source.ts';
import { pacmanBegins, pacmanParser } from './log.ts';

export interface PacmanOptions {
  /** pacman's log; /var/log/pacman.log by default. */
  readonly log?: string;
  /** pacman's database; /var/lib/pacman by default. */
  readonly database?: string;
  /** The zone of times without one; the machine's by default. */
  readonly zone?: string;
}

/** Transactions of pacman, and of all that use its library, from its log. Who asked for them it does not tell. */
export function createPacmanTransactions(options: PacmanOptions = {}): TransactionSource {
  const log = new RememberedLog(options.log ?? '/var/log/pacman.log', { begins: pacmanBegins, parser: pacmanParser });
  const lock = join(options.database ?? '/var/lib/pacman', 'db.lck');
  return {
    manager: 'pacman',
    busy: () => isHeld(lock),
    async since(moment, signal) {
      const problems: Problem[] = [];
      const before = await isHeld(lock);
      const entries = await log.read({
        moment,
        zone: options.zone ?? (await machineZone()),
        fault: (error) => problems.push(unreadableLog(error)),
        signal,
      });
      const locked = before || (await isHeld(lock));
      const transactions = entries.flatMap((each) => {
        const { entry, name, startedAt } = each;
        const runs = locked && !entry.complete && each === entries.at(-1);
        const endedAt = each.endedAt ?? startedAt;
        if (!runs && endedAt < moment) return [];
        const interrupted = entry.complete || runs ? null : 'The log has no end of it: it was interrupted.';
        return [
          {
            identity: `pacman:${name}`,
            tool: 'pacman',
            manager: 'pacman',
            startedAt: iso(startedAt),
            endedAt: runs ? null : iso(endedAt),
            command: entry.command,
            user: null,
            packages: entry.packages,
            fault: entry.fault ?? interrupted,
          },
        ];
      });
      return { transactions, problems };
    },
  };
}

/** Milliseconds after which a lock is taken for left behind: no transaction takes that long. */
const leftBehind = 3 * 60 * 60_000;

/** pacman's lock is a file that is there while it works, and stays behind where it was killed. */
async function isHeld(lock: string): Promise<boolean> {
  const found = await stat(lock).catch(() => undefined);
  if (found === undefined) return false;
  const made = Math.max(found.mtimeMs, found.ctimeMs);
  return Date.now() - made < leftBehind && made >= (await bootedAt());
}

/** When the machine was started (proc_stat(5)), in milliseconds since 1970; 0 where that can't be read. */
async function bootedAt(): Promise<number> {
  const text = await readFile('/proc/stat', 'utf8').catch(() => '');
  return Number(/^btime (\d+)$/m.exec(text)?.[1] ?? 0) * 1000;
}
