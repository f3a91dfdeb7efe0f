import type { Problem } from '../../../../shared/model/problem.ts';
import type { CollectRequest } from '../../collector.ts';
import { parentKey, within } from '../keys.ts';
import { type Coverage, coverage } from '../patterns/coverage.ts';
import { type Send, share, type WorkerPool } from '../pool.ts';
import type { Failure, HardLinked, LinkedFolder, Task, WalkResult } from '../worker/protocol.ts';
import { realKey } from '../worker/walk.ts';
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

/** What the walk met besides items. */
export interface WalkReport {
  readonly hardLinked: readonly HardLinked[];
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
  pool: WorkerPool,
  request: CollectRequest,
  tracked: readonly Tracked[],
  found: FoundItems,
  entered: Map<string, Entered>,
  cancel: SharedArrayBuffer,
): Promise<WalkReport> {
  const hints = request.scope.kind === 'all' ? undefined : [...new Set(request.scope.hints)];
  const failures: Failure[] = [];
  const hardLinked: HardLinked[] = [];
  const problems: Problem[] = [];
  const walks = tracked.map((each): Walked => {
    const covered = coverage(each.spec);
    const before = entered.get(each.spec.source) ?? new Map<string, string>();
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
    const result = await send({ kind: 'walk', spec, tasks, budget, cancel });
    merge(walked, result, found);
    failures.push(...result.failures);
    for (const each of result.hardLinked) hardLinked.push(each);
    problems.push(...rootProblems(walked.tracked, result.root));
    request.progress(found.items.size, null);
  };
  do {
    await share(pool, request.signal, take, work);
    for (const walked of walks) problems.push(...takeLinks(walked, request, found));
  } while (walks.some((each) => each.tasks.length > 0));
  for (const walked of walks) entered.set(walked.tracked.spec.source, walked.entered);
  return { hardLinked, failures, problems };
}

function merge(walked: Walked, result: WalkResult, found: FoundItems): void {
  const { tracked } = walked;
  const follow = tracked.spec.links === 'follow';
  result.keys.forEach((key, index) => {
    found.add(tracked, key, result.stamps[index] ?? '', result.sizes[index] ?? 0, follow);
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
function takeLinks(walked: Walked, request: CollectRequest, found: FoundItems): readonly Problem[] {
  if (walked.linked.length === 0) return [];
  const problems: Problem[] = [];
  const realRoot = realKeyOr(walked.tracked.spec.root);
  const wasEntered = (key: string) => request.known.get(key)?.stamp.startsWith('d') === true;
  const inOrder = walked.linked
    .splice(0)
    .map((link) => ({ link, rank: wasEntered(link.task.key) ? 0 : 1 }))
    .sort((a, b) => a.rank - b.rank || (a.link.task.key < b.link.task.key ? -1 : 1));
  const owners = new Map([...walked.entered].map(([key, real]) => [real, key]));
  for (const { link } of inOrder) {
    const { task } = link;
    const verdict = judgeLink(link, walked.covered, realRoot, owners);
    if (verdict === 'enter') {
      walked.entered.set(task.key, link.real);
      owners.set(link.real, task.key);
      walked.tasks.push({ ...task, through: true });
      continue;
    }
    if (verdict === 'loop') problems.push(linkLoop(task.key, link.real));
    if (link.isItem) found.add(walked.tracked, task.key, link.stamp, 0, false);
  }
  return problems;
}

function realKeyOr(key: string): string {
  try {
    return realKey(key);
  } catch {
    // Gone meanwhile; what was found below it is looked at again anyway.
    return key;
  }
}
