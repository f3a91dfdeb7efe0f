import type { PackageStep } from '../../../../shared/model/explanation.ts';
import { streamTool } from '../../../stream-tool.ts';
import { LogError } from '../logs/rotations.ts';
import { rpmVersion } from './history.ts';

/** The packages that one transaction of rpm put in place, as far as they are there still; moments are in seconds since 1970. */
export interface InstalledTogether {
  /** rpm's number of the transaction: the time of its beginning. */
  readonly id: number;
  readonly last: number;
  readonly packages: readonly PackageStep[];
}

const format = '%{INSTALLTID}\\t%{INSTALLTIME}\\t%{NAME}\\t%{EPOCHNUM}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\n';

/** Milliseconds without output until rpm is given up. */
const patience = 60_000;

/**
 * Groups of packages by the transaction that installed them, of those not over by a moment (seconds). rpm keeps no
 * history: what it removed has left no trace, and what it upgraded looks newly installed. Rejects with a LogError, or
 * when aborted.
 */
async function installedSince(
  database: string,
  moment: number,
  signal: AbortSignal,
): Promise<readonly InstalledTogether[]> {
  const groups = new Map<number, { last: number; packages: PackageStep[] }>();
  let rest = '';
  const take = (line: string) => {
    const [tid, time, name = '', epoch, version = '', release = '', arch = ''] = line.split('\t');
    const [id, installed] = [Number(tid), Number(time)];
    if (!Number.isInteger(id) || !Number.isInteger(installed) || installed < moment || name === '') return;
    const group = groups.get(id) ?? { last: installed, packages: [] };
    group.last = Math.max(group.last, installed);
    const to = rpmVersion(Number(epoch) || 0, version, release);
    group.packages.push({ action: 'installed', name, architecture: arch === '(none)' ? null : arch, from: null, to });
    groups.set(id, group);
  };
  const decoder = new TextDecoder();
  const result = await streamTool('rpm', ['--dbpath', database, '-qa', '--qf', format], {
    input: new Uint8Array(),
    patience,
    environment: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8', LANGUAGE: 'C' },
    output: (piece) => {
      const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(take);
      return 'more';
    },
    signal,
  });
  if (result.kind === 'notStarted') throw new LogError(database, `rpm could not be started (${result.code})`);
  if (result.kind !== 'ended' || result.status !== 0) {
    const words = result.kind === 'ended' ? result.errors.toString('utf8').trim().split('\n')[0] : 'it fell silent';
    throw new LogError(database, `rpm failed (${words})`);
  }
  return [...groups].map(([id, group]) => ({ id, ...group }));
}

/** So long after a database's last change (milliseconds) another one may leave the same time of change. */
const coarse = 2000;

/** What was asked of rpm last: it is asked again only once its database has changed, or an earlier moment counts. */
export class RememberedGroups {
  #database = '';
  #changed = 0;
  #from = Number.POSITIVE_INFINITY;
  #groups: readonly InstalledTogether[] = [];

  /** As `installedSince`, of a database that was changed last at a moment (milliseconds): at least those. */
  async since(
    database: string,
    changed: number,
    moment: number,
    signal: AbortSignal,
  ): Promise<readonly InstalledTogether[]> {
    const same = database === this.#database && changed === this.#changed && moment >= this.#from;
    if (!same) {
      const asked = Date.now();
      this.#from = Number.POSITIVE_INFINITY;
      this.#groups = await installedSince(database, moment, signal);
      this.#database = database;
      this.#changed = changed;
      if (Math.abs(asked - changed) >= coarse) this.#from = moment;
    }
    return this.#groups;
  }
}
