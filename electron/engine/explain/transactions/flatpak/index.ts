import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { refreshAccounts, userName } from '../../../accounts.ts';
import { streamTool } from '../../../stream-tool.ts';
import { iso, type TransactionSource } from '../source.ts';
import { type FlatpakEntry, groupEntries, parseEntry } from './entries.ts';

export interface FlatpakOptions {
  /** Installations: the system's and the own one by default. */
  readonly installations?: readonly string[];
  /** The folder of a journal; by default that of the machine. */
  readonly journal?: string;
}

/** By this number the journal knows what Flatpak writes; `flatpak history` reads the same. */
const message = 'c7b39b1e006b464599465e105b361485';

/** Milliseconds before the moment asked for from which entries are read, to have those of a transaction together. */
const beforehand = 60 * 60_000;

/** Milliseconds without output until journalctl is given up. */
const patience = 20_000;

/** Bytes of output at which it is given up: some thousand steps. */
const most = 16 * 1024 * 1024;

/**
 * What Flatpak noted in the journal, which only some users may read (journalctl(1)): where it is not there, cannot be
 * read or was not asked for, nothing is known, and that is no fault. The journal is read only where an installation
 * was changed since: at the end of each step Flatpak touches `.changed` there.
 */
export function createFlatpakTransactions(options: FlatpakOptions = {}): TransactionSource {
  const installations = options.installations ?? [
    process.env.FLATPAK_SYSTEM_DIR || '/var/lib/flatpak',
    process.env.FLATPAK_USER_DIR || join(process.env.XDG_DATA_HOME || join(homedir(), '.local/share'), 'flatpak'),
  ];
  const place = options.journal === undefined ? [] : [`--directory=${options.journal}`];

  async function entriesSince(moment: number, signal: AbortSignal): Promise<readonly FlatpakEntry[]> {
    const since = `--since=@${Math.max(0, Math.floor((moment - beforehand) / 1000))}`;
    const args = [...place, '--quiet', '--no-pager', '--output=json', since, `MESSAGE_ID=${message}`];
    const entries: FlatpakEntry[] = [];
    const decoder = new TextDecoder();
    let rest = '';
    let size = 0;
    await streamTool('journalctl', args, {
      input: new Uint8Array(),
      patience,
      environment: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
      output: (piece) => {
        size += piece.length;
        const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        entries.push(...lines.flatMap((line) => parseEntry(line) ?? []));
        return size > most ? 'enough' : 'more';
      },
      signal,
    });
    return entries;
  }

  return {
    manager: 'flatpak',
    busy: () => Promise.resolve(false),
    async since(moment, signal) {
      const changed = await Promise.all(
        installations.map((folder) => stat(join(folder, '.changed')).catch(() => undefined)),
      );
      if (!changed.some((each) => each !== undefined && each.mtimeMs >= moment))
        return { transactions: [], problems: [] };
      const entries = await entriesSince(moment, signal);
      refreshAccounts();
      const transactions = groupEntries(entries, userName).filter(({ endedAt }) => (endedAt ?? '') >= iso(moment));
      return { transactions, problems: [] };
    },
  };
}
