import type { Problem } from '../../../shared/model/problem.ts';
import type { Collection, CollectRequest, Scope, SourceReport } from '../collector.ts';
import { inScope } from '../observe.ts';
import { byKey, FoundItems } from './found.ts';
import { keepingBy } from './items.ts';
import { KeyHandle, type View } from './key-handle.ts';
import { absent, hiveNotLoaded, overLimit, unreadable } from './problems.ts';
import { hiveName, keyName, keyOfKey, type Spec } from './spec.ts';
import { type Start, startsOf } from './starts.ts';
import { type Failure, fail, isAbsent, type Walk, walkKey } from './walk.ts';

/** How long a walk may keep the engine to itself (milliseconds). */
const turn = 12;

/** What a collection found, and how many items of the whole type there are by now. */
export interface Collected {
  readonly collection: Collection;
  readonly total: number;
}

/** Collects tracked keys. `total`: how many items there were before in the whole type. */
export async function collectRegistry(
  request: CollectRequest,
  specs: readonly Spec[],
  total: number,
): Promise<Collected> {
  const { settings, scope, full, known } = request;
  const limit = settings.limits.registry;
  const elsewhere = scope.kind === 'all' ? 0 : Math.max(0, total - known.size);
  const found = new FoundItems({ known, full, room: Math.max(0, limit - elsewhere) });
  const failures: Failure[] = [];
  const problems: Problem[] = [];
  const keys = byKey(known);
  const blind = new Set<string>();
  let turnEnds = performance.now() + turn;

  const breathe = (): Promise<void> | undefined => {
    if (performance.now() < turnEnds) return undefined;
    request.signal.throwIfAborted();
    request.progress(found.matched, known.size === 0 ? null : known.size);
    return new Promise((resolve) => {
      setImmediate(() => {
        turnEnds = performance.now() + turn;
        resolve();
      });
    });
  };

  for (const spec of specs) {
    const keeping = keepingBy(request.content, spec.keepContent, settings);
    const walk: Walk = { found, known: keys, keeping, full, failures, breathe };
    for (const start of startsOf(spec, scope)) {
      const outcome = await walkFrom(walk, spec, start);
      if (outcome.blind) blind.add(spec.source);
      problems.push(...outcome.problems);
    }
  }

  const folded: Scope = scope.kind === 'all' ? scope : { kind: 'some', hints: scope.hints.map(keyOfKey) };
  const within = <T extends { readonly item: { readonly key: string } }>(each: T) =>
    inScope(each.item.key, folded, '\\');
  const matched = elsewhere + found.matched;
  return {
    collection: {
      observed: found.observed.filter(within),
      unchanged: found.unchanged,
      sources: specs.map(
        ({ source }): SourceReport => ({ id: source, state: blind.has(source) ? 'unreadable' : 'collected' }),
      ),
      undecided: (key) => found.undecided(key),
      problems: [
        ...unique(problems),
        ...unique(failures.map(unreadable)),
        ...(matched > limit ? [overLimit(matched, limit)] : []),
      ],
    },
    total: elsewhere + found.taken,
  };
}

/** What stood in a walk's way. `blind`: nothing can be said of the whole tracked key. */
interface Outcome {
  readonly blind: boolean;
  readonly problems: readonly Problem[];
}
const clear: Outcome = { blind: false, problems: [] };

async function walkFrom(walk: Walk, spec: Spec, start: Start): Promise<Outcome> {
  let handle: KeyHandle;
  try {
    handle = KeyHandle.open(spec.hive, start.path, start.view);
  } catch (error) {
    return notOpened(walk, spec, start, error);
  }
  try {
    if (start.view === '32' && spec.views.length > 1 && isSharedKey(spec, start, handle)) return clear;
    const key = keyName(spec.hive, storedPath(spec, start), start.view);
    const problems = start.path === '' ? leaveUnloaded(walk, spec, handle, start.view) : [];
    await walkKey(walk, spec, { handle, key, view: start.view, depth: start.depth });
    return { blind: false, problems };
  } finally {
    handle.close();
  }
}

/** A key that can't be opened: unreadable, in a hive that is not loaded, or absent. */
function notOpened(walk: Walk, spec: Spec, start: Start, error: unknown): Outcome {
  const typed = keyName(spec.hive, start.path, start.view);
  const isRoot = start.depth === 0;
  if (!isAbsent(error)) {
    fail(walk, typed, error);
    return { blind: isRoot, problems: [] };
  }
  const hive = unloadedHive(spec, start);
  if (hive !== undefined) {
    walk.found.leave(keyOfKey(hive));
    return { blind: isRoot, problems: [hiveNotLoaded(hive)] };
  }
  return isRoot && spec.item.mustExist ? { blind: false, problems: [absent(spec, typed)] } : clear;
}

/** Whether both views show the same key here, which is then collected once. */
function isSharedKey({ hive }: Spec, { path }: Start, handle: KeyHandle): boolean {
  const other = KeyHandle.open(hive, path, '64');
  try {
    const name = handle.fullName();
    return name !== undefined && name.toLowerCase() === other.fullName()?.toLowerCase();
  } finally {
    other.close();
  }
}

/**
 * The hive that a key would be in, if it is not loaded: what lies right below
 * HKEY_USERS and HKEY_LOCAL_MACHINE are whole hives, mounted there.
 */
function unloadedHive({ hive }: Spec, { path, view }: Start): string | undefined {
  const [mounted = ''] = path.split('\\');
  if (path !== '' && hive !== 'HKEY_USERS' && hive !== 'HKEY_LOCAL_MACHINE') return undefined;
  try {
    KeyHandle.open(hive, mounted, view).close();
    return undefined;
  } catch {
    return keyName(hive, mounted, view);
  }
}

/**
 * Below a tracked HKEY_USERS or HKEY_LOCAL_MACHINE: what is known of hives that are not mounted there now is not
 * gone. Answers a problem for each.
 */
function leaveUnloaded({ found, known }: Walk, { hive }: Spec, handle: KeyHandle, view: View): readonly Problem[] {
  if (hive !== 'HKEY_USERS' && hive !== 'HKEY_LOCAL_MACHINE') return [];
  const root = hiveName(hive, view);
  const mounted = new Set(handle.subkeys().map((name) => keyOfKey(`${root}\\${name}`)));
  const left = new Set<string>();
  for (const key of known.keys()) {
    const mount = key.split('\\', 2).join('\\');
    if (key.startsWith(`${root}\\`) && !mounted.has(mount)) left.add(mount);
  }
  for (const mount of left) found.leave(mount);
  return [...left].map(hiveNotLoaded);
}

/** A path in the case in which its keys' names are stored. What leads elsewhere (a link, another view) keeps its name. */
function storedPath({ hive }: Spec, { path, view }: Start): string {
  const names = path === '' ? [] : path.split('\\');
  const stored = names.map((name, at) => {
    try {
      const handle = KeyHandle.open(hive, names.slice(0, at + 1).join('\\'), view);
      try {
        const own = handle.storedName();
        return own?.toLowerCase() === name.toLowerCase() ? own : name;
      } finally {
        handle.close();
      }
    } catch {
      return name;
    }
  });
  return stored.join('\\');
}

/** One problem a key, in whichever case it is named; the first one names it as its settings or the registry do. */
function unique(problems: readonly Problem[]): readonly Problem[] {
  const first = new Map<string, Problem>();
  for (const each of problems) if (!first.has(keyOfKey(each.subject))) first.set(keyOfKey(each.subject), each);
  return [...first.values()];
}
