import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Problem, problemSchema } from '../../../electron/shared/model/problem.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';
import { type ChangeRow, ledger, rowSchema } from '../machine/ledger.ts';
import { Watching } from '../machine/watching.ts';
import { programIn } from './program.ts';
import { type Wine, type WineRan, windowsPath } from './wine.ts';

/** Tidemark's command line in Windows' Node under Wine, over a data folder of its own. */
export class Tidemark {
  static #count = 0;
  readonly #data: string;

  private constructor(
    private readonly wine: Wine,
    private readonly program: readonly [string, string],
    private readonly folder: string,
  ) {
    this.#data = windowsPath(folder);
  }

  static async with(wine: Wine, settings: Settings): Promise<Tidemark> {
    Tidemark.#count += 1;
    const tidemark = new Tidemark(wine, await programIn(wine), join(wine.folder, `data-${Tidemark.#count}`));
    await mkdir(tidemark.folder);
    await tidemark.settings(settings);
    return tidemark;
  }

  /** Puts settings in the place of those that were there; a watch that runs takes them up. */
  async settings(settings: Settings): Promise<void> {
    await writeFile(join(this.folder, 'settings.json'), JSON.stringify(settings));
  }

  /** Runs a command that has to succeed, and answers what it printed. */
  run(...args: readonly string[]): Promise<string> {
    return this.wine.run(...this.#command(args));
  }

  attempt(...args: readonly string[]): Promise<WineRan> {
    return this.wine.attempt(...this.#command(args));
  }

  /** Starts `watch --json`; resolves once it is ready. What still runs at the end of the test is ended. */
  async watch(): Promise<Watching> {
    const { child, outputFile, errorsFile } = await this.wine.start(...this.#command(['watch', '--json']));
    const follow = (file: string) =>
      spawn('tail', ['--lines=+1', '--follow', '--sleep-interval=0.02', `--pid=${child.pid}`, file], {
        stdio: ['ignore', 'pipe', 'ignore'],
      }).stdout;
    const watching = new Watching({
      child,
      output: follow(outputFile),
      errors: follow(errorsFile),
      // Wine makes Ctrl+C of an interrupt, which is the one request to end that Windows' Node can answer.
      signal: (name) => child.kill(name === 'SIGTERM' ? 'SIGINT' : name),
    });
    onTestFinished(() => watching.kill());
    await watching.ready();
    return watching;
  }

  /** The whole log, the oldest first. */
  async changes(): Promise<ChangeRow[]> {
    return this.#rows(await this.run('changes', '--json')).reverse();
  }

  async inventory(type: string): Promise<ChangeRow[]> {
    return this.#rows(await this.run('inventory', type, '--json'));
  }

  /** The problems that stand. */
  async problems(): Promise<readonly Problem[]> {
    return z.object({ problems: z.array(problemSchema) }).parse(JSON.parse(await this.run('status', '--json')))
      .problems;
  }

  /** The exact ledger once the watch has ended and everything was read again: see the machine's `settle`. */
  async settle(watching?: Watching): Promise<string[]> {
    await watching?.stop();
    await this.run('collect', '--full');
    return ledger(await this.changes());
  }

  #rows(text: string): ChangeRow[] {
    return z.array(rowSchema).parse(JSON.parse(text));
  }

  #command(args: readonly string[]): string[] {
    return [...this.program, '--data', this.#data, ...args];
  }
}
