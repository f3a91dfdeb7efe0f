import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { ended, type Ran, type RunOptions, start } from './cli.ts';

const timeLimit = 60_000;

/** A `watch` that runs until it is ended, or until the test is over. */
export class Watching {
  readonly lines: string[] = [];
  readonly errors: string[] = [];
  readonly done: Promise<Ran>;
  readonly #waiting = new Set<() => void>();

  constructor(readonly child: ChildProcess) {
    this.done = ended(child);
    const keep = (stream: NodeJS.ReadableStream | null, lines: string[]): void => {
      if (stream === null) return;
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        for (const look of this.#waiting) look();
      });
    };
    keep(child.stdout, this.lines);
    keep(child.stderr, this.errors);
    void this.done.then(() => {
      for (const look of this.#waiting) look();
    });
  }

  /** Resolves with the first line, of those there already and those to come, that `wanted` accepts. */
  line(what: string, wanted: (line: string) => boolean, lines: readonly string[] = this.lines): Promise<string> {
    return new Promise((found, failed) => {
      let seen = 0;
      const end = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
      };
      const fail = (why: string): void => {
        end();
        failed(new Error(`${why} before ${what}. It said:\n${[...this.lines, ...this.errors].slice(-20).join('\n')}`));
      };
      const look = (): void => {
        for (; seen < lines.length; seen += 1) {
          const line = lines[seen];
          if (line === undefined || !wanted(line)) continue;
          end();
          found(line);
          return;
        }
        if (this.child.exitCode !== null && this.child.stdout?.readableEnded) fail('watch ended');
      };
      const timer = setTimeout(() => fail('time was up'), timeLimit / 2);
      this.#waiting.add(look);
      look();
    });
  }

  /** The first event of `watch --json` that `wanted` accepts. */
  async event(
    name: string,
    wanted: (event: Readonly<Record<string, unknown>>) => boolean = () => true,
  ): Promise<Readonly<Record<string, unknown>>> {
    const line = await this.line(`event ${name}`, (text) => {
      const event = JSON.parse(text) as Readonly<Record<string, unknown>>;
      return event.event === name && wanted(event);
    });
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  }

  /** The row of the first change event that `wanted` accepts. */
  async change(
    wanted: (row: Readonly<Record<string, unknown>>) => boolean,
  ): Promise<Readonly<Record<string, unknown>>> {
    const rowOf = (event: Readonly<Record<string, unknown>>) => event.row as Readonly<Record<string, unknown>>;
    return rowOf(await this.event('change', (event) => wanted(rowOf(event))));
  }

  /** Asks it to end, and waits for that. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ran> {
    this.child.kill(signal);
    return await this.done;
  }
}

/** Starts `watch …` and ends it when the test is over. */
export async function startWatch(argv: readonly string[], options: RunOptions = {}): Promise<Watching> {
  const child = await start(['watch', ...argv], options);
  const watching = new Watching(child);
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await watching.done;
  });
  return watching;
}
