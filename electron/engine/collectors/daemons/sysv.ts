import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Item } from '../../../shared/model/item.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { inScope } from '../observe.ts';
import type { FileHashes } from './file-hashes.ts';
import { stateByPid } from './pid-file.ts';
import type { ServiceQuery, ServicesReading } from './source.ts';
import { type RunLevels, startsByLinks } from './sysv-links.ts';
import { parseScript } from './sysv-script.ts';

/** Not services but what the scripts are started by, and the pattern to write one from. */
const helpers = new Set(['README', 'functions', 'halt', 'killall', 'rc', 'rcS', 'rc.local', 'skeleton', 'single']);

export const noServices: ServicesReading = {
  state: 'collected',
  items: [],
  unsettled: new Set(),
  beyond: new Set(),
  total: 0,
  problems: [],
};

/**
 * Reads the System V scripts in `etc`/init.d that systemd does not show already by a
 * unit of the same name, native or generated (systemd-sysv-generator(8)).
 */
export async function readScripts(
  etc: string,
  query: ServiceQuery,
  levels: RunLevels,
  shownBySystemd: ReadonlySet<string>,
  hashes: FileHashes,
): Promise<ServicesReading> {
  const folder = join(etc, 'init.d');
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      // A folder that went with its scripts took them away; one that never was is no System V.
      const had = [...query.known.values()].some((known) => known.source === 'sysv');
      return had ? noServices : { state: 'unsupported' };
    }
    return { state: 'unreadable', problem: unreadable(folder, message) };
  }
  const scripts = names.filter(
    (name) => isScriptName(name) && !unitNames(name).some((unit) => shownBySystemd.has(unit)),
  );
  scripts.sort();
  const items: Item[] = [];
  const unsettled = new Set<string>();
  const problems: Problem[] = [];
  for (const name of scripts.slice(0, query.limit).filter((each) => inScope(keyOf(each), query.scope))) {
    query.signal.throwIfAborted();
    try {
      const item = await readOne(join(folder, name), name, levels.get(name), hashes, query.full);
      if (item !== undefined) items.push(item);
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

/** Whether a name among the scripts is one of a service's, and not what an editor or a package manager left there. */
export function isScriptName(name: string): boolean {
  return (
    !helpers.has(name) &&
    /^[A-Za-z0-9][\w.@+-]*$/.test(name) &&
    !/\.(?:dpkg|ucf|rpm|apk)\w*(?:-\w+)?$|\.bak$/.test(name)
  );
}

const keyOf = (script: string) => `sysv:${script}`;

/** The units that systemd makes of a script: `foo.sh` becomes foo.service. */
const unitNames = (script: string) => [`${script}.service`, `${script.replace(/\.sh$/, '')}.service`];

async function readOne(
  path: string,
  name: string,
  startLevels: readonly string[] | undefined,
  hashes: FileHashes,
  again: boolean,
): Promise<Item | undefined> {
  const file = await stat(path);
  if (!file.isFile()) return undefined;
  const facts = parseScript(await readFile(path, 'utf8'));
  // A file that neither calls itself a service nor is linked from a run level is none.
  if (!facts.hasHeader && startLevels === undefined) return undefined;
  const executable = (file.mode & 0o111) !== 0;
  return {
    type: 'Daemons',
    key: keyOf(name),
    name,
    fields: {
      state: facts.pidFile === null ? null : await stateByPid(facts.pidFile),
      subState: null,
      startup: executable ? startsByLinks(startLevels ?? []) : 'Disabled',
      command: path,
      account: 'root',
      runlevels: (startLevels ?? []).join('\n'),
      controller: 'sysv',
      description: facts.description,
      unitFile: path,
      unitChecksum: await hashes.of(path, again),
      dropIns: null,
      kind: 'script',
      user: null,
    },
  };
}

function unreadable(path: string, cause: string): Problem {
  return {
    type: 'Daemons',
    kind: 'unreadable',
    subject: path,
    message: `The System V script or folder ${path} could not be read: ${cause}.`,
    advice: 'Let the user that Tidemark runs as read it.',
  };
}
