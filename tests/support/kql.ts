import { onTestFinished } from 'vitest';
import { createKql } from '../../electron/engine/query/kql/client.ts';
import { forkKql } from '../../electron/engine/query/kql/fork.ts';
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
