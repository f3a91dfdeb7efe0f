import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

interface Line {
  readonly event: string;
  readonly row?: { readonly FileSystemPath?: string; readonly ChangeCategory?: string };
}

/** A running `watch --json`, and when each of its lines came. */
export class Feed {
  readonly #child: ChildProcess;
  readonly #listeners = new Set<(line: Line) => void>();

  constructor(cli: string, dataDir: string, settings: string) {
    this.#child = spawn(process.execPath, [cli, 'watch', '--json', '--data', dataDir, '--settings', settings], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const out = this.#child.stdout;
    if (!out) throw new Error('The feed has no output.');
    createInterface({ input: out }).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      for (const listener of this.#listeners) listener(line);
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves when `done` says so of a line, with the time (milliseconds, as `performance.now()`) at which it came. */
  until(done: (line: Line) => boolean, limit = 60_000): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#listeners.delete(listener);
        reject(new Error(`The feed did not say within ${limit} ms what it was waited for.`));
      }, limit);
      const listener = (line: Line) => {
        if (!done(line)) return;
        clearTimeout(timer);
        this.#listeners.delete(listener);
        resolve(performance.now());
      };
      this.#listeners.add(listener);
    });
  }

  ready(): Promise<number> {
    return this.until((line) => line.event === 'ready');
  }

  /** Resident memory now and at its highest, in MB (proc(5)). */
  memory(): { readonly now: number; readonly highest: number } {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
    return { now: megabytes('VmRSS'), highest: megabytes('VmHWM') };
  }

  /** Seconds of processor time used so far, by all its threads (proc(5): utime and stime, in ticks of 10 ms). */
  processorTime(): number {
    const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.kill('SIGTERM');
    });
  }
}
