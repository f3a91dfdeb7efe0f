import type { Item } from '../../../shared/model/item.ts';
import { stampOf } from '../observe.ts';
import { code, Win32Error } from '../win32/errors.ts';
import { fileTimeMs } from '../win32/wide.ts';
import { digestOfValues, type FoundItems, type KnownKey } from './found.ts';
import { type Keeping, keyItem, valueItem } from './items.ts';
import type { KeyHandle, KeyInfo, View } from './key-handle.ts';
import { keyOfKey, type Spec } from './spec.ts';

/** A key that could not be read. */
export interface Failure {
  readonly key: string;
  readonly error: Win32Error;
}

/** What a walk works with, and adds to. */
export interface Walk {
  readonly found: FoundItems;
  readonly known: ReadonlyMap<string, KnownKey>;
  readonly keeping: Keeping;
  /** Read every value, whatever the last-write times say (rule 7). */
  readonly full: boolean;
  readonly failures: Failure[];
  /** Called often: gives the engine's other work its turn, tells the progress, ends an aborted walk. */
  readonly breathe: () => Promise<void> | undefined;
}

/** Where a walk is: a key that is open, by its name as it is stored. */
interface At {
  readonly handle: KeyHandle;
  readonly key: string;
  readonly view: View;
  /** How many keys below the tracked one. */
  readonly depth: number;
}

/**
 * A key that was written within this time (milliseconds) may be written again at what the clock calls the
 * same moment: its last-write time proves nothing yet. Windows' clock steps by up to 16 ms.
 */
const young = 1000;
/** How often a key is read again that is written while it is read. */
const tries = 4;

/** Whether a key is gone by the time that it is opened, which is an answer. */
export const isAbsent = (error: unknown): boolean =>
  error instanceof Win32Error &&
  (error.code === code.fileNotFound || error.code === code.pathNotFound || error.code === code.keyDeleted);

/** Reads a key and, as far as the tracked item asks for it, what is below it. The handle is not closed. */
export async function walkKey(walk: Walk, spec: Spec, at: At): Promise<void> {
  await walk.breathe();
  const below = readOne(walk, spec, at);
  if (at.depth >= spec.maxDepth) return;
  for (const name of below) {
    const key = `${at.key}\\${name}`;
    if (spec.leavesOutName(name) || spec.leavesOutKey(key)) continue;
    let handle: KeyHandle;
    try {
      // The native interface can make such a name; the one that all programs use can't open it.
      if (name.includes('\0')) throw new Win32Error('RegOpenKeyExW', code.invalidParameter);
      handle = at.handle.below(name, at.view);
    } catch (error) {
      fail(walk, key, error);
      continue;
    }
    try {
      await walkKey(walk, spec, { handle, key, view: at.view, depth: at.depth + 1 });
    } finally {
      handle.close();
    }
  }
}

/** Takes note of a key that can't be read; one that is gone meanwhile is none. Other errors are thrown on. */
export function fail({ found, failures }: Walk, key: string, error: unknown): void {
  if (!(error instanceof Win32Error)) throw error;
  if (isAbsent(error)) return;
  failures.push({ key, error });
  found.leave(keyOfKey(key));
}

/** Reads one key's values, unless nothing was written to it, and answers the names of the keys below. */
function readOne(walk: Walk, spec: Spec, at: At): readonly string[] {
  try {
    for (let attempt = 1; ; attempt += 1) {
      const info = at.handle.info();
      const below = info.subkeys > 0 && at.depth < spec.maxDepth ? at.handle.subkeys() : [];
      const known = walk.known.get(keyOfKey(at.key));
      const mark = markOf(info, walk.keeping);
      if (!walk.full && known !== undefined && proves(known, spec, at, mark)) {
        walk.found.matched += known.items.size;
        if (walk.found.fits(known.items.size)) walk.found.keep(known);
        else walk.found.leave(keyOfKey(at.key));
        return below;
      }
      if (readValues(walk, spec, at, info, mark) === info.lastWrite) return below;
      // Written while it was read: what was read may be of two moments.
      if (attempt < tries) continue;
      walk.found.leave(keyOfKey(at.key));
      return below;
    }
  } catch (error) {
    fail(walk, at.key, error);
    return [];
  }
}

/** Reads the values and takes them in, if they are of one moment; answers the last write after that. */
function readValues({ found, keeping }: Walk, spec: Spec, at: At, info: KeyInfo, mark: string): bigint {
  const items: Item[] = [];
  at.handle.eachValue(info.largest, (value) => {
    if (spec.leavesOutName(value.name) || spec.wanted?.(value.name) === false) return;
    const item = valueItem(at.key, at.view, value, keeping);
    if (!found.has(item.key)) items.push(item);
  });
  const { lastWrite } = at.handle.info();
  if (lastWrite !== info.lastWrite) return lastWrite;
  const own = keyItem(at.key, at.view, info);
  const hasOwn = spec.wanted === undefined && !found.has(own.key);
  const count = items.length + (hasOwn ? 1 : 0);
  found.matched += count;
  if (!found.fits(count)) {
    found.leave(own.key);
    return lastWrite;
  }
  const stamps = new Map<string, string>();
  for (const item of items) {
    const stamp = stampOf(item);
    stamps.set(item.key, stamp);
    found.add(item, stamp, spec.source);
  }
  if (hasOwn) found.add(own, `${mark}.${digestOfValues(stamps)}.${stampOf(own)}`, spec.source);
  return lastWrite;
}

/** What a key's stamp begins with: its last write, empty where that proves nothing, and what decides what is kept of values. */
function markOf({ lastWrite }: KeyInfo, { rules }: Keeping): string {
  const settled = Date.now() - fileTimeMs(lastWrite) > young;
  return `${settled ? lastWrite.toString(36) : ''}.${rules}`;
}

/** Whether a key's own stamp says that its values are those that are known: nothing was written to it since they were. */
function proves({ items }: KnownKey, spec: Spec, at: At, mark: string): boolean {
  if (mark.startsWith('.')) return false;
  const ownKey = keyOfKey(at.key);
  const own = items.get(ownKey);
  if (own?.source !== spec.source || !own.stamp.startsWith(`${mark}.`)) return false;
  const stamps = new Map<string, string>();
  for (const [key, { stamp, source }] of items) {
    if (source !== spec.source) return false;
    if (key !== ownKey) stamps.set(key, stamp);
  }
  return own.stamp.startsWith(`${mark}.${digestOfValues(stamps)}.`);
}
