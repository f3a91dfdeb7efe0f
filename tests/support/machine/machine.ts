import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runTool, type ToolResult } from '../run-tool.ts';
import { programBinds } from './program.ts';
import { machineRoot } from './root.ts';
import { howItEnded } from './tool.ts';

/** The whole environment of what runs in a machine: nothing of this computer's gets in. */
const environment = [
  'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  'HOME=/root',
  'LANG=C.UTF-8',
  'DEBIAN_FRONTEND=noninteractive',
];

/** Seconds that each half of a boot may take; alone on a machine, both together take one. */
const bootLimit = 60;

/**
 * A whole Debian of its own, booted by systemd-nspawn with systemd as process 1,
 * without a network. What changes in it lies in memory and is gone with it.
 */
export class Machine {
  private constructor(
    private readonly nspawn: ChildProcess,
    private readonly folder: string,
    /** The machine's process 1, by this computer's number. */
    readonly leader: number,
  ) {}

  /** Boots one, and resolves when systemd says that it is up. */
  static async boot(): Promise<Machine> {
    const root = await machineRoot();
    const folder = mkdtempSync(join(tmpdir(), 'tidemark-machine-'));
    const output: Buffer[] = [];
    let nspawn: ChildProcess | undefined;
    try {
      const name = `tidemark-${process.pid}-${randomBytes(3).toString('hex')}`;
      const booting = spawnBound(
        'systemd-nspawn',
        [...nspawnArguments(root, name), ...(await programBinds(folder, root))],
        // Killed, it would leave its machine behind.
        'TERM',
      );
      nspawn = booting;
      for (const stream of [booting.stdout, booting.stderr]) stream.on('data', (chunk) => output.push(chunk));
      const leader = await until(bootLimit, () => {
        if (booting.exitCode !== null) throw new Error(`systemd-nspawn ended with status ${booting.exitCode}`);
        return booting.pid === undefined ? undefined : bootedChild(booting.pid);
      });
      const machine = new Machine(booting, folder, leader);
      await until(bootLimit, () => machine.#isUp());
      return machine;
    } catch (error) {
      nspawn?.kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
      throw new Error(`The machine did not boot: ${Buffer.concat(output).toString()}`, { cause: error });
    }
  }

  /** Runs a command in the machine and answers what it printed; fails where it ends with another status than 0. */
  async run(...command: readonly string[]): Promise<string> {
    const result = await this.#enter(command);
    if (result.kind === 'done') return result.output;
    throw new Error(`In the machine: ${command.join(' ')}: ${howItEnded(result)}`);
  }

  /** Runs a command in the machine, whatever its exit status. */
  async attempt(...command: readonly string[]): Promise<{ status: number; output: string; errors: string }> {
    const result = await this.#enter(command);
    if (result.kind === 'done') return { status: 0, output: result.output, errors: result.errors };
    if (result.kind === 'exited' && result.status !== null) {
      return { status: result.status, output: result.output, errors: result.errors };
    }
    throw new Error(`In the machine: ${command.join(' ')}: ${howItEnded(result)}`);
  }

  /** Runs a shell script in the machine; `$1` and so on are the arguments. */
  async script(text: string, ...args: readonly string[]): Promise<string> {
    return this.run('sh', '-euc', text, 'sh', ...args);
  }

  /** Starts a command in the machine that goes on. It is the only child of the process that is answered. */
  start(...command: readonly string[]) {
    return spawnBound('nsenter', this.#entering(command), 'KILL');
  }

  /** Writes a file in place, as `>` does. */
  async write(path: string, text: string): Promise<void> {
    await this.script('printf %s "$2" > "$1"', path, text);
  }

  async append(path: string, text: string): Promise<void> {
    await this.script('printf %s "$2" >> "$1"', path, text);
  }

  /** Saves as editors do: a new file beside it, then a rename over it. */
  async save(path: string, text: string): Promise<void> {
    await this.script(
      'test ! -e "$1" || cp -p "$1" "$1.saving"; printf %s "$2" > "$1.saving"; sync "$1.saving"; mv "$1.saving" "$1"',
      path,
      text,
    );
  }

  /** Ends it at once, and everything in it. */
  async end(): Promise<void> {
    if (this.nspawn.exitCode === null && this.nspawn.signalCode === null) {
      const ended = once(this.nspawn, 'exit');
      process.kill(this.leader, 'SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Waits by itself for the end of the start-up; it fails only while systemd does not listen yet. */
  async #isUp(): Promise<true | undefined> {
    const { output } = await this.attempt('systemctl', 'is-system-running', '--wait');
    if (output.trim() === 'degraded') throw new Error(await this.run('systemctl', '--failed', '--no-legend'));
    return output.trim() === 'running' ? true : undefined;
  }

  #entering(command: readonly string[]): string[] {
    return ['--all', '--target', String(this.leader), '--', '/usr/bin/env', '-i', ...environment, ...command];
  }

  #enter(command: readonly string[]): Promise<ToolResult> {
    return runTool('nsenter', this.#entering(command), { timeLimit: 60_000, outputLimit: 64 * 1024 * 1024 });
  }
}

/** Starts a program that is sent a signal when this process ends, however it ends. */
function spawnBound(program: string, args: readonly string[], signal: 'TERM' | 'KILL') {
  return spawn('setpriv', ['--pdeathsig', signal, program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

function nspawnArguments(root: string, name: string): string[] {
  return [
    `--directory=${root}`,
    `--machine=${name}`,
    // A layer of memory over the root. `read-only` is about the root alone: several machines may share it.
    '--volatile=overlay',
    '--read-only',
    '--private-network',
    '--register=no',
    '--keep-unit',
    '--resolv-conf=off',
    '--timezone=off',
    '--link-journal=no',
    '--console=pipe',
    '--boot',
  ];
}

/** The only child of a process, once there is one; for nspawn its machine's process 1, for nsenter what it entered with. */
export function onlyChild(pid: number): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return /^\d+$/.test(children) ? Number(children) : undefined;
}

/** nspawn's child, once it is no longer nspawn's own code but the machine. */
function bootedChild(pid: number): number | undefined {
  const child = onlyChild(pid);
  if (child === undefined) return undefined;
  try {
    return readFileSync(`/proc/${child}/comm`, 'utf8').trim() === 'systemd' ? child : undefined;
  } catch {
    return undefined;
  }
}

/** Asks again every few milliseconds: a machine that comes up has no signal that Node could wait for. */
async function until<T>(seconds: number, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() >= end) throw new Error(`not within ${seconds} s`);
    await wait(20);
  }
}
