import { createHash } from 'node:crypto';
import type { TrackedFile } from '../../../../shared/model/settings.ts';
import { type Expanded, expand, type Place } from './expand.ts';
import type { Why } from './faults.ts';
import { parseSegment, type Segment, splitPath } from './wildcards.ts';

/** A tracked item made ready: plain data, so that it can be sent to a worker. */
export interface Spec {
  /** The source of its items: the tracked item's id and a digest of what it covers. */
  readonly source: string;
  /** The part of its path before the first wildcard. */
  readonly root: string;
  /** What follows the root; empty for a path without wildcards. */
  readonly segments: readonly Segment[];
  readonly pathType: TrackedFile['pathType'];
  readonly recursion: boolean;
  readonly links: TrackedFile['links'];
  readonly maxDepth: number | null;
  /** Patterns of names. */
  readonly excludedNames: readonly string[];
  /** Patterns of whole paths. */
  readonly excludedPaths: readonly string[];
  readonly ignoreCase: boolean;
  /** Whether what the account can't read is looked at through sudo. */
  readonly sudo: boolean;
}

/** Why a part of a tracked item makes no sense. */
export interface Invalid {
  /** As it is written in the settings. */
  readonly written: string;
  readonly what: 'path' | 'exclude';
  readonly why: Why;
}

export interface Parsed {
  readonly item: TrackedFile;
  /** The same with and without a usable path. */
  readonly source: string;
  /** Absent where the path names nothing. */
  readonly spec?: Spec;
  /** The path with its variables replaced; absent where one has no value, or it names nothing. */
  readonly path?: string;
  readonly invalid: readonly Invalid[];
}

/**
 * The source of a tracked item: what it covers, and what it says of it, decides;
 * so that an edited item starts with a new baseline, and a renamed one does not.
 */
function sourceOf(item: TrackedFile): string {
  const { path, pathType, recursion, links, excludes, maxDepth, maxSize, growing, useSudo } = item;
  const ways = [...(growing ? ['growing'] : []), ...(useSudo ? ['sudo'] : [])];
  const covered = JSON.stringify([path, pathType, recursion, links, excludes, maxDepth, maxSize, ...ways]);
  return `${item.id}:${createHash('sha256').update(covered).digest('hex').slice(0, 12)}`;
}

/** The file systems of Windows and of macOS, as they are made by default, don't distinguish case. */
const ignoresCase = (platform: NodeJS.Platform) => platform === 'win32' || platform === 'darwin';

function resolve(written: string, place: Place): Extract<Expanded, { kind: 'path' }> | Why {
  const expanded = expand(written, place);
  return expanded.kind === 'path' && expanded.path.includes('\0') ? { kind: 'nul' } : expanded;
}

/** Makes a tracked item ready: variables, the fixed root, wildcards and excludes. */
export function parseTracked(item: TrackedFile, place: Place): Parsed {
  const source = sourceOf(item);
  const windows = place.platform === 'win32';
  const invalid: Invalid[] = [];
  const excludedNames: string[] = [];
  const excludedPaths: string[] = [];
  for (const written of item.excludes) {
    if (!/[\\/]/.test(windows ? written : written.replaceAll('\\', ''))) {
      excludedNames.push(written);
      continue;
    }
    // A pattern that begins with `**` matches from the root on.
    const whole = resolve(written.startsWith('**') ? `/${written}` : written, place);
    if (whole.kind === 'path') excludedPaths.push(whole.path.replace(/(?<=.)\/+$/, ''));
    else invalid.push({ written, what: 'exclude', why: whole });
  }
  const expanded = resolve(item.path, place);
  if (expanded.kind !== 'path') {
    return { item, source, invalid: [{ written: item.path, what: 'path', why: expanded }, ...invalid] };
  }
  const segments = splitPath(expanded.path).map(parseSegment);
  const first = segments.findIndex((each) => each.kind !== 'literal');
  const fixed = first === -1 ? segments : segments.slice(0, first);
  const names = fixed.map((each) => (each.kind === 'literal' ? each.name : ''));
  const root = rootKey(names, expanded.path, windows);
  const spec: Spec = {
    source,
    root: place.stored?.(root) ?? root,
    segments: first === -1 ? [] : segments.slice(first),
    pathType: item.pathType,
    recursion: item.recursion,
    links: item.links,
    maxDepth: item.maxDepth,
    excludedNames,
    excludedPaths,
    ignoreCase: ignoresCase(place.platform),
    sudo: item.useSudo && place.platform === 'linux',
  };
  return { item, source, spec, path: expanded.path, invalid };
}

function rootKey(names: readonly string[], path: string, windows: boolean): string {
  if (windows && path.startsWith('//')) return `//${names.join('/')}`;
  if (windows) return names.length === 1 ? `${names[0]}/` : names.join('/');
  return `/${names.join('/')}`;
}
