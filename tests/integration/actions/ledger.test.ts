import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { openReader } from '../../../electron/engine/store/open.ts';
import type { Alert } from '../../../electron/shared/model/alert.ts';
import { anAction } from '../../support/actions.ts';
import { simple, withRules } from '../../support/alerts.ts';
import { bundled } from '../../support/bundled.ts';
import { filesWorker } from '../../support/files-worker.ts';
import { firstLine } from '../../support/processes.ts';
import { issueCertificate, makeAuthority } from '../../support/receivers/certificates.ts';
import { HttpsReceiver } from '../../support/receivers/https-receiver.ts';
import { seeded } from '../../support/seeded.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** How long changes, kills and faults of the receiver go on (milliseconds). */
const duration = 25_000;
const rules = ['one', 'two', 'three'] as const;

const sentSchema = z.object({ delivery: z.string(), alert: z.object({ id: z.number() }) });

/** By alert, the names under which it arrived: one, however often it came. */
function arrivals(bodies: readonly string[]): Map<number, Set<string>> {
  const by = new Map<number, Set<string>>();
  for (const body of bodies) {
    const { delivery, alert } = sentSchema.parse(JSON.parse(body));
    by.set(alert.id, (by.get(alert.id) ?? new Set()).add(delivery));
  }
  return by;
}

it('loses no alert while it is killed at random: each arrives at least once, under one name', async () => {
  const seed = Number(process.env.TIDEMARK_SEED ?? Date.now() % 1_000_000);
  const random = seeded(seed);
  const folder = temporaryFolder();
  const tracked = join(folder, 'tracked');
  const data = join(folder, 'data');
  const lines = join(folder, 'alerts.jsonl');
  const settingsFile = join(folder, 'settings.json');
  mkdirSync(tracked);
  const authority = makeAuthority(folder);
  // What it answered with 200 it has; the rest must come again.
  const accepted: string[] = [];
  const receiver = await HttpsReceiver.start(issueCertificate(folder, 'own', 'DNS:localhost'), (response, { body }) => {
    const luck = random();
    if (luck < 0.1) response.writeHead(500).end();
    else if (luck < 0.15) response.destroy();
    else {
      accepted.push(body);
      // Sometimes a moment later, so that kills fall between the receiver's taking it and Tidemark's knowing it.
      setTimeout(() => response.end(), random() < 0.3 ? random() * 200 : 0);
    }
  });
  const actions = [
    anAction('webhook', { id: 'hook', url: receiver.url(), authority: authority.certificateFile }),
    anAction('file', { id: 'lines', path: lines }),
  ];
  const settings = withRules(
    trackingFiles([{ path: tracked, pathType: 'directory' }]),
    ...rules.map((id) => simple(id, {}, { actions: ['hook', 'lines'] })),
  );
  writeFileSync(settingsFile, JSON.stringify({ ...settings, alerts: { ...settings.alerts, actions } }));
  const program = await bundled('ledger-process', 'tests/integration/actions/ledger-process.ts', [/^(?!node:)[^./]/]);
  const worker = await filesWorker();

  const start = () => {
    const child = spawn(process.execPath, [program.pathname, data, settingsFile, worker.href], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  };
  const ready = (child: ReturnType<typeof start>) => firstLine(child, child.stdout);
  const kill = async (child: ChildProcess) => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };

  // The first one is let come so far that there is a baseline: without it nothing is a change.
  let child = start();
  await ready(child);
  let written = 0;
  const writing = setInterval(() => writeFileSync(join(tracked, `file-${written % 40}`), `content ${written++}\n`), 15);
  onTestFinished(() => clearInterval(writing));
  let kills = 0;
  for (const until = Date.now() + duration; Date.now() < until; kills++) {
    await delay(50 + random() * 900);
    await kill(child);
    child = start();
    // One of four is killed while it still starts.
    if (random() < 0.75) await ready(child);
  }
  clearInterval(writing);
  await drained(data);
  child.stdin?.end();
  await once(child, 'exit');

  const store = openReader(data);
  onTestFinished(() => store.close());
  const alerts: Alert[] = [];
  for (;;) {
    const page = store.alerts({ limit: 1000, ...(alerts.length === 0 ? {} : { before: alerts.at(-1)?.id }) });
    if (page.length === 0) break;
    alerts.push(...page);
  }
  const appended = readFileSync(lines, 'utf8').split('\n').slice(0, -1);
  process.stdout.write(
    `The ledger's seed ${seed}: ${kills} kills, ${written} changes written, ${alerts.length} alerts, ` +
      `${receiver.received.seen.length} requests of which ${accepted.length} were accepted, ${appended.length} lines\n`,
  );
  expect(kills).toBeGreaterThan(5);
  expect(alerts.length).toBeGreaterThan(20);
  expect(store.alertCounts()).toMatchObject({ waiting: 0, dead: 0 });
  expect(store.verify().faults).toEqual([]);
  // Every change that the log has is in one alert of each rule, and in one alone.
  for (const rule of rules) {
    const counted = alerts.filter(({ ruleId }) => ruleId === rule).reduce((sum, { count }) => sum + count, 0);
    expect([rule, counted]).toEqual([rule, store.logEnds().last]);
  }
  const ids = alerts.map(({ id }) => id).toReversed();
  for (const arrived of [arrivals(accepted), arrivals(appended)]) {
    // Also in their order: the map has each at its first arrival.
    expect([...arrived.keys()]).toEqual(ids);
    expect([...arrived.values()].filter((names) => names.size !== 1)).toEqual([]);
  }
}, 120_000);

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
