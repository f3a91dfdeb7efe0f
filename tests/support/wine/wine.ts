import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustRun } from '../machine/tool.ts';
import { makePrefix, wineEnvironment } from './prefix.ts';

/** How a program under Wine ended, and what it wrote. */
export interface WineRan {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A program that goes on, and the files that take what it writes. */
export interface WineStarted {
  readonly child: ChildProcess;
  readonly outputFile: string;
  readonly errorsFile: string;
}

/** A Windows of its own, made by Wine: a registry, a service manager, a drive C. */
export class Wine {
  #count = 0;

  private constructor(
    /** A folder of its own beside the prefix, for what a test makes; `Z:` leads to it. */
    readonly folder: string,
    private readonly prefix: string,
  ) {}

  static async boot(): Promise<Wine> {
    const folder = mkdtempSync(join(tmpdir(), 'tidemark-wine-'));
    const prefix = join(folder, 'prefix');
    await makePrefix(prefix);
    const wine = new Wine(folder, prefix);
    // Otherwise Windows ends with the last program, and what is not written to its files is gone. The server goes on
    // in the background, with what it was given for output; a killed test leaves it for this many seconds.
    const server = spawn('wineserver', ['-p300'], { stdio: 'ignore', env: { ...process.env, ...wine.#environment() } });
    await once(server, 'exit');
    return wine;
  }

  /** Where `C:` lies. */
  get driveC(): string {
    return join(this.prefix, 'drive_c');
  }

  /** Runs a program that has to succeed, and answers what it wrote. */
  async run(...command: readonly string[]): Promise<string> {
    const { status, output, errors } = await this.attempt(...command);
    if (status === 0) return output;
    throw new Error(`Under Wine: ${command.join(' ')} ended with status ${status}: ${errors}\n${output}`);
  }

  /** Runs a program, whatever its exit status. */
  async attempt(...command: readonly string[]): Promise<WineRan> {
    const { child, outputFile, errorsFile } = await this.start(...command);
    const timer = setTimeout(() => child.kill('SIGKILL'), 120_000);
    await once(child, 'close');
    clearTimeout(timer);
    const [output, errors] = await Promise.all([outputFile, errorsFile].map((file) => readFile(file, 'utf8')));
    return { status: child.exitCode, output: output ?? '', errors: errors ?? '' };
  }

  /** Starts a program that goes on. Its output goes to files: Windows' Node can't write to a pipe under Wine. */
  async start(...command: readonly string[]): Promise<WineStarted> {
    this.#count += 1;
    const outputFile = join(this.folder, `output-${this.#count}`);
    const errorsFile = join(this.folder, `errors-${this.#count}`);
    const output = await open(outputFile, 'w');
    const errors = await open(errorsFile, 'w');
    try {
      const child = spawn('wine', command, {
        stdio: ['ignore', output.fd, errors.fd],
        env: { ...process.env, ...this.#environment() },
        cwd: this.folder,
      });
      return { child, outputFile, errorsFile };
    } finally {
      await Promise.all([output.close(), errors.close()]);
    }
  }

  /** Ends every program of this prefix, and takes it away. */
  async end(): Promise<void> {
    // Status 1 says that none runs.
    await mustRun('wineserver', ['-k'], { environment: this.#environment() }).catch(() => '');
    await mustRun('wineserver', ['-w'], { environment: this.#environment() });
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #environment(): Readonly<Record<string, string>> {
    return { ...wineEnvironment, WINEPREFIX: this.prefix };
  }
}

/** A path of this computer, as Windows' programs name it: Wine's drive Z is the root. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}
