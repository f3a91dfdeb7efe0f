import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { openReader } from '../../../electron/engine/store/open.ts';
import { actionSchema } from '../../../electron/shared/model/action.ts';
import { simple, withRules } from '../../support/alerts.ts';
import { bundled } from '../../support/bundled.ts';
import { selfSigned } from '../../support/certificates.ts';
import { filesWorker } from '../../support/files-worker.ts';
import { httpsReceiver } from '../../support/https-receiver.ts';
import { firstLine } from '../../support/processes.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const rounds = 14;

const sentSchema = z.object({ delivery: z.string(), alert: z.object({ id: z.number() }) });

/** By alert, the names under which it was delivered: one, however often it came. */
function arrivals(bodies: readonly string[]): Map<number, Set<string>> {
  const by = new Map<number, Set<string>>();
  for (const body of bodies) {
    const { delivery, alert } = sentSchema.parse(JSON.parse(body));
    by.set(alert.id, (by.get(alert.id) ?? new Set()).add(delivery));
  }
  return by;
}

/** Numbers from 0 to 1 that follow from a seed (a linear congruential generator with the constants of POSIX' drand48). */
function seeded(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (state * 0x5deece66dn + 11n) % (1n << 48n);
    return Number(state >> 16n) / 2 ** 32;
  };
}

it('loses no alert while it is killed at random: each arrives at least once, under one name', async () => {
  const seed = Number(process.env.TIDEMARK_SEED ?? Date.now() % 1_000_000);
  process.stdout.write(`The ledger's seed: ${seed}\n`);
  const random = seeded(seed);
  const folder = temporaryFolder();
  const tracked = join(folder, 'tracked');
  const data = join(folder, 'data');
  const lines = join(folder, 'alerts.jsonl');
  const settingsFile = join(folder, 'settings.json');
  mkdirSync(tracked);
  const certificate = selfSigned(folder, 'own');
  const receiver = await httpsReceiver(certificate, (response) => {
    const luck = random();
    if (luck < 0.1) response.writeHead(500).end();
    else if (luck < 0.2) response.destroy();
    else response.end();
  });
  const rule = simple('all', {}, { actions: ['hook', 'lines'] });
  const settings = withRules(trackingFiles([{ path: tracked, pathType: 'directory' }]), rule);
  settings.alerts.actions.push(
    actionSchema.parse({
      id: 'hook',
      name: 'Hook',
      kind: 'webhook',
      url: receiver.url,
      authority: certificate.certFile,
    }),
    actionSchema.parse({ id: 'lines', name: 'Lines', kind: 'file', path: lines }),
  );
  writeFileSync(settingsFile, JSON.stringify(settings));
  const program = await bundled('ledger-process', 'tests/integration/actions/ledger-process.ts', [/^(?!node:)[^./]/]);
  const worker = await filesWorker();

  const start = () => {
    const child = spawn(process.execPath, [program.pathname, data, settingsFile, worker.href], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  };
  let written = 0;
  const write = () => writeFileSync(join(tracked, `file-${written % 40}`), `content ${written++}\n`);
  const writing = setInterval(write, 15);
  onTestFinished(() => clearInterval(writing));

  // The first one is let come so far that there is a baseline: without it nothing is a change.
  const first = start();
  await firstLine(first, first.stdout);
  for (let round = 0, child = first; round < rounds; round++) {
    await new Promise((resolve) => setTimeout(resolve, 150 + random() * 1500));
    child.kill('SIGKILL');
    await once(child, 'exit');
    child = start();
    if (round === rounds - 1) {
      await firstLine(child, child.stdout);
      clearInterval(writing);
      await drained(data);
      child.stdin.end();
      await once(child, 'exit');
    }
  }

  const store = openReader(data);
  onTestFinished(() => store.close());
  const alerts = store.alerts({ limit: 1000 });
  const { last } = store.logEnds();
  const ids = alerts.map(({ id }) => id).sort((a, b) => a - b);
  expect(ids.length).toBeGreaterThan(rounds);
  // Every change that the log has is in one alert, and in one alone.
  expect(alerts.reduce((sum, { count }) => sum + count, 0)).toBe(last);
  expect(store.alertCounts()).toMatchObject({ waiting: 0, dead: 0 });
  expect(store.verify().faults).toEqual([]);
  const posted = arrivals(receiver.received.map(({ body }) => body));
  const appended = arrivals(readFileSync(lines, 'utf8').split('\n').filter(isWhole));
  for (const arrived of [posted, appended]) {
    expect([...arrived.keys()].sort((a, b) => a - b)).toEqual(ids);
    expect([...arrived.values()].filter((names) => names.size !== 1)).toEqual([]);
  }
}, 120_000);

/** A line that a kill cut off in its middle is followed by the same one whole. */
function isWhole(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** Resolves once every change is evaluated and nothing waits any more. */
async function drained(data: string): Promise<void> {
  await expect
    .poll(
      () => {
        if (!existsSync(join(data, 'tidemark.db'))) return 'nothing is stored';
        const store = openReader(data);
        try {
          const behind = store.logEnds().last - Math.min(...store.ruleCursors().map(({ upTo }) => upTo));
          return `${behind} changes behind, ${store.alertCounts().waiting} deliveries waiting`;
        } finally {
          store.close();
        }
      },
      { timeout: 60_000, interval: 200 },
    )
    .toBe('0 changes behind, 0 deliveries waiting');
}
