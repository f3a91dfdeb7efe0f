import { cpus } from 'node:os';
import type { Bench, BudgetLine, Findings } from '../part.ts';
import { aide, aideAttributes } from '../support/aide.ts';
import { type Ran, succeed } from '../support/process.ts';
import { place } from '../support/settings.ts';
import { countItems } from '../support/store.ts';
import { fixed, whole } from '../support/words.ts';

const tree = '/usr';

/** The baseline and an unchanged rescan of /usr, beside AIDE as it comes and with a worker a core. */
export async function scans({ cli, work }: Bench): Promise<Findings> {
  const { settings, data } = place(work, 'scans', { tree, keepContent: false });
  const collect = [cli, 'collect', 'Files', '--data', data, '--settings', settings];
  // Everything is read once before anybody's time counts: the first one would pay for the disk alone.
  await succeed('find', [tree, '-xdev', '-type', 'f', '-exec', 'cat', '{}', '+']);
  const baseline = await succeed(process.execPath, collect);
  const rescan = await succeed(process.execPath, collect);
  const plain = await aide(tree, work);
  const all = await aide(tree, work, cpus().length);
  const items = countItems(data);

  const line = (name: string, ours: Ran, command: string, theirs: Ran, most: number): BudgetLine => {
    const ratio = ours.seconds / theirs.seconds;
    return {
      work: name,
      measured: `${fixed(ours.seconds)} s: ${fixed(ratio, 3)} of AIDE's \`${command}\` (${fixed(theirs.seconds)} s)`,
      budget: String(most),
      kept: ratio <= most,
    };
  };
  const row = (name: string, init: Ran, check: Ran) => [
    name,
    `${fixed(init.seconds)} s`,
    `${fixed(check.seconds)} s`,
    `${whole(Math.max(init.highest, check.highest))} MB`,
  ];
  return {
    budgets: [
      line(`Baseline of ${tree}`, baseline, '--init', plain.init, 0.15),
      line('Unchanged rescan of it', rescan, '--check', plain.check, 0.05),
    ],
    tables: [
      {
        title: `${tree}, ${whole(items)} items`,
        columns: ['', 'Baseline', 'Rescan', 'Highest memory'],
        rows: [
          row('Tidemark', baseline, rescan),
          row('AIDE as it comes, one worker', plain.init, plain.check),
          row(`AIDE with ${cpus().length} workers`, all.init, all.check),
        ],
      },
    ],
    notes: [
      `AIDE reads what Tidemark reads (\`${aideAttributes}\`): one hash, SHA-256, and no more attributes; both have links as themselves, and the files were in the page cache. AIDE's check reads every content again; Tidemark's rescan reads those whose size, times or inode differ, and all once a day.`,
    ],
    figures: { tree, items, baseline, rescan, aide: plain, aideAllCores: all },
  };
}
