import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stateByPid } from './pid-file.ts';

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
    if (state === 'Running' && (await hasCrashed(run, name))) states.set(name, 'Crashed');
  }
  return states;
}

/** Whether one of the daemons that a started service began is gone: nobody takes the mark from a service whose daemon dies. */
async function hasCrashed(run: string, name: string): Promise<boolean> {
  for (const pidFile of await pidFilesOf(run, name)) {
    if ((await stateByPid(pidFile)) === 'Stopped') return true;
  }
  return false;
}

/**
 * The pid files that OpenRC has noted: of each daemon, in a file of `name=value` lines (its start-stop-daemon), or of
 * the service, in a file that holds nothing else (Debian's start-stop-daemon notes none).
 */
async function pidFilesOf(run: string, name: string): Promise<readonly string[]> {
  const folder = join(run, 'daemons', name);
  const noted = await Promise.all(
    (await list(folder)).map((each) => readFile(join(folder, each), 'utf8').catch(() => '')),
  );
  const ofDaemons = noted.flatMap((text) => /^pidfile=(\/.*)$/m.exec(text)?.[1] ?? []);
  if (ofDaemons.length > 0) return ofDaemons;
  const ofService = (await readFile(join(run, 'options', name, 'pidfile'), 'utf8').catch(() => '')).trim();
  return ofService.startsWith('/') ? [ofService] : [];
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
