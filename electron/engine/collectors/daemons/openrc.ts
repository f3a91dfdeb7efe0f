import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Item } from '../../../shared/model/item.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { inScope } from '../observe.ts';
import type { FileHashes } from './file-hashes.ts';
import { parseOpenrcScript } from './openrc-script.ts';
import { type OpenrcState, readState, stateFolders } from './openrc-state.ts';
import type { ServiceQuery, ServicesReading } from './source.ts';
import { isScriptName } from './sysv.ts';
import { parseScript } from './sysv-script.ts';

export interface OpenrcOptions {
  /** The folder that holds init.d, conf.d and runlevels. */
  readonly etc: string;
  /** OpenRC's own folder of states, which is there while it runs the machine (librc, RC_SVCDIR). */
  readonly run: string;
}

/** What an OpenRC machine is in while it does not start services for use. */
const notForUse = new Set(['shutdown', 'nonetwork', 'off', 'recovery', 'single']);

const keyOf = (script: string) => `openrc:${script}`;

/** Whether OpenRC runs this machine. */
export async function runsOpenrc({ run }: OpenrcOptions): Promise<boolean> {
  return stat(run).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * Reads OpenRC's services: the scripts in init.d, the run levels that they are linked from, and the links in its folder
 * of states. Nothing is run for it: rc-status would write into that folder.
 */
export async function readOpenrc(
  options: OpenrcOptions,
  query: ServiceQuery,
  hashes: FileHashes,
): Promise<ServicesReading> {
  const folder = join(options.etc, 'init.d');
  let names: readonly string[];
  let levels: ReadonlyMap<string, readonly string[]>;
  let states: ReadonlyMap<string, OpenrcState>;
  try {
    [names, levels, states] = await Promise.all([readdir(folder), readLevels(options.etc), readState(options.run)]);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { state: 'unreadable', problem: unreadable(folder, message) };
  }
  const scripts = names.filter((name) => isScriptName(name)).sort();
  const items: Item[] = [];
  const unsettled = new Set<string>();
  const problems: Problem[] = [];
  for (const name of scripts.slice(0, query.limit).filter((each) => inScope(keyOf(each), query.scope))) {
    query.signal.throwIfAborted();
    const state = states.get(name) ?? 'Stopped';
    // On its way: what is known of it stands until it is there.
    if (state === 'passing' && query.known.has(keyOf(name))) {
      unsettled.add(keyOf(name));
      continue;
    }
    try {
      const fields = await readScript(options.etc, name, levels.get(name) ?? [], hashes, query.full);
      const told = state === 'passing' ? 'Stopped' : state;
      if (fields !== undefined)
        items.push({ type: 'Daemons', key: keyOf(name), name, fields: { state: told, ...fields } });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      // Gone since the folder was listed, or a link to nothing: absent.
      if (code === 'ENOENT') continue;
      unsettled.add(keyOf(name));
      problems.push(unreadable(join(folder, name), message));
    }
  }
  const beyond = new Set(scripts.slice(query.limit).map(keyOf));
  return { state: 'collected', items, unsettled, beyond, total: scripts.length, problems };
}

/** The fields of a script's service but its state; `undefined` for what is no service. */
async function readScript(
  etc: string,
  name: string,
  levels: readonly string[],
  hashes: FileHashes,
  again: boolean,
): Promise<Item['fields'] | undefined> {
  const path = join(etc, 'init.d', name);
  const file = await stat(path);
  if (!file.isFile()) return undefined;
  const text = await readFile(path, 'utf8');
  // OpenRC runs the scripts of System V too, by what their header says.
  const lsb = parseScript(text);
  if (!/^#!.*\b(?:openrc-run|runscript)\b/.test(text) && !lsb.hasHeader && levels.length === 0) return undefined;
  const facts = parseOpenrcScript(text);
  const settings = join(etc, 'conf.d', name);
  const checksum = await hashes.of(settings, again);
  const isExecutable = (file.mode & 0o111) !== 0;
  return {
    subState: null,
    startup: !isExecutable ? 'Disabled' : levels.some((level) => !notForUse.has(level)) ? 'Auto' : 'Manual',
    command: facts.command ?? path,
    account: facts.account ?? 'root',
    runlevels: levels.join('\n'),
    controller: 'openrc',
    description: facts.description ?? lsb.description,
    unitFile: path,
    unitChecksum: await hashes.of(path, again),
    dropIns: checksum === null ? null : `${settings} ${checksum}`,
    kind: 'script',
    user: null,
  };
}

/** For each service the run levels in which it is started: links in the folders of `runlevels`. */
async function readLevels(etc: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  const levels = await readdir(join(etc, 'runlevels'), { withFileTypes: true });
  for (const level of levels
    .filter((each) => each.isDirectory())
    .map(({ name }) => name)
    .sort()) {
    for (const name of await readdir(join(etc, 'runlevels', level)))
      found.set(name, [...(found.get(name) ?? []), level]);
  }
  return found;
}

/** The folders in which a change of OpenRC's services shows. */
export async function openrcFolders({ etc, run }: OpenrcOptions): Promise<readonly string[]> {
  const levels = await readdir(join(etc, 'runlevels')).catch(() => []);
  return [
    ...['init.d', 'conf.d', 'runlevels'].map((each) => join(etc, each)),
    ...levels.map((level) => join(etc, 'runlevels', level)),
    ...stateFolders.map((each) => join(run, each)),
  ];
}

function unreadable(path: string, cause: string): Problem {
  return {
    type: 'Daemons',
    kind: 'unreadable',
    subject: path,
    message: `OpenRC's script or folder ${path} could not be read: ${cause}.`,
    advice: 'Let the user that Tidemark runs as read it.',
  };
}
