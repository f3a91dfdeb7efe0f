import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** For each script of /etc/init.d the run levels in which it is started, sorted: `['2', '3', '5']`. */
export type RunLevels = ReadonlyMap<string, readonly string[]>;

/** Those of System V; `S` is Debian's for starting up. */
export const levels = ['0', '1', '2', '3', '4', '5', '6', 'S'];

/** The folder of a run level: Debian has /etc/rc2.d; Red Hat's /etc/rc.d/rc2.d is linked from there. */
export const levelFolder = (etc: string, level: string) => join(etc, `rc${level}.d`);

/** Reads the links `S<number><script>` of all run levels. Where there is no such folder, nothing starts in it. */
export async function readLinks(etc: string): Promise<RunLevels> {
  const found = new Map<string, string[]>();
  for (const level of levels) {
    const names = await readdir(levelFolder(etc, level)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    for (const name of names) {
      const script = /^S\d\d(.+)$/.exec(name)?.[1];
      if (script === undefined) continue;
      const of = found.get(script) ?? [];
      if (!of.includes(level)) of.push(level);
      found.set(script, of);
    }
  }
  return found;
}

/** Auto if it starts when the machine does: in a run level for use (2 to 5) or on the way there. */
export function startsByLinks(startLevels: readonly string[]): 'Auto' | 'Manual' {
  return startLevels.some((level) => ['2', '3', '4', '5', 'S'].includes(level)) ? 'Auto' : 'Manual';
}
