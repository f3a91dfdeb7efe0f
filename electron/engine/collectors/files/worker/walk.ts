import { readdirSync, realpathSync } from 'node:fs';
import { childKey, doubtful, nameKey, nativePath, parentKey, pathKey } from '../keys.ts';
import { leadsInto } from '../mounts/leads-into.ts';
import { pointOf } from '../mounts/mounts.ts';
import { type Coverage, coverage, type Standing } from '../patterns/coverage.ts';
import {
  type Away,
  type Denied,
  type Failure,
  givenUp,
  type HardLinked,
  type LinkedFolder,
  steps,
  type Task,
  type WalkJob,
  type WalkResult,
} from './protocol.ts';
import { codeOf, type FileStats, isAbsence, isDenied, look, type Status, stampOf } from './status.ts';
import { hinted, spelled } from './windows/spelling.ts';
import { isOutOfReach } from './windows/volume.ts';

const compiled = new Map<string, Coverage>();

function compile(job: WalkJob): Coverage {
  const name = JSON.stringify(job.spec);
  let found = compiled.get(name);
  if (found === undefined) {
    if (compiled.size > 500) compiled.clear();
    found = coverage(job.spec);
    compiled.set(name, found);
  }
  return found;
}

/** The keys of a folder's entries. */
export function listFolder(key: string): readonly string[] {
  const path = nativePath(key);
  const names = readdirSync(path, 'utf8');
  if (process.platform === 'win32' || !names.some(doubtful)) return names;
  return readdirSync(path, 'buffer').map(nameKey);
}

/** How a walk sees: by the system's own calls, or by what was asked in another way before. */
export interface Eyes {
  /** As `look`. */
  readonly look: (key: string, follow: boolean) => Status | undefined;
  /** As `listFolder`. */
  readonly list: (key: string) => readonly string[];
  /** As `realKey`. */
  readonly real: (key: string) => string;
}

/** Thrown by eyes that have not looked there yet: the step goes back, to be done when they have. */
export class Unseen extends Error {}

/** Does a part of a walk: at most so many entries, the rest goes back to be shared out again. */
export function walk(job: WalkJob, eyes?: Eyes): WalkResult {
  return new Walk(job, eyes).run();
}

class Walk {
  readonly #job: WalkJob;
  readonly #covered: Coverage;
  readonly #cancel: Int32Array;
  readonly #stack: Task[];
  readonly #keys: string[] = [];
  readonly #stamps: string[] = [];
  readonly #sizes: number[] = [];
  readonly #owners: number[] = [];
  readonly #hardLinked: HardLinked[] = [];
  readonly #away: Away[] = [];
  readonly #mounts: ReadonlySet<string>;
  readonly #linked: LinkedFolder[] = [];
  readonly #failures: Failure[] = [];
  readonly #denied: Denied[] = [];
  readonly #unseen: Task[] = [];
  readonly #eyes: Eyes | undefined;
  #root: WalkResult['root'];
  #seen = 0;
  #listed = 0;
  #folders = 0;

  constructor(job: WalkJob, eyes: Eyes | undefined) {
    this.#job = job;
    this.#eyes = eyes;
    this.#covered = compile(job);
    this.#cancel = new Int32Array(job.cancel);
    this.#stack = [...job.tasks];
    this.#mounts = new Set(job.mounts);
  }

  run(): WalkResult {
    while (this.#seen < this.#job.budget && Atomics.load(this.#cancel, givenUp) === 0) {
      const task = this.#stack.pop();
      if (task === undefined) break;
      if (task.step === 'folder') this.#list(task);
      else this.#visit(task);
    }
    return {
      keys: this.#keys,
      stamps: this.#stamps,
      sizes: this.#sizes,
      owners: this.#owners,
      rest: [...this.#stack, ...this.#unseen],
      hardLinked: this.#hardLinked,
      away: this.#away,
      linked: this.#linked,
      failures: this.#failures,
      denied: this.#denied,
      listed: this.#listed,
      folders: this.#folders,
      ...(this.#root === undefined ? {} : { root: this.#root }),
    };
  }

  #list(task: Task): void {
    const { key, standing, only } = task;
    const [next, ...further] = only;
    let names: readonly string[];
    try {
      names = next === undefined ? this.#names(key, standing) : hinted(key, next);
    } catch (error) {
      this.#fail(task, error, 'folder');
      return;
    }
    this.#seen++;
    this.#listed++;
    for (const name of names) {
      if (Atomics.load(this.#cancel, givenUp) !== 0) return;
      const entry = childKey(key, name);
      const entered = this.#covered.enter(standing, name, entry);
      if (entered !== undefined) this.#visit({ step: 'entry', key: entry, standing: entered, only: further });
    }
  }

  /** The names in a folder that can matter. */
  #names(key: string, standing: Standing): readonly string[] {
    const wanted = this.#covered.names(standing);
    return wanted === undefined ? (this.#eyes?.list ?? listFolder)(key) : spelled(key, wanted);
  }

  #visit(task: Task): void {
    const { key, standing } = task;
    const { links } = this.#job.spec;
    this.#seen++;
    Atomics.add(this.#cancel, steps, 1);
    const point = this.#elsewhere(task);
    if (point !== undefined) {
      this.#away.push({ task, point });
      return;
    }
    let status: Status | undefined;
    try {
      status = (this.#eyes?.look ?? look)(key, links === 'follow');
    } catch (error) {
      this.#fail(task, error, 'entry');
      return;
    }
    if (status === undefined) {
      if (task.root === true && isOutOfReach(key)) this.#failures.push({ key, code: 'ENODEV', of: 'entry' });
      else if (task.root === true) this.#root = 'absent';
      return;
    }
    const folder = status.stats.isDirectory();
    if (links === 'ignore' && status.stats.isSymbolicLink()) return;
    const listed = folder ? this.#covered.listing(standing) : undefined;
    if (folder && status.link !== undefined && listed !== undefined && task.through !== true && task.root !== true) {
      this.#meetLink(task, status.link);
      return;
    }
    const isItem = this.#covered.isItem(standing, folder);
    if (task.root === true && this.#job.spec.segments.length === 0 && !isItem) {
      this.#root = folder ? 'folder' : 'noFolder';
    }
    if (task.only.length === 0 && isItem) this.#emit(key, status);
    if (listed !== undefined) this.#push(key, listed, task.only);
  }

  /** The other mount that a look at an entry would touch. */
  #elsewhere({ key, root }: Task): string | undefined {
    if (this.#mounts.size === 0) return undefined;
    const other = (point: string) => point !== this.#job.mount && this.#mounts.has(point);
    if (root === true) {
      const point = pointOf(key, this.#mounts);
      if (point !== undefined && other(point)) return point;
    } else if (other(key)) return key;
    return this.#job.spec.links === 'follow' ? leadsInto(key, other) : undefined;
  }

  #push(key: string, standing: Standing, only: readonly string[]): void {
    this.#stack.push({ step: 'folder', key, standing, only });
  }

  #emit(key: string, status: Status): void {
    const { stats } = status;
    const stamp = stampOf(status);
    this.#keys.push(key);
    this.#stamps.push(stamp);
    this.#sizes.push(stats.isFile() ? stats.size : 0);
    // What other eyes saw is not opened by this account: it is looked at again as it is read.
    this.#owners.push(this.#eyes === undefined && stats.isFile() && status.link === undefined ? stats.uid : -1);
    if (stats.isDirectory()) this.#folders++;
    if (!stats.isFile() || stats.nlink === 1) return;
    this.#hardLinked.push({ key, stamp, device: stats.dev, inode: stats.ino, names: stats.nlink });
  }

  #meetLink(task: Task, link: FileStats): void {
    const real = this.#eyes?.real ?? realKey;
    try {
      this.#linked.push({
        task,
        real: real(task.key),
        container: real(parentKey(task.key)),
        realRoot: real(this.#job.spec.root),
        stamp: stampOf({ stats: link, link: undefined }),
        isItem: task.only.length === 0 && this.#covered.isItem(task.standing, true),
      });
    } catch (error) {
      this.#fail(task, error, 'entry');
    }
  }

  #fail(task: Task, error: unknown, of: Failure['of']): void {
    if (error instanceof Unseen) {
      this.#unseen.push(task);
      return;
    }
    const { key } = task;
    const code = codeOf(error);
    if (this.#job.spec.sudo && this.#eyes === undefined && isDenied(code)) {
      this.#denied.push({ task, failure: { key, code, of } });
      return;
    }
    // Gone since it was seen: absent, and a hint or the next collection finds what came instead.
    if (!isAbsence(code)) this.#failures.push({ key, code, of });
  }
}

/** The key of a path with every link in it resolved. */
export const realKey = (key: string) => pathKey(realpathSync.native(nativePath(key), { encoding: 'buffer' }));
