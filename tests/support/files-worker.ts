import { bundled } from './bundled.ts';

let built: Promise<URL> | undefined;

/** The files collector's worker. Built once a process. */
export function filesWorker(): Promise<URL> {
  built ??= bundled('files-worker', 'electron/engine/collectors/files/worker/worker.ts');
  return built;
}
