import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Findings } from '../part.ts';
import { aide } from '../support/aide.ts';
import { type Ran, run, succeed } from '../support/process.ts';
import { place } from '../support/settings.ts';
import { growTree } from '../support/tree.ts';
import { fixed, whole } from '../support/words.ts';

const sizes = [1_000, 10_000, 100_000, 1_000_000] as const;
/** The size at which AIDE is measured too. */
const besideAide = 100_000;
/** A baseline of the largest may take this long (ms). */
const longest = 1_800_000;

interface Step {
  readonly files: number;
  readonly baseline: Ran;
  readonly rescan: Ran;
}

/** How baseline, rescan and memory grow with the number of files. */
export async function growth({ cli, work, most, say }: Bench): Promise<Findings> {
  const tree = join(work, 'grown');
  mkdirSync(tree);
  const steps: Step[] = [];
  let other: Awaited<ReturnType<typeof aide>> | undefined;
  let grown = 0;
  for (const files of sizes.filter((each) => each <= most)) {
    growTree(tree, grown, files);
    grown = files;
    // What is still to be written to the disk is no part of anybody's time.
    await succeed('sync', []);
    const { settings, data } = place(work, `grown-${files}`, { tree, keepContent: false });
    const collect = [cli, 'collect', 'Files', '--data', data, '--settings', settings];
    const baseline = await run(process.execPath, collect, { longest });
    const rescan = await run(process.execPath, collect, { longest });
    steps.push({ files, baseline, rescan });
    rmSync(data, { recursive: true, force: true });
    say(`  ${whole(files)} files: ${words(baseline)}, then ${words(rescan)}`);
    if (files === besideAide) other = await aide(tree, work);
  }
  rmSync(tree, { recursive: true, force: true });
  return {
    budgets: [],
    tables: [
      {
        title: 'How it grows: small files in folders of 64',
        columns: ['Files', 'Baseline', 'a file', 'Highest memory', 'Rescan', 'a file', 'Highest memory'],
        rows: steps.map(({ files, baseline, rescan }) => [
          whole(files),
          ...cells(files, baseline),
          ...cells(files, rescan),
        ]),
      },
    ],
    notes: other === undefined ? [] : [aideNote(steps, other)],
    figures: { steps, aide: other === undefined ? null : { files: besideAide, ...other } },
  };
}

const words = ({ seconds, highest, failure }: Ran) =>
  failure === undefined
    ? `${fixed(seconds)} s, ${whole(highest)} MB`
    : `failed after ${fixed(seconds)} s at ${whole(highest)} MB: ${failure}`;

function cells(files: number, { seconds, highest, failure }: Ran): readonly string[] {
  const memory = `${whole(highest)} MB`;
  if (failure !== undefined) return [`failed after ${whole(seconds)} s`, '–', memory];
  return [`${fixed(seconds, 2)} s`, `${whole((seconds / files) * 1e6)} µs`, memory];
}

function aideNote(steps: readonly Step[], { init, check }: NonNullable<Awaited<ReturnType<typeof aide>>>): string {
  const ours = steps.find((each) => each.files === besideAide);
  const ratio = (of: Ran | undefined, theirs: Ran) => fixed((of?.seconds ?? Number.NaN) / theirs.seconds, 2);
  const memory = whole(Math.max(init.highest, check.highest));
  return `AIDE at ${whole(besideAide)} of these files: ${fixed(init.seconds)} s (Tidemark: ${ratio(ours?.baseline, init)} of it), check ${fixed(check.seconds)} s (${ratio(ours?.rescan, check)} of it), ${memory} MB.`;
}
