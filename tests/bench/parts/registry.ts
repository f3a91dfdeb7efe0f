import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { trackingRegistry } from '../../support/settings.ts';
import { programIn } from '../../support/wine/program.ts';
import { importRegistry } from '../../support/wine/registry.ts';
import { windowsRuntime } from '../../support/wine/runtime.ts';
import { Wine, windowsPath } from '../../support/wine/wine.ts';
import type { Findings } from '../part.ts';
import { fixed, percentile, whole } from '../support/words.ts';

const repository = resolve(import.meta.dirname, '../../..');

/** What is measured of the registry; seconds, and of the latency milliseconds. */
interface RegistryFigures {
  readonly values: number;
  /** `reg query KEY /s`, which reads and prints them all. */
  readonly query: number;
  readonly baseline: number;
  readonly rescan: number;
  /** From a value's write to its committed change, while the whole tree is watched. */
  readonly latency: { readonly median: number; readonly p99: number; readonly writes: number };
}

/** A tree of 100,000 values: read, looked at again, and watched, beside reg.exe. */
export async function registry(): Promise<Findings> {
  const figures = await registryFigures();
  const { latency, ...seconds } = figures;
  const ratio = (own: number) => `${fixed(own, 1)} s, ${fixed(own / seconds.query, 2)} of it`;
  return {
    budgets: [],
    tables: [
      {
        title: `The registry under Wine, ${whole(figures.values)} values in one tree`,
        columns: ['Work', 'Measured'],
        rows: [
          ['`reg.exe query /s`', `${fixed(seconds.query, 1)} s`],
          ['Baseline', ratio(seconds.baseline)],
          ['Unchanged rescan', ratio(seconds.rescan)],
          [
            `From a value's write to its committed change, ${whole(latency.writes)} writes`,
            `median ${whole(latency.median)} ms, 99th percentile ${whole(latency.p99)} ms`,
          ],
        ],
      },
    ],
    notes: [],
    figures,
  };
}

const path = 'Software\\Tidemark bench';
const key = `HKEY_CURRENT_USER\\${path}`;

/** Measures Tidemark beside reg.exe under Wine, over 2,500 keys that hold 100,000 values. */
async function registryFigures(writes = 20): Promise<RegistryFigures> {
  const [keys, each] = [2500, 40];
  const wine = await Wine.boot();
  try {
    const lines = Array.from({ length: keys }, (_, n) => [
      `[${key}\\${n % 50}\\${Math.floor(n / 50)}]`,
      ...Array.from({ length: each }, (_, m) => `"value ${m}"=${m % 2 === 0 ? `"text ${n} ${m}"` : `dword:${m}`}`),
    ]).flat();
    await importRegistry(wine, lines);
    const [node, cli] = await programIn(wine);
    const data = join(wine.folder, 'bench');
    await mkdir(data);
    const settings = trackingRegistry([{ key, recursion: true }]);
    const limits = { ...settings.limits, registry: 2 * keys * each };
    writeFileSync(join(data, 'settings.json'), JSON.stringify({ ...settings, limits }));
    const tidemark = (...args: readonly string[]) => [node, cli, '--data', windowsPath(data), ...args];
    const seconds = async (...command: readonly string[]) => {
      const begin = performance.now();
      await wine.run(...command);
      return (performance.now() - begin) / 1000;
    };
    // The first program of all would pay for the start of Windows.
    await wine.run('reg', 'query', 'HKCU', '/ve');
    const query = await seconds('reg', 'query', key, '/s');
    const baseline = await seconds(...tidemark('collect', 'Registry'));
    const rescan = await seconds(...tidemark('collect', 'Registry'));
    return {
      values: keys * each,
      query,
      baseline,
      rescan,
      latency: await latency(wine, tidemark('watch', '--json'), writes),
    };
  } finally {
    await wine.end();
  }
}

async function latency(wine: Wine, watch: readonly string[], writes: number): Promise<RegistryFigures['latency']> {
  const { node, modules } = await windowsRuntime();
  const watching = await wine.start(...watch);
  const said = () => readFileSync(watching.outputFile, 'utf8');
  await until(() => said().includes('{"event":"ready"'), 120);
  const writer = windowsPath(join(repository, 'tests/bench/parts/registry-writer.cjs'));
  const koffi = windowsPath(join(modules, 'koffi'));
  const times = await wine.run(windowsPath(node), writer, koffi, `${path}\\7\\7`, String(writes), '1500');
  const told = () =>
    new Map(
      [...said().matchAll(/^\{"event":"change".*"TimeGenerated":"([^"]+)".*"ValueData":"(\d+)".*$/gm)].map(
        ([, at = '', value = '']) => [value, Date.parse(at)],
      ),
    );
  await until(() => told().has(String(writes)), 60);
  const took = times
    .trim()
    .split(/\r?\n/)
    .flatMap((line) => {
      const [value = '', at] = line.split(' ');
      const committed = told().get(value);
      // One that the next write overtook is told with that one.
      return committed === undefined ? [] : [committed - Number(at)];
    });
  watching.child.kill('SIGINT');
  await once(watching.child, 'close');
  return { median: percentile(took, 0.5), p99: percentile(took, 0.99), writes: took.length };
}

async function until(done: () => boolean, seconds: number): Promise<void> {
  for (const end = performance.now() + seconds * 1000; !done(); await wait(20)) {
    if (performance.now() > end) throw new Error(`Not within ${seconds} s.`);
  }
}
