import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import type { Problem } from '../../../../shared/model/problem.ts';
import type { TrackedFile } from '../../../../shared/model/settings.ts';
import type { CollectRequest } from '../../collector.ts';
import type { Tracked } from '../pass/found.ts';
import type { Shelf } from '../pass/shelf.ts';
import type { Send, Workers } from '../pool.ts';
import type { ContentResult, Job, ReadJob, ReadResult, ResultOf, WalkJob, WalkResult } from '../worker/protocol.ts';
import { walk } from '../worker/walk.ts';
import { Sudo } from './commands.ts';
import { readThrough } from './read.ts';
import { type Refusal, refused, SudoRefused } from './refusal.ts';
import { commands, ownAccount, ruleLine, terminalLine } from './rule.ts';
import { sudoShelf } from './shelf.ts';
import { Sight } from './sight.ts';

const pack = promisify<Buffer, Buffer>(deflateRaw);

/** Steps of a walk that are asked for at once: what they show is in memory together. */
const together = 500;

/**
 * Does the jobs of a worker through sudo, for one collection, one after the other.
 * It is asked only by collections of everything: an attempt leaves a line in the
 * system's log, which a live watch could take for a change to be looked into.
 */
export class SudoWorkers implements Workers {
  readonly size = 1;
  readonly #signal: AbortSignal;
  readonly #whole: boolean;
  readonly #refused = new Map<string, TrackedFile>();
  #refusal: Refusal | undefined;
  #commands: ReturnType<typeof commands> | undefined;
  #held: ReadonlyMap<number, Buffer> = new Map();

  constructor({ scope, signal }: Pick<CollectRequest, 'scope' | 'signal'>) {
    this.#whole = scope.kind === 'all';
    this.#signal = signal;
  }

  /** Whether sudo can be of use: root lacks no right that it could give. */
  get useful(): boolean {
    return process.geteuid?.() !== 0;
  }

  /** Does something through sudo for tracked items; undefined where that is refused, or not the time for it. */
  async ask<T>(items: readonly Tracked[], act: () => Promise<T>): Promise<T | undefined> {
    if (!this.#whole || !this.useful) return undefined;
    try {
      if (this.#refusal === undefined) return await act();
    } catch (error) {
      if (!(error instanceof SudoRefused)) throw error;
      this.#refusal = error.refusal;
    }
    for (const { parsed } of items) this.#refused.set(parsed.source, parsed.item);
    return undefined;
  }

  /** The sources of those tracked items for which it was refused. */
  get refused(): ReadonlySet<string> {
    return new Set(this.#refused.keys());
  }

  /** One problem for each of those. */
  get problems(): readonly Problem[] {
    const refusal = this.#refusal;
    if (refusal === undefined) return [];
    const user = ownAccount();
    const found = this.#commands;
    const line = found === undefined || 'missing' in found ? '' : ruleLine(found, user);
    const rule = { line, terminal: terminalLine(user) };
    return [...this.#refused.values()].map((item) => refused(item, refusal, rule));
  }

  use<T>(use: (send: Send) => Promise<T>): Promise<T> {
    // Each kind of job has its kind of result: the protocol's types say which.
    return use(async <J extends Job>(job: J) => (await this.#do(job)) as ResultOf<J>);
  }

  /** Folders of logs as root sees them. */
  shelf(): Shelf {
    return sudoShelf(this.#tools());
  }

  #tools(): Sudo {
    this.#commands ??= commands();
    const found = this.#commands;
    if ('missing' in found) throw new SudoRefused({ kind: 'missing', tool: found.missing });
    return new Sudo(found, this.#signal);
  }

  async #do(job: Job): Promise<ResultOf<Job>> {
    const sudo = this.#tools();
    switch (job.kind) {
      case 'walk':
        return this.#walk(sudo, job);
      case 'read':
        return this.#read(sudo, job);
      case 'content':
        return this.#content(job.wanted);
      default:
        throw new Error('A pattern is tried out with the rights of the account alone.');
    }
  }

  async #walk(sudo: Sudo, job: WalkJob): Promise<WalkResult> {
    const tasks = job.tasks.slice(0, together);
    const mounts = new Set(job.mounts);
    const sight = new Sight(sudo, (key) => key !== job.mount && mounts.has(key));
    await sight.ask(tasks.map(({ key, step }) => ({ key, folder: step === 'folder' })));
    if (job.spec.links === 'follow') await sight.follow([job.spec.root]);
    const result = walk({ ...job, tasks, budget: Number.MAX_SAFE_INTEGER }, sight);
    return { ...result, rest: [...result.rest, ...job.tasks.slice(together)] };
  }

  async #read(sudo: Sudo, job: ReadJob): Promise<ReadResult> {
    const { outcomes, held } = await readThrough(sudo, job);
    this.#held = held;
    return { outcomes };
  }

  async #content(wanted: readonly number[]): Promise<ContentResult> {
    const contents = [];
    for (const index of wanted) {
      const bytes = this.#held.get(index) ?? Buffer.alloc(0);
      contents.push({ size: bytes.length, packed: new Uint8Array(await pack(bytes)) });
    }
    this.#held = new Map();
    return { contents };
  }
}
