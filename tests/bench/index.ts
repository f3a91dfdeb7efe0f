import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { aide } from './aide.ts';
import { Feed } from './feed.ts';
import { burst, latency, trackingOnly } from './live.ts';
import { seconds } from './time.ts';

/** One line of the table; `budget` as the design words it, `kept` whether it is. */
interface Row {
  readonly work: string;
  readonly figure: string;
  readonly budget: string;
  readonly kept: boolean | undefined;
}

const tree = '/usr';
const [cli, report] = process.argv.slice(2);
if (cli === undefined || report === undefined) throw new Error('usage: bench CLI REPORT');
const work = mkdtempSync(join(tmpdir(), 'tidemark-bench-'));
const rows: Row[] = [];
const say = (text: string) => process.stdout.write(`${text}\n`);

const row = (name: string, figure: string, budget: string, kept: boolean | undefined) => {
  rows.push({ work: name, figure, budget, kept });
  say(`${kept === undefined ? ' ' : kept ? '✓' : '✗'} ${name}: ${figure} (budget: ${budget})`);
};
const fixed = (value: number, digits = 2) => value.toFixed(digits);

async function scans(command: string): Promise<void> {
  const settings = join(work, 'scan.json');
  const data = join(work, 'scan');
  writeFileSync(settings, JSON.stringify(trackingOnly(tree, false)));
  const collect = [command, 'collect', 'Files', '--data', data, '--settings', settings];
  // Everything is read once before anybody's time counts: the first one would pay for the disk alone.
  await seconds('find', [tree, '-xdev', '-type', 'f', '-exec', 'cat', '{}', '+']);
  const baseline = await seconds(process.execPath, collect);
  const rescan = await seconds(process.execPath, collect);
  const other = await aide(tree, work);
  const ratio = (ours: number, theirs: number | undefined) =>
    theirs === undefined ? 'AIDE is not installed' : `${fixed(ours / theirs, 3)} of AIDE’s ${fixed(theirs, 1)} s`;
  const kept = (ours: number, theirs: number | undefined, most: number) =>
    theirs === undefined ? undefined : ours / theirs <= most;
  row(
    `Baseline of ${tree}`,
    `${fixed(baseline)} s, ${ratio(baseline, other?.init)}`,
    '0.15',
    kept(baseline, other?.init, 0.15),
  );
  row(
    'Unchanged rescan of it',
    `${fixed(rescan)} s, ${ratio(rescan, other?.check)}`,
    '0.05',
    kept(rescan, other?.check, 0.05),
  );
}

async function idle(command: string): Promise<void> {
  const data = join(work, 'idle');
  mkdirSync(data);
  const settings = join(data, 'settings.json');
  await seconds(process.execPath, [command, 'settings', 'init', '--settings', settings]);
  const feed = new Feed(command, data, settings);
  await feed.ready();
  // Stretches of time, and no events to be waited for: the start's worker threads end, then nothing happens.
  const stretch = (span: number) => new Promise((resolve) => setTimeout(resolve, span * 1000));
  await stretch(45);
  const span = 60;
  const before = feed.processorTime();
  await stretch(span);
  const share = ((feed.processorTime() - before) / span) * 100;
  const { now, highest } = feed.memory();
  await feed.close();
  row('Memory with the recommended set', `${fixed(now, 0)} MB (highest ${fixed(highest, 0)} MB)`, '120 MB', now <= 120);
  row('Idle processor time', `${fixed(share)} %`, '0.5 %', share <= 0.5);
}

try {
  await scans(cli);
  const { median, p99 } = await latency(cli, work, 300);
  row('From a write to its committed change, median', `${fixed(median, 0)} ms`, '150 ms', median <= 150);
  row('The same, 99th percentile', `${fixed(p99, 0)} ms`, '1000 ms', p99 <= 1000);
  const tenThousand = await burst(cli, work, 10_000);
  row(
    '10,000 files created in a burst',
    `${fixed(tenThousand.seconds, 1)} s, ${tenThousand.twice} recorded twice`,
    '10 s, each once',
    tenThousand.seconds <= 10 && tenThousand.twice === 0,
  );
  await idle(cli);
} finally {
  rmSync(work, { recursive: true, force: true });
}

const processor = /model name\s*:\s*(.+)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'unknown processor';
const machine = `${cpus().length} cores (${processor}), ${fixed(totalmem() / 2 ** 30, 0)} GiB, Node ${process.versions.node}`;
writeFileSync(report, `${JSON.stringify({ at: new Date().toISOString(), machine, rows }, null, 2)}\n`);
say('');
say(`| Work | Measured | Budget |\n|---|---|---|`);
for (const each of rows) say(`| ${each.work} | ${each.figure} | ${each.budget} |`);
say(`\nOn ${machine}.`);
