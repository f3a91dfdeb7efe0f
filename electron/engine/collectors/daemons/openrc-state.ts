import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stateByPid } from './sysv.ts';

/** A service's state in the record format's words; `passing` for one that is being started or stopped. */
export type OpenrcState = 'Running' | 'Inactive' | 'Failed' | 'Crashed' | 'passing';

/** What the folders of states say of the services that are linked from them; the later ones count where several have one. */
const meanings: readonly (readonly [folder: string, state: OpenrcState])[] = [
  ['started', 'Running'],
  ['failed', 'Failed'],
  // It waits for something, such as a network, and goes on by itself.
  ['inactive', 'Inactive'],
  ['wasinactive', 'Inactive'],
  ['starting', 'passing'],
  ['stopping', 'passing'],
];

export const stateFolders: readonly string[] = meanings.map(([folder]) => folder);

/** The states of the services that OpenRC has marked; all others are stopped. */
export async function readState(run: string): Promise<ReadonlyMap<string, OpenrcState>> {
  const states = new Map<string, OpenrcState>();
  for (const [folder, state] of meanings) {
    for (const name of await list(join(run, folder))) states.set(name, state);
  }
  for (const [name, state] of states) {
    if (state === 'Running' && (await hasCrashed(join(run, 'daemons', name)))) states.set(name, 'Crashed');
  }
  return states;
}

/**
 * Whether one of the daemons that a started service began is gone. OpenRC notes each in a file of `name=value` lines,
 * with its pid file (start-stop-daemon(8)); nobody unmarks a service whose daemon dies.
 */
async function hasCrashed(folder: string): Promise<boolean> {
  for (const name of await list(folder)) {
    const noted = await readFile(join(folder, name), 'utf8').catch(() => '');
    const pidFile = /^pidfile=(\/.*)$/m.exec(noted)?.[1];
    if (pidFile !== undefined && (await stateByPid(pidFile)) === 'Stopped') return true;
  }
  return false;
}

async function list(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
