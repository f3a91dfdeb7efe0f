import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { type ChangeRow, ledger, rowSchema } from './ledger.ts';
import { type Machine, onlyChild } from './machine.ts';
import { commandLine } from './program.ts';
import { Watching } from './watching.ts';

/** Tidemark's command line in a machine, over a data folder of its own and, at first, without any settings. */
export class Tidemark {
  static #count = 0;
  readonly data: string;

  constructor(readonly machine: Machine) {
    Tidemark.#count += 1;
    this.data = `/var/lib/tidemark-${Tidemark.#count}`;
  }

  /** Runs a command that has to succeed, and answers what it printed. */
  run(...args: readonly string[]): Promise<string> {
    return this.machine.run(...this.#command(args));
  }

  attempt(...args: readonly string[]): Promise<{ status: number; output: string; errors: string }> {
    return this.machine.attempt(...this.#command(args));
  }

  /** Starts `watch --json`; resolves once it is ready. */
  async watch(): Promise<Watching> {
    const watching = this.start();
    await watching.ready();
    return watching;
  }

  /** Starts `watch --json` without waiting; what still runs at the end of the test is ended. */
  start(): Watching {
    const child = this.machine.start(...this.#command(['watch', '--json']));
    const watching = new Watching({
      child,
      output: child.stdout,
      errors: child.stderr,
      // nsenter answers a signal for itself alone, so the process that it entered with is the one to signal.
      signal: (name) => {
        if (child.pid !== undefined) process.kill(onlyChild(child.pid) ?? child.pid, name);
      },
    });
    onTestFinished(() => watching.kill());
    return watching;
  }

  /** The whole log, the oldest first. */
  async changes(): Promise<ChangeRow[]> {
    return this.#rows(await this.run('changes', '--json')).reverse();
  }

  async inventory(type: string): Promise<ChangeRow[]> {
    return this.#rows(await this.run('inventory', type, '--json'));
  }

  /**
   * The exact ledger of what is recorded: once the watch has ended, everything is
   * read again, so that a change that it missed, or told wrongly, stands here as one
   * too many.
   */
  async settle(watching?: Watching): Promise<string[]> {
    await watching?.stop();
    await this.run('collect', '--full');
    return ledger(await this.changes());
  }

  #rows(text: string): ChangeRow[] {
    return z.array(rowSchema).parse(JSON.parse(text));
  }

  #command(args: readonly string[]): string[] {
    return [...commandLine, '--data', this.data, ...args];
  }
}
