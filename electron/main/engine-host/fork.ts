import { utilityProcess } from 'electron';
import type { EngineProcess } from './engine-process.ts';

/**
 * Starts the engine's bundle as a process of its own. What it prints is passed
 * to `print`, a piece at a time: only faults print there.
 */
export function forkEngine(entry: string, print: (text: string) => void): EngineProcess {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Tidemark engine', stdio: 'pipe' });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => print(data.toString('utf8')));
  return {
    get pid() {
      return child.pid;
    },
    post: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    kill: () => {
      child.kill();
    },
  };
}
