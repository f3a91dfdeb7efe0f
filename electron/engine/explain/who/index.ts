import type { Problem } from '../../../shared/model/problem.ts';
import { keyBytes } from '../../key-bytes.ts';
import type { Who, Witness } from '../types.ts';
import { FanotifyError } from './fanotify.ts';
import { Listening } from './listening.ts';
import { MarkedFolders } from './marked-folders.ts';
import { unmarkedProblem, unseenProblem } from './problems.ts';

export interface WhoOptions {
  /** How many paths are remembered. */
  readonly most?: number;
  /** Whether the kernel is asked for descriptors of processes; if not, or where it has none, `ByStart` tells. */
  readonly descriptors?: boolean;
  /** See `afterwards`. */
  readonly afterwards?: number;
}

/** Those of a large transaction, with the names that files have while they are unpacked. */
const mostPaths = 20_000;

/** What comes within so many milliseconds after a change was noticed may have had a part in what was found. */
const afterwards = 1000;

/**
 * Listens through fanotify, which needs root or CAP_SYS_ADMIN. Where that can't be had, a problem says why, and nobody
 * is ever seen. Elsewhere than on Linux there is no such thing.
 */
export function createWho(options: WhoOptions = {}): Who {
  return process.platform === 'linux' ? new Seen(options) : nobody;
}

const nobody: Who = {
  armed: () => undefined,
  gone: () => undefined,
  configure: () => undefined,
  problems: () => [],
  actorOf: () => null,
  close: () => Promise.resolve(),
};

class Seen implements Who {
  readonly #most: number;
  readonly #descriptors: boolean;
  readonly #afterwards: number;
  readonly #folders = new MarkedFolders();
  #on = false;
  #listening: Listening | undefined;
  #closing: Promise<unknown> = Promise.resolve();
  #unseen: readonly Problem[] = [];
  /** The first folder that can't be listened to, by why. */
  readonly #unmarked = new Map<string, string>();

  constructor(options: WhoOptions) {
    const { most = mostPaths, descriptors = true } = options;
    this.#most = most;
    this.#descriptors = descriptors;
    this.#afterwards = options.afterwards ?? afterwards;
  }

  configure(on: boolean): void {
    if (on === this.#on) return;
    this.#on = on;
    this.#unseen = [];
    this.#unmarked.clear();
    if (!on) {
      this.#folders.silence();
      this.#closing = Promise.all([this.#closing, this.#listening?.close()]);
      this.#listening = undefined;
      return;
    }
    try {
      this.#listening = new Listening(this.#folders, this.#most, this.#descriptors);
    } catch (error) {
      this.#unseen = [unseenProblem(error)];
      return;
    }
    for (const path of this.#folders.paths) this.#mark(path);
  }

  problems(): readonly Problem[] {
    return [...this.#unseen, ...[...this.#unmarked].map(([code, folder]) => unmarkedProblem(folder, code))];
  }

  armed(folder: string): void {
    this.#mark(bytesOf(folder));
  }

  gone(folder: string): void {
    // By the path that it had when it was marked: one that was moved keeps its mark, which nobody asks for.
    for (const each of this.#folders.remove(bytesOf(folder))) this.#listening?.fanotify.remove(asBytes(each));
  }

  actorOf(path: string, since: string, until: string): Witness | null {
    const to = Date.parse(until) + this.#afterwards;
    return this.#listening?.actorOf(bytesOf(path), Date.parse(since), to) ?? null;
  }

  async close(): Promise<void> {
    this.configure(false);
    await this.#closing;
  }

  #mark(path: string): void {
    let identity: string | undefined;
    try {
      identity = this.#listening?.fanotify.add(asBytes(path));
    } catch (error) {
      const code = error instanceof FanotifyError ? error.code : String(error);
      // It is gone already, or something else took its place: the watch tells of that.
      const isGone = code === 'ENOENT' || code === 'ENOTDIR';
      if (!isGone && !this.#unmarked.has(code)) this.#unmarked.set(code, asBytes(path).toString('utf8'));
    }
    this.#folders.add(path, identity, Date.now());
  }
}

/** The bytes of a key, each a character of the same number. */
const bytesOf = (key: string): string => keyBytes(key).toString('latin1');
const asBytes = (path: string): Buffer => Buffer.from(path, 'latin1');
