import { accessSync, constants } from 'node:fs';
import { nativePath } from '../keys.ts';
import { type Entered, judgeLink } from '../pass/links.ts';
import { type Coverage, coverage } from '../patterns/coverage.ts';
import type { Spec } from '../patterns/spec.ts';
import {
  type Failure,
  givenUp,
  type LinkedFolder,
  type Task,
  type TrialJob,
  type TrialResult,
  type WalkResult,
} from './protocol.ts';
import { codeOf, isDenied } from './status.ts';
import { walk } from './walk.ts';

/** Entries between two looks at whether it is enough: few, since nothing of them is kept. */
const budget = 2000;

/**
 * What a pattern matches now: the same walk and the same rules about links as a
 * collection's, by which only the counts are kept.
 */
export function trial(job: TrialJob): TrialResult {
  const seen = new Trial(job, job.spec).run((items) => items >= job.most);
  const { spec } = job;
  const withExcludes = spec.excludedNames.length + spec.excludedPaths.length > 0;
  if (seen.cut !== null || seen.files > 0 || !withExcludes) return seen;
  const bare = { ...spec, excludedNames: [], excludedPaths: [] };
  return { ...seen, excluded: new Trial(job, bare).run((_, files) => files > 0).files > 0 };
}

class Trial {
  readonly #job: TrialJob;
  readonly #spec: Spec;
  readonly #covered: Coverage;
  readonly #cancel: Int32Array;
  readonly #entered: Entered = new Map();
  readonly #examples: string[] = [];
  readonly #away = new Set<string>();
  #tasks: Task[];
  #linked: LinkedFolder[] = [];
  #items = 0;
  #folders = 0;
  #listed = 0;
  #bytes = 0;
  #unreadable = 0;
  #throughSudo = 0;
  #failure: Failure | undefined;
  #root: WalkResult['root'];

  constructor(job: TrialJob, spec: Spec) {
    this.#job = job;
    // Root lacks no right that sudo could give.
    this.#spec = { ...spec, sudo: spec.sudo && process.geteuid?.() !== 0 };
    this.#covered = coverage(spec);
    this.#cancel = new Int32Array(job.cancel);
    this.#tasks = [{ step: 'entry', key: spec.root, standing: this.#covered.start, only: [], root: true }];
  }

  /** Looks until it is enough by what was found, or until there is nothing more to look at. */
  run(enough: (items: number, files: number) => boolean): TrialResult {
    const { mounts, cancel } = this.#job;
    const ended = () => enough(this.#items, this.#items - this.#folders) || Atomics.load(this.#cancel, givenUp) !== 0;
    while (this.#tasks.length > 0 && !ended()) {
      const spec = this.#spec;
      const result = walk({ kind: 'walk', spec, tasks: this.#tasks, mounts, mount: '', budget, cancel });
      this.#tasks = [...result.rest];
      this.#count(result);
      if (this.#tasks.length === 0) this.#takeLinks();
    }
    return {
      cut: Atomics.load(this.#cancel, givenUp) !== 0 ? 'time' : this.#tasks.length > 0 ? 'number' : null,
      files: this.#items - this.#folders,
      folders: this.#folders,
      listed: this.#listed,
      bytes: this.#bytes,
      examples: this.#examples,
      excluded: false,
      unreadable: this.#unreadable,
      throughSudo: this.#throughSudo,
      failure: this.#failure,
      away: [...this.#away],
      root: this.#root,
    };
  }

  #count(result: WalkResult): void {
    this.#items += result.keys.length;
    this.#folders += result.folders;
    this.#listed += result.listed;
    for (const size of result.sizes) if (size <= this.#job.contentPerFile) this.#bytes += size;
    for (const key of result.keys.slice(0, this.#job.examples)) this.#example(key);
    for (const link of result.linked) this.#linked.push(link);
    for (const { point } of result.away) this.#away.add(point);
    this.#throughSudo += result.denied.length;
    for (const failure of [...result.failures, ...this.#unopened(result)]) {
      this.#unreadable += 1;
      this.#failure ??= failure;
    }
    this.#root ??= result.root;
  }

  /** Regular files that this account may not open; none where sudo would, or where it may open any. */
  #unopened({ keys, owners }: WalkResult): readonly Failure[] {
    // access(2) judges by the real account; Windows has no such answer.
    if (this.#spec.sudo || (process.getuid?.() ?? 0) === 0) return [];
    const closed = keys.filter((key, index) => owners[index] !== -1 && !mayOpen(key));
    return closed.map((key) => ({ key, code: 'EACCES', of: 'entry' }));
  }

  /** Decides on the links to folders once all else is walked, as a first collection does. */
  #takeLinks(): void {
    const linked = this.#linked.sort((a, b) => (a.task.key < b.task.key ? -1 : 1));
    this.#linked = [];
    const owners = new Map([...this.#entered].map(([key, real]) => [real, key]));
    for (const link of linked) {
      if (judgeLink(link, this.#covered, owners) === 'enter') {
        this.#entered.set(link.task.key, link.real);
        owners.set(link.real, link.task.key);
        this.#tasks.push({ ...link.task, through: true });
      } else if (link.isItem) {
        this.#items += 1;
        this.#example(link.task.key);
      }
    }
  }

  #example(key: string): void {
    if (this.#examples.length < this.#job.examples) this.#examples.push(key);
  }
}

function mayOpen(key: string): boolean {
  try {
    accessSync(nativePath(key), constants.R_OK);
    return true;
  } catch (error) {
    return !isDenied(codeOf(error));
  }
}
