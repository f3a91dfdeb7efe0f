import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from './machine.ts';
import type { Part } from './part.ts';
import { arming } from './parts/arming.ts';
import { causes } from './parts/causes.ts';
import { growth } from './parts/growth.ts';
import { idle } from './parts/idle.ts';
import { kql } from './parts/kql.ts';
import { latency } from './parts/latency.ts';
import { ledger } from './parts/ledger.ts';
import { memory } from './parts/memory.ts';
import { registry } from './parts/registry.ts';
import { scans } from './parts/scans.ts';
import { software } from './parts/software.ts';
import { writeFigures } from './readme.ts';
import { markdown, readReport, withPart, writeReport } from './report.ts';

const parts: Readonly<Record<string, Part>> = {
  scans,
  latency,
  ledger,
  memory,
  idle,
  arming,
  growth,
  kql,
  causes,
  registry,
  software,
};
const names = Object.keys(parts);
const usage = `usage: npm run bench -- [PART…] [--most FILES] [--readme]
Parts: ${names.join(', ')}; without one, all of them.
--most FILES  makes no more files than so many (1000000)
--readme      writes the figures into README.md; alone, those of the last run`;

/** What `build/bench.mjs` hands over: where everything is. */
interface Paths {
  readonly cli: string;
  readonly engine: string;
  readonly report: string;
  readonly readme: string;
}

const say = (text: string) => process.stdout.write(`${text}\n`);

function asked(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { most: { type: 'string', default: '1000000' }, readme: { type: 'boolean', default: false } },
    });
    const most = Number(values.most);
    if (!Number.isInteger(most) || most < 1000) throw new Error('--most wants a number of at least 1000');
    const unknown = positionals.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`There is no part ${unknown}`);
    const all = positionals.length === 0 && !values.readme;
    return { most, readme: values.readme, wanted: all ? names : names.filter((name) => positionals.includes(name)) };
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}.\n${usage}`);
    return undefined;
  }
}

/** Runs one part in a folder of its own. */
async function measure(name: string, { cli, engine, report }: Paths, work: string, most: number): Promise<void> {
  const part = parts[name];
  if (part === undefined) throw new Error(`There is no part ${name}.`);
  const folder = join(work, name);
  mkdirSync(folder);
  say(`${name} …`);
  const findings = await part({ cli, engine, work: folder, most, say });
  rmSync(folder, { recursive: true, force: true });
  for (const { work: what, measured, budget, kept } of findings.budgets) {
    say(`${kept ? '✓' : '✗'} ${what}: ${measured} (budget: ${budget})`);
  }
  // After each part, so that what was measured stays should a later one fail.
  const done = { name, at: new Date().toISOString(), findings };
  writeReport(report, withPart(readReport(report), describeMachine(work), names, done));
}

async function main(paths: Paths, argv: readonly string[]): Promise<number> {
  const options = asked(argv);
  if (options === undefined) return 2;
  const work = mkdtempSync(join(tmpdir(), 'tidemark-bench-'));
  try {
    for (const name of options.wanted) await measure(name, paths, work, options.most);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const report = readReport(paths.report);
  if (report === undefined) {
    say('Nothing was measured yet: run `npm run bench` first.');
    return 1;
  }
  say(`\n${markdown(report)}`);
  if (options.readme) writeFigures(paths.readme, report);
  return 0;
}

const [paths = '', ...argv] = process.argv.slice(2);
process.exitCode = await main(JSON.parse(paths) as Paths, argv);
