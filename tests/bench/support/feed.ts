import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A line of `watch --json`, as far as it is looked at. */
export interface Line {
  readonly event: string;
  readonly row?: {
    readonly ChangeId: number;
    readonly ChangeCategory: string;
    readonly FileSystemPath: string;
    readonly FileContentChecksum: string;
  };
}

/** A running `watch --json`, and what it says. */
export class Feed {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #listeners = new Set<(line: Line) => void>();
  #killed = false;

  constructor(cli: string, dataDir: string, settings: string) {
    this.#child = spawn(process.execPath, [cli, 'watch', '--json', '--data', dataDir, '--settings', settings], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#ended = once(this.#child, 'close');
    const out = this.#child.stdout;
    if (!out) throw new Error('The feed has no output.');
    createInterface({ input: out }).on('line', (text) => {
      // Of a killed process the last line may be cut off, and what it had to say is in the log.
      if (this.#killed) return;
      const line = JSON.parse(text) as Line;
      for (const listener of this.#listeners) listener(line);
    });
  }

  /** Calls `listener` with every line from now on, until the function that is returned is called. */
  on(listener: (line: Line) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when `done` says so of a line, with the time (milliseconds, as `performance.now()`) at which it came. */
  until(done: (line: Line) => boolean, limit = 60_000): Promise<number> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        off();
        act();
      };
      const off = this.on((line) => {
        if (done(line)) settle(() => resolve(performance.now()));
      });
      const fail = (when: string) =>
        settle(() => reject(new Error(`The feed did not say ${when} what was waited for.`)));
      const timer = setTimeout(() => fail(`within ${limit} ms`), limit);
      void this.#ended.then(() => fail('before it ended'));
    });
  }

  ready(): Promise<number> {
    return this.until((line) => line.event === 'ready');
  }

  /** Asks it to end, and waits until it has. */
  async close(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }

  /** Ends it as a crash does, at whatever it is doing. */
  async kill(): Promise<void> {
    this.#killed = true;
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
