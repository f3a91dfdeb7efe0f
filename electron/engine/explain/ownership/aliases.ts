import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { codeOf } from './problems.ts';

/** A folder that is a link to another one: `/bin` to `/usr/bin`. Bytes are characters of the same number here. */
interface Alias {
  readonly link: string;
  readonly target: string;
}

/** Where distributions keep links between whole folders: packages name their files through them or not, as they please. */
const within = ['/', '/usr', '/var'];

/** Other names of one path; a path has few. */
const most = 16;

/**
 * The names that a path of this machine may go by in packages' lists: on a machine with merged /usr a package may list
 * /bin/sh and another one /usr/bin/env, while both lie in one folder.
 */
export class Aliases {
  readonly #aliases: readonly Alias[];

  private constructor(aliases: readonly Alias[]) {
    this.#aliases = aliases;
  }

  /** Looks at the links of this machine, or of the one below a folder (with no slash at its end). */
  static read(root = ''): Aliases {
    return new Aliases(within.flatMap((folder) => linksIn(root, folder)));
  }

  /** All names of a path, itself the first. */
  of(path: Buffer): readonly Buffer[] {
    const names = [path.toString('latin1')];
    for (let at = 0; at < names.length && names.length < most; at++) {
      const name = names[at] ?? '';
      for (const { link, target } of this.#aliases) {
        for (const [from, to] of [
          [link, target],
          [target, link],
        ] as const) {
          const other = name.startsWith(`${from}/`) ? to + name.slice(from.length) : undefined;
          if (other !== undefined && !names.includes(other)) names.push(other);
        }
      }
    }
    return [path, ...names.slice(1).map((name) => Buffer.from(name, 'latin1'))];
  }
}

function linksIn(root: string, folder: string): Alias[] {
  const found: Alias[] = [];
  try {
    for (const entry of readdirSync(root + folder, { withFileTypes: true })) {
      if (!entry.isSymbolicLink()) continue;
      const link = posix.join(folder, entry.name);
      const target = posix.resolve(folder, readlinkSync(root + link));
      if (target === '/' || !statSync(root + target, { throwIfNoEntry: false })?.isDirectory()) continue;
      found.push({ link: asBytes(link), target: asBytes(target) });
    }
  } catch (error) {
    // A machine without such a folder, or one closed to this account, has no such links that matter.
    if (codeOf(error) === undefined) throw error;
  }
  return found;
}

const asBytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
