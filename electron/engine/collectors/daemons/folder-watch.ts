import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Milliseconds after a change until folders are looked for anew: what made one makes others. */
const pause = 100;

export interface FolderWatchOptions {
  /** The folders that are wanted now, be they there or not; asked for again after each change. */
  readonly folders: () => Promise<readonly string[]>;
  /** Something with this path came, went or changed, in one of the folders that are wanted. */
  readonly changed: (path: string) => void;
  /** A folder can't be watched, or not any longer. */
  readonly failed: (folder: string, cause: string) => void;
}

/**
 * Watches folders, one handle each and none for the files in them. Of a folder that is not there, the one above it is
 * watched, so that its coming shows.
 */
export class FolderWatch {
  readonly #options: FolderWatchOptions;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #broken = new Set<string>();
  #wanted: ReadonlySet<string> = new Set();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(options: FolderWatchOptions) {
    this.#options = options;
  }

  static async start(options: FolderWatchOptions): Promise<FolderWatch> {
    const started = new FolderWatch(options);
    await started.#refresh(false);
    return started;
  }

  get watched(): number {
    return this.#watchers.size;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** `tell`: what lies in a folder that came may have come before it was watched. */
  async #refresh(tell: boolean): Promise<void> {
    const wanted = await this.#options.folders();
    const targets = new Set<string>();
    for (const folder of wanted) {
      if (await isFolder(folder)) targets.add(folder);
      else if (await isFolder(dirname(folder))) targets.add(dirname(folder));
    }
    if (this.#closed) return;
    this.#wanted = new Set(wanted);
    for (const folder of [...this.#watchers.keys()]) {
      if (!targets.has(folder)) this.#drop(folder);
    }
    for (const folder of targets) {
      if (this.#watchers.has(folder) || !this.#add(folder)) continue;
      if (tell && this.#wanted.has(folder)) this.#options.changed(folder);
    }
  }

  #add(folder: string): boolean {
    try {
      const watcher = watch(folder, { persistent: false });
      watcher.on('change', (event, name) => this.#heard(folder, event, name === null ? null : String(name)));
      watcher.on('error', (error) => this.#failed(folder, error));
      this.#watchers.set(folder, watcher);
      this.#broken.delete(folder);
      return true;
    } catch (error) {
      this.#failed(folder, error);
      return false;
    }
  }

  #drop(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  #failed(folder: string, error: unknown): void {
    this.#drop(folder);
    const { code, message } = error as NodeJS.ErrnoException;
    // Gone between two looks: the one above it tells when it comes back. What can't be watched is told once.
    if (code === 'ENOENT' || this.#broken.has(folder)) return;
    this.#broken.add(folder);
    this.#options.failed(folder, message);
  }

  #heard(folder: string, event: string, name: string | null): void {
    if (this.#closed) return;
    const path = name === null ? folder : join(folder, name);
    // A folder that went, or another one in its place: a handle stays with what it was opened on.
    if (event === 'rename') {
      if (name === basename(folder)) this.#drop(folder);
      this.#drop(path);
    }
    if (this.#wanted.has(folder) || this.#wanted.has(path)) this.#options.changed(path);
    clearTimeout(this.#timer);
    // A list of folders that can't be made is made again after the next change.
    this.#timer = setTimeout(() => void this.#refresh(true).catch(() => undefined), pause);
  }
}

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
