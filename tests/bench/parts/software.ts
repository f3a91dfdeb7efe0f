import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createApkSource } from '../../../electron/engine/collectors/software/apk/index.ts';
import { createDpkgSource } from '../../../electron/engine/collectors/software/dpkg/index.ts';
import { createSoftwareCollector } from '../../../electron/engine/collectors/software/index.ts';
import { createPacmanSource } from '../../../electron/engine/collectors/software/pacman/index.ts';
import type { SoftwareSource } from '../../../electron/engine/collectors/software/source.ts';
import { collectAndSave } from '../../../electron/engine/scheduler/collect.ts';
import { openStore } from '../../../electron/engine/store/open.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import type { Bench, Findings } from '../part.ts';
import { writeApk, writeDpkg, writePacman } from '../support/package-databases.ts';
import { forgetHighest, memoryOf } from '../support/process.ts';
import { fixed, percentile, whole } from '../support/words.ts';

const usual = 3000;
const most = 50_000;
const budget = 2;
const rounds = 25;

/** Milliseconds. */
interface Times {
  readonly baseline: number;
  /** What is due every five minutes: read, compared with the inventory, saved. */
  readonly scheduled: number;
  /** The same, with everything written anew: once a day. */
  readonly full: number;
  /** `dpkg-query -W` on the same database; of other managers nothing is run beside. */
  readonly beside: number | undefined;
}

/** Collections of installed packages, beside `dpkg-query -W`. */
export async function software({ work, say }: Bench): Promise<Findings> {
  say('making the databases of packages');
  const [database, large] = [writeDpkg(work, usual), writeDpkg(work, most)];
  const query = (adminDir: string) =>
    execFileSync('dpkg-query', [`--admindir=${adminDir}`, '-W'], {
      maxBuffer: 1e9,
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  const dpkg = await times(join(work, 'store'), createDpkgSource(database), rounds, () => query(database.adminDir));
  const pacman = await times(join(work, 'store-pacman'), createPacmanSource({ folder: writePacman(work, usual) }), 10);
  const apk = await times(join(work, 'store-apk'), createApkSource({ root: writeApk(work, usual) }), 10);
  forgetHighest(process.pid);
  const before = memoryOf(process.pid)?.now ?? Number.NaN;
  const many = await times(join(work, 'store-many'), createDpkgSource(large), 3, () => query(large.adminDir));
  const grown = (memoryOf(process.pid)?.highest ?? Number.NaN) - before;

  const ratio = dpkg.scheduled / (dpkg.beside ?? Number.NaN);
  const row = (name: string, count: number, { baseline, scheduled, full, beside }: Times) => [
    name,
    whole(count),
    beside === undefined ? '–' : `${whole(beside)} ms`,
    beside === undefined ? `${whole(scheduled)} ms` : `${whole(scheduled)} ms, ${fixed(scheduled / beside, 2)} of it`,
    `${whole(full)} ms`,
    `${whole(baseline)} ms`,
  ];
  return {
    budgets: [
      {
        work: `Collection of ${whole(usual)} packages`,
        measured: `${fixed(ratio, 2)} of \`dpkg-query -W\``,
        budget: `${budget}`,
        kept: ratio <= budget,
      },
    ],
    tables: [
      {
        title: 'Installed packages',
        columns: [
          'Manager',
          'Packages',
          '`dpkg-query -W`',
          'Collection, every 5 minutes',
          'in full, once a day',
          'Baseline',
        ],
        rows: [row('dpkg', usual, dpkg), row('pacman', usual, pacman), row('apk', usual, apk), row('dpkg', most, many)],
      },
    ],
    notes: [
      `A collection reads the database and the log, compares every package with the inventory and saves; the times are medians, of dpkg's by turns with \`dpkg-query\`. With ${whole(most)} packages the process grew by ${whole(grown)} MB at the highest.`,
    ],
    figures: { packages: usual, dpkg, pacman, apk, most, many, grown },
  };
}

/** Collects a source into a store of its own, again and again, by turns with what runs beside it. */
async function times(dataDir: string, source: SoftwareSource, turns: number, beside?: () => void): Promise<Times> {
  const collector = createSoftwareCollector({ sources: [source] });
  const settings = settingsSchema.parse({});
  const { store } = openStore(dataDir, 'bench');
  const collect = async (full: boolean) => {
    const begin = performance.now();
    const { changes, problems } = await collectAndSave({
      collector,
      store,
      settings,
      job: { scope: { kind: 'all' }, how: 'scheduled', full },
      signal: new AbortController().signal,
      patient: false,
      watchProblems: [],
      progress: () => undefined,
    });
    const took = performance.now() - begin;
    const fault = problems[0]?.message ?? (changes.length > 0 ? `${changes.length} changes of nothing` : undefined);
    if (fault !== undefined) throw new Error(fault);
    return took;
  };
  try {
    const baseline = await collect(true);
    const measured = { scheduled: [] as number[], full: [] as number[], beside: [] as number[] };
    for (let turn = 0; turn < turns; turn += 1) {
      measured.scheduled.push(await collect(false));
      if (beside !== undefined) {
        const begin = performance.now();
        beside();
        measured.beside.push(performance.now() - begin);
      }
    }
    for (let turn = 0; turn < 3; turn += 1) measured.full.push(await collect(true));
    return {
      baseline,
      scheduled: percentile(measured.scheduled, 0.5),
      full: percentile(measured.full, 0.5),
      beside: beside === undefined ? undefined : percentile(measured.beside, 0.5),
    };
  } finally {
    store.close();
  }
}
