import { endianness } from 'node:os';
import type { Problem } from '../../../shared/model/problem.ts';
import { refreshAccounts } from '../../accounts.ts';
import { keyBytes } from '../../key-bytes.ts';
import type { Who, Witness } from '../types.ts';
import { ByStart, byDescriptor, type Certainty } from './certainty.ts';
import { Fanotify, FanotifyError, type Listener } from './fanotify.ts';
import { FAN, type FanotifyEvent } from './fanotify-events.ts';
import { MarkedFolders } from './marked-folders.ts';
import { unmarkedProblem, unseenProblem } from './problems.ts';
import { type Process, processOf, sinceBoot, witnessOf } from './processes.ts';
import { Recent } from './recent.ts';
import { Touches } from './touches.ts';

export interface WhoOptions {
  /** Told of what can't be seen. */
  readonly problem: (problem: Problem) => void;
  /** How many paths are remembered. */
  readonly most?: number;
  /** Whether the kernel is asked for descriptors of processes; if not, or where it has none, `ByStart` tells. */
  readonly descriptors?: boolean;
}

/** Those of a large transaction, with the names that files have while they are unpacked. */
const mostPaths = 20_000;

/**
 * Milliseconds around the time of a change: what made it may have been seen a moment before it was noticed, and what
 * comes right after may have had a part in it.
 */
const around = 1000;

/**
 * Listens through fanotify, which needs root or CAP_SYS_ADMIN. Where that can't be had, a problem says why, and nobody
 * is ever seen. Elsewhere than on Linux there is no such thing.
 */
export function createWho(options: WhoOptions): Who {
  if (process.platform !== 'linux') return nobody;
  try {
    return new Seen(options);
  } catch (error) {
    options.problem(unseenProblem(error));
    return nobody;
  }
}

const nobody: Who = {
  armed: () => undefined,
  gone: () => undefined,
  actorOf: () => null,
  close: () => Promise.resolve(),
};

/** The structures are read as 64-bit systems have them. */
const known = new Set(['x64', 'arm64', 'riscv64', 'loong64']);

class Seen implements Who, Listener {
  readonly #problem: (problem: Problem) => void;
  readonly #folders = new MarkedFolders();
  readonly #touches: Touches;
  readonly #recent = new Recent();
  readonly #fanotify: Fanotify;
  #certainty: Certainty = byDescriptor;
  /** When it was begun to read what there is, and when that was nothing for the last time. */
  #reading = { at: 0, sinceBoot: 0 };
  #heardAll = 0;
  /** How many folders can't be listened to, by why. */
  readonly #unmarked = new Map<string, number>();
  #closed = false;

  constructor({ problem, most = mostPaths, descriptors = true }: WhoOptions) {
    this.#problem = problem;
    this.#touches = new Touches(most);
    this.#fanotify = this.#open(descriptors);
  }

  armed(folder: string): void {
    if (this.#closed) return;
    try {
      this.#folders.add(bytesOf(folder), this.#fanotify.add(folder), Date.now());
    } catch (error) {
      this.#unheard(folder, error);
    }
  }

  gone(folder: string): void {
    // By the path that it had when it was marked: one that was moved keeps its mark, which nobody asks for.
    for (const each of this.#folders.remove(bytesOf(folder))) if (!this.#closed) this.#fanotify.remove(each);
  }

  actorOf(path: string, since: string, until: string): Witness | null {
    if (this.#closed) return null;
    this.#fanotify.drain();
    const [from, to] = [Date.parse(since) - around, Date.parse(until) + around];
    const bytes = bytesOf(path);
    if (this.#folders.heardSince(bytes) > from) return null;
    return this.#touches.of(bytes, from, to) ?? null;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#fanotify.close();
  }

  reading(): void {
    this.#reading = { at: Date.now(), sinceBoot: sinceBoot() };
  }

  empty(): void {
    this.#heardAll = this.#reading.at;
    this.#certainty.heardAll(this.#reading.sinceBoot);
    this.#recent.tidy(this.#heardAll);
  }

  heard(events: readonly FanotifyEvent[]): void {
    const now = Date.now();
    refreshAccounts();
    // As long as their descriptors are open, numbers of processes stand for the same ones.
    const read = new Map<number, Process | undefined>();
    for (const event of events) {
      if (event.mask & FAN.Q_OVERFLOW) this.#touches.missed(this.#heardAll, now);
      const paths = this.#folders.pathsOf(event.folder);
      if (paths.length === 0) continue;
      const who = this.#whoIs(event, read, now);
      for (const folder of paths) this.#touches.add(childOf(folder, event.name.toString('latin1')), who, now);
    }
    for (const event of events) this.#certainty.release(event);
  }

  #whoIs(event: FanotifyEvent, read: Map<number, Process | undefined>, now: number): Witness | null {
    const { pid } = event;
    if (pid <= 0) return null;
    const found = processOf(pid, read);
    const running = found !== undefined && found.program !== null;
    // Of one that has just ended at most the name is left; what it was a moment ago says more.
    const before = running ? undefined : this.#recent.of(pid, found?.name, now);
    if (before !== undefined) return before;
    if (found === undefined || !this.#certainty.isSame(event)) return null;
    const who = witnessOf(found, read);
    if (running) this.#recent.saw(who, found.name, now);
    return who;
  }

  #open(descriptors: boolean): Fanotify {
    if (endianness() !== 'LE' || !known.has(process.arch)) throw new FanotifyError('fanotify_init', 'ENOSYS');
    try {
      if (descriptors) return new Fanotify(this, true);
    } catch (error) {
      // Linux before 5.15 does not know of them.
      if (!(error instanceof FanotifyError) || error.code !== 'EINVAL') throw error;
    }
    this.#certainty = new ByStart();
    return new Fanotify(this, false);
  }

  #unheard(folder: string, error: unknown): void {
    const code = error instanceof FanotifyError ? error.code : String(error);
    // It is gone already, or something else took its place; the watch tells of that.
    if (code === 'ENOENT' || code === 'ENOTDIR') return;
    const folders = (this.#unmarked.get(code) ?? 0) + 1;
    this.#unmarked.set(code, folders);
    // Said once: of thousands of folders it would be the same.
    if (folders === 1) this.#problem(unmarkedProblem(folder, code));
  }
}

/** The bytes of a key, each a character of the same number. */
const bytesOf = (key: string): string => keyBytes(key).toString('latin1');

function childOf(folder: string, name: string): string {
  if (name === '' || name === '.') return folder;
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}
