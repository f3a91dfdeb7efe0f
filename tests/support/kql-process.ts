import { readdirSync, readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { createKql } from '../../electron/engine/query/kql/client.ts';
import { forkKql } from '../../electron/engine/query/kql/fork.ts';
import type { Plan } from '../../electron/engine/query/kql/plan.ts';
import type { KqlProcess, StartKql, ToKql } from '../../electron/engine/query/kql/protocol.ts';
import type { KqlService } from '../../electron/engine/query/kql/service.ts';
import { bundled } from './bundled.ts';

let built: Promise<URL> | undefined;

/** The process for queries, bundled. Built once a process. */
export function kqlBundle(): Promise<URL> {
  built ??= bundled('kql', 'electron/engine/query/kql/process.ts', [/^@kusto\//, /^@photostructure\//]);
  return built;
}

/** Starts real processes for queries; they are bundled only when the first is started. */
export const startKql: StartKql = () => {
  const early: ToKql[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  const over: (() => void)[] = [];
  let process: KqlProcess | undefined;
  let unwanted = false;
  const end = () => {
    for (const each of over) each();
  };
  kqlBundle().then((bundle) => {
    if (unwanted) {
      end();
      return;
    }
    process = forkKql(bundle)();
    process.onExit(end);
    process.onMessage((message) => {
      for (const each of listeners) each(message);
    });
    for (const message of early) process.post(message);
  }, end);
  return {
    post: (message) => {
      if (process) process.post(message);
      else early.push(message);
    },
    onMessage: (listener) => void listeners.push(listener),
    onExit: (listener) => void over.push(listener),
    kill: () => {
      unwanted = true;
      process?.kill();
    },
  };
};

/** KQL over the store of a data folder, by real processes, which end with the test. */
export function testKql(dataDir: string, start: StartKql = startKql): KqlService {
  const kql = createKql({ dataDir, machine: { computer: 'test-machine', id: 'test-id' }, start });
  onTestFinished(() => kql.close());
  return kql;
}

/** The processes for queries that a process started and that still run. */
export function kqlProcesses(parent = process.pid): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isKqlOf(name, parent))
    .map(Number);
}

function isKqlOf(pid: string, parent: number): boolean {
  try {
    // The name of the program stands in brackets and may hold anything (proc_pid_stat(5))
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(ppid) === parent && state !== 'Z' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('kql.mjs');
  } catch {
    return false; // it has ended meanwhile
  }
}

/** A plan that never comes to an end, whose first row never comes. */
export const endless: Plan = {
  sql: 'WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted) SELECT max(n) AS c0 FROM counted LIMIT ?',
  values: [{ at: 'rows' }],
  columns: [{ name: 'n', type: 'long' }],
  hasId: false,
  chart: null,
  evaluation: 'state',
  notices: [],
};

/** A plan of so many rows: the numbers from 1 on. */
export const numbers = (count: number): Plan => ({
  ...endless,
  sql: 'WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ?) SELECT n AS c0 FROM counted LIMIT ?',
  values: [count, { at: 'rows' }],
});
