import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ended, type Ran, started } from './cli.ts';
import { temporaryFolder } from './temporary.ts';

/** An account that may do nothing: it is on every Linux, and owns no file. */
export const nobody = 65_534;

const enter = [
  // Its own mounts: what is bound over the rules of sudo there is seen by no one else.
  'mount --make-rprivate / && mount --bind "$1" /etc/sudoers.d && shift',
  'exec setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all -- "$@"',
].join(' && ');

/**
 * The account nobody on a machine whose rules of sudo are this test's own: a real
 * sudo with the system's own /etc/sudoers, and an /etc/sudoers.d that is empty at first.
 */
export class Nobody {
  readonly folder = temporaryFolder();
  readonly data = join(this.folder, 'data');
  readonly #rules = join(this.folder, 'sudoers.d');

  constructor() {
    chmodSync(this.folder, 0o755);
    mkdirSync(this.#rules, { mode: 0o750 });
    mkdirSync(this.data, { mode: 0o700 });
    chownSync(this.data, nobody, nobody);
  }

  /** Puts lines into a file of /etc/sudoers.d. */
  rule(...lines: readonly string[]): void {
    writeFileSync(join(this.#rules, 'tidemark'), lines.map((each) => `${each}\n`).join(''), { mode: 0o440 });
  }

  /** Whether sudo's own check finds the rules in order; else what it says. */
  async check(): Promise<string> {
    const file = join(this.#rules, 'tidemark');
    return new Promise((resolve) => {
      execFile('visudo', ['-c', '-f', file], (error, stdout, stderr) => resolve(error ? `${stdout}${stderr}` : ''));
    });
  }

  /** Runs the command line as nobody, on a data folder of its own. */
  async run(...argv: readonly string[]): Promise<Ran> {
    return ended(await this.start(...argv));
  }

  /** Starts it and does not wait for it. */
  start(...argv: readonly string[]) {
    return started([...argv, '--data', this.data], (program, args) => ({
      program: 'unshare',
      args: ['--mount', 'sh', '-c', enter, 'sh', this.#rules, program, ...args],
      options: { cwd: '/', env: { HOME: this.folder, PATH: process.env.PATH ?? '/usr/bin:/bin' } },
    }));
  }

  /** Runs a program as nobody, on the same machine. */
  exec(program: string, ...args: readonly string[]): Promise<Ran> {
    return new Promise((resolve) => {
      execFile(
        'unshare',
        ['--mount', 'sh', '-c', enter, 'sh', this.#rules, program, ...args],
        { cwd: '/', timeout: 60_000 },
        (error, stdout, stderr) =>
          resolve({ status: error === null ? 0 : Number(error.code), signal: null, stdout, stderr }),
      );
    });
  }
}
