import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** How long it may take until inotifywait watches everything, or says what is waited for (ms). */
const longest = 60_000;

/** A running `inotifywait -m -r` over a folder (Debian's inotify-tools), and the paths it prints. */
export class Inotifywait {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #listeners = new Set<(path: string) => void>();
  /** Resolves with the time (`performance.now()`) at which it says that its watches are established. */
  readonly established: Promise<number>;

  constructor(folder: string, events: string) {
    this.#child = spawn('inotifywait', ['-m', '-r', '-e', events, '--format', '%w%f', folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#ended = once(this.#child, 'close');
    const { stdout, stderr } = this.#child;
    if (!stdout || !stderr) throw new Error('inotifywait has no output.');
    createInterface({ input: stdout }).on('line', (path) => {
      for (const listener of this.#listeners) listener(path);
    });
    this.established = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('inotifywait did not establish its watches.')), longest);
      createInterface({ input: stderr }).on('line', (line) => {
        if (!line.startsWith('Watches established')) return;
        clearTimeout(timer);
        resolve(performance.now());
      });
    });
  }

  /** Calls `listener` with each path that it prints, until the function that is returned is called. */
  on(listener: (path: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when it prints a path, with the time. */
  until(wanted: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        off();
        reject(new Error(`inotifywait did not tell of ${wanted}.`));
      }, longest);
      const off = this.on((path) => {
        if (path !== wanted) return;
        clearTimeout(timer);
        off();
        resolve(performance.now());
      });
    });
  }

  async close(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }
}
