import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as soon } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { forkKql } from '../../../../electron/engine/query/kql/fork.ts';
import { Lane } from '../../../../electron/engine/query/kql/lane.ts';
import type { Plan } from '../../../../electron/engine/query/kql/plan.ts';
import type { KqlRow } from '../../../../electron/engine/query/kql/protocol.ts';
import { bundled } from '../../../support/bundled.ts';
import { endless, kqlBundle, kqlProcesses, numbers } from '../../../support/kql-process.ts';
import { firstLine } from '../../../support/processes.ts';
import { testStore } from '../../../support/store.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

let bundle: URL;
beforeAll(async () => {
  bundle = await kqlBundle();
});

function testLane(dataDir: string, idle = 60_000): Lane {
  const start = forkKql(bundle);
  const lane = new Lane({ start, first: { kind: 'start', dataDir, computer: 'here', machineId: 'id' }, idle });
  onTestFinished(() => lane.close());
  return lane;
}

async function run(lane: Lane, plan: Plan, { rows = 10, limit = 20_000 } = {}) {
  const got: KqlRow[] = [];
  const onRows = (more: readonly KqlRow[]) => void got.push(...more);
  const { cut } = await lane.ask<'run'>({ do: 'run', plan, known: { now: 0 }, rows }, { limit, onRows });
  return { cut, rows: got };
}

/** Until a process has ended there is nothing to wait for but its end. */
async function until(what: string, so: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!so()) {
    if (Date.now() > end) throw new Error(`Not so within 10 s: ${what}`);
    await soon(20);
  }
}

const none = () => kqlProcesses().length === 0;

describe('a process for queries', () => {
  test('is started by the first question, and by another after it was let go', async () => {
    const lane = testLane(testStore().dataDir, 100);
    expect(kqlProcesses()).toEqual([]);
    expect(await run(lane, numbers(3))).toEqual({ cut: false, rows: [[1], [2], [3]] });
    const [first] = kqlProcesses();
    expect(first).toBeDefined();
    await until('the idle process has ended', none);
    await run(lane, numbers(1));
    expect(kqlProcesses()).not.toContain(first);
  });

  test('hands over as many rows as are wanted, and says that there are more', async () => {
    const lane = testLane(testStore().dataDir);
    expect(await run(lane, numbers(11))).toMatchObject({ cut: true, rows: { length: 10 } });
    expect(await run(lane, numbers(10))).toMatchObject({ cut: false, rows: { length: 10 } });
    const many = await run(lane, numbers(20_000), { rows: 20_000 });
    expect(many.cut).toBe(false);
    expect(many.rows.map(([n]) => n)).toEqual(Array.from({ length: 20_000 }, (_, at) => at + 1));
  });

  test('is ended with a question that takes too long, and those behind it get another', async () => {
    const lane = testLane(testStore().dataDir);
    const late = run(lane, endless, { limit: 700 }).catch((error: unknown) => error);
    const next = run(lane, numbers(1));
    expect(await late).toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/longer than 0.7 seconds/),
    });
    expect(await next).toEqual({ cut: false, rows: [[1]] });
    await until('the one that counted has ended', () => kqlProcesses().length === 1);
  });

  test('has time to load the parser, which is none of the text’s', async () => {
    const { dataDir } = testStore();
    const slow = join(temporaryFolder(), 'slow.mjs');
    writeFileSync(
      slow,
      `for (const end = Date.now() + 4000; Date.now() < end; );\nawait import(${JSON.stringify(bundle.href)});\n`,
    );
    const start = forkKql(pathToFileURL(slow));
    const lane = new Lane({
      start,
      first: { kind: 'start', dataDir, computer: 'here', machineId: 'id' },
      idle: 60_000,
    });
    onTestFinished(() => lane.close());
    const job = { do: 'translate', text: 'ConfigurationChange | count', strict: false, scope: 'all' } as const;
    expect(await lane.ask<'translate'>(job, { limit: 3500 })).toMatchObject({ diagnostics: [] });
  });

  test('that is killed in the middle fails its question alone', async () => {
    const lane = testLane(testStore().dataDir);
    await run(lane, numbers(1));
    const cut = run(lane, endless).catch((error: unknown) => error);
    const next = run(lane, numbers(2));
    const [pid] = kqlProcesses();
    process.kill(pid ?? 0, 'SIGKILL');
    expect(await cut).toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/ended before it was done/),
    });
    expect(await next).toEqual({ cut: false, rows: [[1], [2]] });
  });

  test('that needs more memory than it is given fails its question alone', async () => {
    const lane = testLane(testStore().dataDir);
    const sql = `WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 2000)
      SELECT group_concat(hex(zeroblob(500000))) AS c0 FROM counted LIMIT ?`;
    const fault = await run(lane, { ...endless, sql }).catch((error: unknown) => error);
    expect(fault).toMatchObject({ kind: 'unavailable', message: expect.stringMatching(/more than Tidemark gives/) });
    expect(await run(lane, numbers(1))).toEqual({ cut: false, rows: [[1]] });
  });

  test('ends with who started it, also when that is killed while a question runs', async () => {
    const entry = await bundled('part-asking', 'tests/integration/query/kql/part-asking.ts', [/^@photostructure\//]);
    const { dataDir } = testStore();
    const asking = spawn(process.execPath, [fileURLToPath(entry), dataDir, bundle.href, JSON.stringify(endless)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(asking, 'exit');
    expect(await firstLine(asking, asking.stdout)).toBe('asked');
    const left = kqlProcesses(asking.pid);
    expect(left).toHaveLength(1);
    asking.kill('SIGKILL');
    await exit;
    await until('its process for queries has ended', () => left.every(isGone));
  });

  test('can’t write, whatever a statement says', async () => {
    const { dataDir } = testStore();
    const lane = testLane(dataDir);
    const other = `${temporaryFolder()}/other.db`;
    for (const sql of [
      "INSERT INTO meta VALUES ('a', 'b') RETURNING 1 AS c0",
      'DELETE FROM changes RETURNING id AS c0',
      'CREATE TABLE hers (a)',
      'PRAGMA user_version = 7',
      `ATTACH '${other}' AS other`,
    ]) {
      await expect(run(lane, { ...endless, sql, values: [] })).rejects.toMatchObject({ name: 'TidemarkError' });
    }
  });

  test('says what is wrong with a store that it can’t read', async () => {
    const lane = testLane(temporaryFolder());
    await expect(run(lane, numbers(1))).rejects.toMatchObject({ kind: 'notFound' });
  });
});

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}
