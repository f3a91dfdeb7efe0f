import { posix } from 'node:path';
import type { Change } from '../../../shared/model/change.ts';
import type { Fields } from '../../../shared/model/item.ts';

/** What package tools add to a configuration file's name, see dpkg(1), ucf(1), rpm(8), pacman(8), apk(8). */
const besides =
  /(?:\.(?:dpkg-(?:new|old|dist|tmp|bak|remove|backup)|ucf-(?:new|old|dist|tmp)|rpm(?:new|save|orig)|pac(?:new|save|orig)(?:\.\d+)?|apk-new))$/;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The file that a package tool laid this one beside: that it came from, or is to replace. */
export const besideOf = (path: string): string | undefined =>
  besides.test(path) ? path.replace(besides, '') : undefined;

/** The source of a file of compiled Python (`__pycache__/name.cpython-312.pyc`, PEP 3147). */
export function pythonSource(path: string): string | undefined {
  const [, folder, name] = /^(.*)\/__pycache__\/([^/]+?)\.[^/.]+(?:\.opt-[12])?\.pyc$/.exec(path) ?? [];
  return folder === undefined ? undefined : `${folder}/${name}.py`;
}

/** Where a link leads to, as a whole path. */
export function linkTarget(path: string, fields: Fields | null): string | undefined {
  const target = text(fields?.linkTarget);
  return target === undefined ? undefined : posix.resolve(posix.dirname(path), target);
}

/** The unit's file, or a System V script, and its drop-ins: a line each, with their checksums. */
function daemonPaths(fields: Fields | null): readonly string[] {
  const dropIns =
    text(fields?.dropIns)
      ?.split('\n')
      .map((line) => line.replace(/ [a-z0-9]+:[0-9a-f]+$/, '')) ?? [];
  return [text(fields?.unitFile), ...dropIns].filter((path) => path?.startsWith('/')) as string[];
}

/** The paths of a daemon's unit, as it is and as it was: its own file first. */
export function unitPaths({ before, after }: Pick<Change, 'before' | 'after'>): readonly string[] {
  return [...new Set([...daemonPaths(after), ...daemonPaths(before)])];
}

/** Paths whose owners say something of a change. */
export function pathsOf(change: Change): readonly string[] {
  if (change.type === 'Daemons') return unitPaths(change);
  if (change.type !== 'Files') return [];
  const { key, before, after } = change;
  return [
    ...new Set(
      [key, besideOf(key), pythonSource(key), linkTarget(key, after), linkTarget(key, before)].filter(
        (path) => path !== undefined,
      ),
    ),
  ];
}
