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
  const own = history.map((): Timed<DpkgRun>[] => []);
  // Those that agree in every word first, then in every package, lest a transaction of the same second takes them.
  for (const isOf of [isExactlyOf, isOfPackages, isLikelyOf])
    for (const [index, entry] of history.entries()) {
      const next = history[index + 1]?.startedAt ?? Number.POSITIVE_INFINITY;
      const killed = entry.endedAt === null && !isRunning(entry);
      let last = entry.startedAt;
      for (const run of free) {
        const end = run.endedAt ?? run.startedAt;
        if (run.startedAt < entry.startedAt || end > (entry.endedAt ?? next)) continue;
        const inside = !killed && run.startedAt > entry.startedAt && (entry.endedAt === null || end < entry.endedAt);
        if (!inside && !isOf(run.entry, entry.entry)) continue;
        if (killed && run.startedAt - last > pause) continue;
        last = end;
        own[index]?.push(run);
        free.delete(run);
      }
    }
  return {
    apt: history.map((entry, index) => ({ history: entry, runs: own[index] ?? [] })),
    alone: [...free].filter(({ entry }) => entry.packages.length > 0),
  };
}

/** Whether everything that the run did is what the transaction tells of. */
const isExactlyOf = (run: DpkgRun, { packages }: HistoryEntry): boolean =>
  run.packages.every((step) =>
    packages.some((each) => isSame(each, step) && each.action === step.action && isSameVersion(each, step)),
  );

/** Whether the transaction tells of all packages of the run, in the versions that it left. */
const isOfPackages = (run: DpkgRun, { packages }: HistoryEntry): boolean =>
  run.packages.every((step) => packages.some((each) => isSame(each, step) && agree(each.to, step.to)));

/** The same, but for packages that were merely configured, which may be others, and for the words for what was done. */
const isLikelyOf = (run: DpkgRun, { packages }: HistoryEntry): boolean =>
  run.packages.every((step) => {
    const same = packages.filter((each) => isSame(each, step));
    if (step.action === 'configured') return same.length === 0 || same.some(({ to }) => agree(to, step.to));
    return same.some((each) => isSameVersion(each, step));
  });

const isSameVersion = (apt: PackageStep, dpkg: PackageStep) => agree(apt.to, dpkg.to) && agree(apt.from, dpkg.from);

const agree = (a: string | null, b: string | null) => a === null || b === null || a === b;

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
