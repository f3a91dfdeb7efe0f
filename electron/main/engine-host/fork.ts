import { utilityProcess } from 'electron';
import type { EngineProcess } from './engine-process.ts';
import { KqlProcesses } from './kql-processes.ts';
import { launchKql } from './launch-kql.ts';

export interface EngineEntries {
  /** The bundle of the engine's process, and that of the processes for queries which it asks for. */
  readonly engine: string;
  readonly kql: string;
}

/**
 * Starts the engine's bundle as a process of its own. What it prints is passed
 * to `print`, a piece at a time: only faults print there.
 */
export function forkEngine(entries: EngineEntries, print: (text: string) => void): EngineProcess {
  const child = utilityProcess.fork(entries.engine, [], { serviceName: 'Tidemark engine', stdio: 'pipe' });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => print(data.toString('utf8')));
  const queries = new KqlProcesses({
    launch: () => launchKql(entries.kql),
    tell: (news, ports) => child.postMessage(news, ports),
    log: print,
  });
  child.once('exit', () => queries.close());
  return {
    get pid() {
      return child.pid;
    },
    post: (message) => child.postMessage(message),
    onMessage: (listener) =>
      child.on('message', (message: unknown) => {
        if (!queries.take(message)) listener(message);
      }),
    onExit: (listener) => child.once('exit', listener),
    kill: () => {
      child.kill();
    },
  };
}
