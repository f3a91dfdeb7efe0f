import type { PackageStep } from '../../../../shared/model/explanation.ts';
import type { Timed } from '../logs/entries.ts';
import { type DpkgRun, joined } from './dpkg-log.ts';
import type { HistoryEntry } from './history.ts';

/** apt starts the next run of dpkg of a transaction as soon as one ends: milliseconds that may lie between them. */
const pause = 10_000;

/** What apt began, with the runs of dpkg that it was made of. */
export interface AptTransaction {
  readonly history: Timed<HistoryEntry>;
  readonly runs: readonly Timed<DpkgRun>[];
}

export interface Assigned {
  readonly apt: readonly AptTransaction[];
  /** Runs that someone else started. */
  readonly alone: readonly Timed<DpkgRun>[];
}

/**
 * Parts dpkg's runs into those of apt's transactions and others. While apt's transaction runs nobody else can run dpkg,
 * since apt holds its lock; but times are in whole seconds, so that what happened in the first or last second is told
 * by its packages. A transaction that was killed has no end: its runs are those of its packages that follow one another.
 */
export function assignRuns(
  history: readonly Timed<HistoryEntry>[],
  runs: readonly Timed<DpkgRun>[],
  isRunning: (entry: Timed<HistoryEntry>) => boolean,
): Assigned {
  const free = new Set(runs);
  const apt = history.map((entry, index) => {
    const own: Timed<DpkgRun>[] = [];
    const next = history[index + 1]?.startedAt ?? Number.POSITIVE_INFINITY;
    let last = entry.startedAt;
    for (const run of free) {
      const end = run.endedAt ?? run.startedAt;
      if (run.startedAt < entry.startedAt || end > (entry.endedAt ?? next)) continue;
      const killed = entry.endedAt === null && !isRunning(entry);
      const inside = !killed && run.startedAt > entry.startedAt && (entry.endedAt === null || end < entry.endedAt);
      if (!inside && !isOf(run.entry, entry.entry)) continue;
      if (killed && run.startedAt - last > pause) continue;
      last = end;
      own.push(run);
    }
    for (const run of own) free.delete(run);
    return { history: entry, runs: own };
  });
  return { apt, alone: [...free].filter(({ entry }) => entry.packages.length > 0) };
}

/** Whether every package that the run changed, beyond configuring it, is one of the transaction. */
function isOf(run: DpkgRun, entry: HistoryEntry): boolean {
  return run.packages
    .filter(({ action }) => action !== 'configured')
    .every((step) => entry.packages.some((each) => isSame(each, step)));
}

/** apt gives packages of all architectures the machine's own; dpkg says `all`. */
const isSame = (apt: PackageStep, dpkg: PackageStep): boolean =>
  apt.name === dpkg.name &&
  (apt.architecture === dpkg.architecture || apt.architecture === null || dpkg.architecture === 'all');

/**
 * The packages of apt's transaction: as its history has them, with the architectures that dpkg knows, and then those
 * that dpkg alone tells of: packages that were merely configured, or whose triggers ran.
 */
export function allSteps(apt: readonly PackageStep[], runs: readonly DpkgRun[]): readonly PackageStep[] {
  const byDpkg = new Map<string, PackageStep>();
  for (const step of runs.flatMap((run) => run.packages)) {
    const key = `${step.name}:${step.architecture}`;
    const known = byDpkg.get(key);
    byDpkg.set(key, known === undefined ? step : joined(known, step));
  }
  const named = new Map<string, PackageStep[]>();
  for (const step of byDpkg.values()) named.set(step.name, [...(named.get(step.name) ?? []), step]);
  const steps = apt.map((step) => {
    const match = named.get(step.name)?.find((each) => isSame(step, each));
    if (match === undefined) return step;
    byDpkg.delete(`${match.name}:${match.architecture}`);
    return { ...step, architecture: match.architecture };
  });
  return [...steps, ...byDpkg.values()];
}
