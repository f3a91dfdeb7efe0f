import type { Problem } from '../../../../shared/model/problem.ts';
import type { CollectRequest } from '../../collector.ts';
import { parentKey, within } from '../keys.ts';
import { unmarked } from '../mounts/mark.ts';
import { type Coverage, coverage } from '../patterns/coverage.ts';
import { type Send, share, type Workers } from '../pool.ts';
import type { Away, Denied, Failure, HardLinked, LinkedFolder, Pulse, Task, WalkResult } from '../worker/protocol.ts';
import type { FoundItems, Tracked } from './found.ts';
import { type Entered, judgeLink } from './links.ts';
import { absent, linkLoop, wrongKind } from './problems.ts';

/** Entries that one message of a worker brings. */
const budget = 3000;

interface Walked {
  readonly tracked: Tracked;
  readonly covered: Coverage;
  readonly tasks: Task[];
  readonly linked: LinkedFolder[];
  readonly entered: Entered;
}

/** Where a tracked item's walk begins: at its root, if no tasks are given. */
export interface Start {
  readonly tracked: Tracked;
  readonly tasks?: readonly Task[];
}

/** What a walk may touch: see `WalkJob`. */
export interface Ground {
  readonly mounts: readonly string[];
  readonly mount: string;
}

/** A task that a walk left to the worker of another mount. */
export interface Strayed extends Away {
  readonly tracked: Tracked;
}

/** What a tracked item's walk lacked the right to. */
export interface DeniedTask extends Denied {
  readonly tracked: Tracked;
}

/** What the walk met besides items. */
export interface WalkReport {
  readonly hardLinked: readonly HardLinked[];
  readonly away: readonly Strayed[];
  readonly denied: readonly DeniedTask[];
  readonly failures: readonly Failure[];
  readonly problems: readonly Problem[];
}

/** The first steps of a walk: from the root, or from it straight down to what hints name. */
export function firstTasks(covered: Coverage, hints: readonly string[] | undefined): Task[] {
  const { root } = covered.spec;
  const start: Task = { step: 'entry', key: root, standing: covered.start, only: [], root: true };
  if (hints === undefined || hints.some((hint) => within(root, hint))) return [start];
  const below = new Set(hints.filter((hint) => within(hint, root)));
  return [...below]
    .filter((hint) => !liesBelowOne(hint, below))
    .map((hint) => ({ ...start, only: hint.slice(root === '/' ? 1 : root.length + 1).split('/') }));
}

function liesBelowOne(key: string, folders: ReadonlySet<string>): boolean {
  for (let at = key; at !== parentKey(at); ) {
    at = parentKey(at);
    if (folders.has(at)) return true;
  }
  return false;
}

/**
 * Walks what tracked items cover. Folders are shared out among the workers. Links
 * to folders wait until all else is walked and are then taken in one order, those
 * first that were walked into before, so that two collections see the same paths.
 */
export async function walkPass(
  pool: Workers,
  request: CollectRequest,
  places: readonly Start[],
  ground: Ground,
  found: FoundItems,
  entered: Map<string, Entered>,
  cancel: Pulse,
): Promise<WalkReport> {
  const hints = request.scope.kind === 'all' ? undefined : [...new Set(request.scope.hints)];
  const failures: Failure[] = [];
  const hardLinked: HardLinked[] = [];
  const problems: Problem[] = [];
  const away: Strayed[] = [];
  const denied: DeniedTask[] = [];
  const walks = places.map(({ tracked: each, tasks }): Walked => {
    const covered = coverage(each.spec);
    const before = entered.get(each.spec.source) ?? new Map<string, string>();
    // What walks on shares what the first walk has learned.
    if (tasks !== undefined) return { tracked: each, covered, tasks: [...tasks], linked: [], entered: before };
    const kept = [...before].filter(([key]) => hints !== undefined && !hints.some((hint) => within(key, hint)));
    return { tracked: each, covered, tasks: firstTasks(covered, hints), linked: [], entered: new Map(kept) };
  });

  const take = () => {
    const walked = walks.find((each) => each.tasks.length > 0);
    if (walked === undefined) return undefined;
    return { walked, tasks: walked.tasks.splice(0, Math.ceil(walked.tasks.length / pool.size)) };
  };
  const work = async (send: Send, { walked, tasks }: { walked: Walked; tasks: Task[] }) => {
    const { spec } = walked.tracked;
    const result = await send({ kind: 'walk', spec, tasks, ...ground, budget, cancel });
    merge(walked, result, found, ground.mount);
    for (const each of result.away) away.push({ tracked: walked.tracked, ...each });
    failures.push(...result.failures);
    for (const each of result.denied) denied.push({ tracked: walked.tracked, ...each });
    for (const each of result.hardLinked) hardLinked.push(each);
    problems.push(...rootProblems(walked.tracked, result.root));
    request.progress(found.items.size, null);
  };
  do {
    await share(pool, request.signal, take, work);
    for (const walked of walks) problems.push(...takeLinks(walked, request, found, ground.mount));
  } while (walks.some((each) => each.tasks.length > 0));
  for (const walked of walks) entered.set(walked.tracked.spec.source, walked.entered);
  return { hardLinked, away, denied, failures, problems };
}

function merge(walked: Walked, result: WalkResult, found: FoundItems, mount: string): void {
  const { tracked } = walked;
  const follow = tracked.spec.links === 'follow';
  result.keys.forEach((key, index) => {
    const [stamp = '', size = 0, owner = -1] = [result.stamps[index], result.sizes[index], result.owners[index]];
    found.add(tracked, key, { stamp, mount, size, owner, follow });
  });
  // Not by spreading: a folder can hold more entries than a call has room for arguments.
  for (const task of result.rest) walked.tasks.push(task);
  for (const link of result.linked) walked.linked.push(link);
}

function rootProblems({ parsed, spec }: Tracked, root: WalkResult['root']): readonly Problem[] {
  if (root === undefined || spec.segments.length > 0) return [];
  if (root !== 'absent') return [wrongKind(parsed.item, spec.root, root === 'folder')];
  return parsed.item.mustExist ? [absent(parsed.item, spec.root)] : [];
}

/** Decides on the links to folders that were met, and makes tasks of those that are walked into. */
function takeLinks(walked: Walked, request: CollectRequest, found: FoundItems, mount: string): readonly Problem[] {
  if (walked.linked.length === 0) return [];
  const problems: Problem[] = [];
  const wasEntered = (key: string) => unmarked(request.known.get(key)?.stamp ?? '').startsWith('d');
  const inOrder = walked.linked
    .splice(0)
    .map((link) => ({ link, rank: wasEntered(link.task.key) ? 0 : 1 }))
    .sort((a, b) => a.rank - b.rank || (a.link.task.key < b.link.task.key ? -1 : 1));
  const owners = new Map([...walked.entered].map(([key, real]) => [real, key]));
  for (const { link } of inOrder) {
    const { task } = link;
    const verdict = judgeLink(link, walked.covered, owners);
    if (verdict === 'enter') {
      walked.entered.set(task.key, link.real);
      owners.set(link.real, task.key);
      walked.tasks.push({ ...task, through: true });
      continue;
    }
    if (verdict === 'loop') problems.push(linkLoop(task.key, link.real));
    if (link.isItem)
      found.add(walked.tracked, task.key, { stamp: link.stamp, mount, size: 0, owner: -1, follow: false });
  }
  return problems;
}
