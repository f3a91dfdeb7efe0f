import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { TidemarkError } from '../shared/contract/errors.ts';
import { parseRegistryKey } from '../shared/model/registry-key.ts';
import { type Settings, type TrackedFile, type TrackedRegistry, trackedFileSchema } from '../shared/model/settings.ts';
import { UsageError } from './usage.ts';

/** What `track files` is told of an item, in the item's own words. */
export interface TrackOptions {
  readonly name?: string;
  readonly group?: string;
  readonly pathType?: TrackedFile['pathType'];
  readonly recursion?: boolean;
  readonly links?: TrackedFile['links'];
  readonly content?: boolean;
  readonly exclude?: readonly string[];
  readonly maxDepth?: number;
  readonly maxSize?: number;
  readonly growing?: boolean;
  readonly useSudo?: boolean;
  readonly optional?: boolean;
  readonly disabled?: boolean;
}

const wildcard = /[*?[{]/;
const variable = /^[~$%]/;

/** A path from the command line: absolute, unless it begins with a variable or `~`, which the engine resolves. */
export function trackedPath(path: string, folder: string = process.cwd()): string {
  if (variable.test(path)) return path;
  // Not resolve() alone: it would take '**/..' for a step back. A pattern that is absolute stays as it is.
  return wildcard.test(path) && path.startsWith('/') ? path : resolve(folder, path);
}

/** Whether the path is an existing folder now; a pattern or a variable is not looked up. */
function isFolder(path: string): boolean {
  if (variable.test(path) || wildcard.test(path)) return false;
  try {
    return statSync(path).isDirectory();
  } catch {
    // Not there, or out of reach: the look at what it matches says so.
    return false;
  }
}

/** An id made of a name that is none of those taken; of a name without letters it is made of `instead`. */
export function freeIdAmong(taken: Iterable<string>, name: string, instead: string): string {
  const known = new Set(taken);
  const short = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const base = short === '' ? instead : short;
  let id = base;
  for (let number = 2; known.has(id); number += 1) id = `${base}-${number}`;
  return id;
}

/** An id made of a name that no tracked item has yet. */
export function freeId({ tracking }: Settings, name: string): string {
  return freeIdAmong(
    [...tracking.files, ...tracking.registry].map((each) => each.id),
    name,
    'item',
  );
}

/** The item that `track files PATH …` asks for. Fails where the path is tracked already. */
export function newTrackedFile(settings: Settings, given: string, options: TrackOptions): TrackedFile {
  const path = trackedPath(given);
  const same = settings.tracking.files.find((each) => each.path === path);
  if (same !== undefined) {
    throw new TidemarkError(
      'invalid',
      `${path} is tracked already, as '${same.id}'.`,
      `Remove that first: untrack ${same.id}.`,
    );
  }
  const name = options.name ?? (basename(path) || path).slice(0, 200);
  const pathType = options.pathType ?? (options.recursion || isFolder(path) ? 'directory' : 'file');
  const parsed = trackedFileSchema.safeParse({
    id: freeId(settings, name),
    name,
    path,
    pathType,
    enabled: !options.disabled,
    keepContent: options.content ?? true,
    mustExist: !options.optional,
    ...(options.group === undefined ? {} : { group: options.group }),
    ...(options.recursion === undefined ? {} : { recursion: options.recursion }),
    ...(options.growing === undefined ? {} : { growing: options.growing }),
    ...(options.useSudo === undefined ? {} : { useSudo: options.useSudo }),
    ...(options.links === undefined ? {} : { links: options.links }),
    ...(options.exclude === undefined ? {} : { excludes: [...options.exclude] }),
    ...(options.maxDepth === undefined ? {} : { maxDepth: options.maxDepth }),
    ...(options.maxSize === undefined ? {} : { maxSize: options.maxSize }),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`The item's ${issue?.path.join(' ')} can't be used: ${issue?.message}.`);
}

/** What an item tracks: its path or its key, as it was given. */
export const placeOf = (item: TrackedFile | TrackedRegistry): string => ('path' in item ? item.path : item.key);

/** A registry key's canonical name in one case; `undefined` for what is none. */
function canonical(key: string): string | undefined {
  const parsed = parseRegistryKey(key);
  return parsed.ok ? parsed.key.toLowerCase() : undefined;
}

/** Whether two names mean the same registry key, however they are spelt. */
export const sameKey = (one: string, other: string): boolean =>
  canonical(one) !== undefined && canonical(one) === canonical(other);

/** The one item that an id, a name, a path or a registry key means. */
export function findTracked(settings: Settings, what: string): TrackedFile | TrackedRegistry {
  const { files, registry } = settings.tracking;
  const byId = [...files, ...registry].find((each) => each.id === what);
  if (byId !== undefined) return byId;
  const found = [
    ...files.filter((each) => each.name === what || each.path === what || each.path === trackedPath(what)),
    ...registry.filter((each) => each.name === what || sameKey(each.key, what)),
  ];
  const [first, second] = found;
  if (first === undefined) {
    throw new TidemarkError('notFound', `Nothing is tracked as '${what}'.`, "See 'tracked' for what is.");
  }
  if (second !== undefined) {
    const ids = found.map((each) => each.id).join(', ');
    throw new TidemarkError('invalid', `'${what}' means more than one item: ${ids}.`, 'Give one of these ids.');
  }
  return first;
}

/** The settings without an item. */
export function withoutTracked(settings: Settings, item: TrackedFile | TrackedRegistry): Settings {
  const { files, registry } = settings.tracking;
  return {
    ...settings,
    tracking: {
      ...settings.tracking,
      files: files.filter((each) => each !== item),
      registry: registry.filter((each) => each !== item),
    },
  };
}

/** The settings with other tracked files. */
export function withFiles(settings: Settings, files: readonly TrackedFile[]): Settings {
  return { ...settings, tracking: { ...settings.tracking, files: [...files] } };
}
