import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { runTool } from './run-tool.ts';

/** Where the kernel keeps groups of processes: in one hierarchy, or in those of both versions (cgroups(7)). */
const hierarchies = ['', '/unified', '/systemd'].map((each) => `/sys/fs/cgroup${each}`);

/**
 * A real systemd, as a user instance with a home, a runtime folder, units and a
 * D-Bus of its own. Its interface is the system manager's. Needs root, and
 * Debian's packages systemd and dbus-user-session.
 */
export class TestSystemd {
  private constructor(
    readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<TestSystemd> {
    const folder = await mkdtemp(join(tmpdir(), 'tidemark-systemd-'));
    for (const each of ['run/systemd', 'home/.config/systemd/user', 'generated'])
      await mkdir(join(folder, each), { recursive: true });
    const group = basename(folder);
    // systemd starts only where /run/systemd/system says that it runs the machine: in a mount namespace, it does.
    const script = [
      // Two in one group of processes would end each other's.
      `for each in ${hierarchies.join(' ')}; do test ! -w $each/cgroup.procs || { mkdir $each/${group}; echo $$ > $each/${group}/cgroup.procs; }; done`,
      'mount -t tmpfs tmpfs /run/systemd',
      'mkdir -p /run/systemd/system /run/systemd/user-generators',
      // A generator (systemd.generator(7)) that gives what a test puts into `generatedFolder`.
      `printf '#!/bin/sh\\ncp %s/generated/* "$1" 2>&-; true\\n' '${folder}' > /run/systemd/user-generators/test`,
      'chmod +x /run/systemd/user-generators/test',
      'exec /lib/systemd/systemd --user --log-target=console --log-level=warning',
    ].join(' && ');
    const child = spawn('unshare', ['--mount', 'sh', '-c', script], {
      env: environment(folder),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const systemd = new TestSystemd(folder, child);
    try {
      const ended = once(child, 'exit').then(([status]) => {
        throw new Error(`systemd ended while it started: ${status}`);
      });
      await Promise.race([ended, appears(join(folder, 'run/systemd/private'))]);
      ended.catch(() => undefined);
      await systemd.control('is-system-running', '--wait').catch(() => undefined);
      await systemd.control('start', 'dbus.socket');
    } catch (error) {
      await systemd.stop();
      throw error;
    }
    return systemd;
  }

  get busAddress(): string {
    return `unix:path=${join(this.folder, 'run/bus')}`;
  }

  /** Where units are put; `control('daemon-reload')` makes them known. */
  get unitFolder(): string {
    return join(this.folder, 'home/.config/systemd/user');
  }

  /** Units that lie here are generated ones, from the next `daemon-reload` on. */
  get generatedFolder(): string {
    return join(this.folder, 'generated');
  }

  async writeUnit(name: string, text: string): Promise<void> {
    await writeFile(join(this.unitFolder, name), text);
  }

  /** Runs systemctl on this instance; it returns when the job it asked for is done. */
  async control(...args: string[]): Promise<string> {
    // In the instance's mount namespace: elsewhere systemctl finds no systemd running and edits links by itself.
    const inside = ['--mount', `--target=${this.child.pid}`];
    return this.#tool('nsenter', [...inside, 'systemctl', '--user', ...args]);
  }

  async #tool(file: string, args: readonly string[]): Promise<string> {
    const result = await runTool(file, args, {
      timeLimit: 30_000,
      outputLimit: 1_000_000,
      environment: environment(this.folder),
    });
    if (result.kind === 'done') return result.output;
    throw new Error(`${file} ${args.join(' ')}: ${JSON.stringify(result)}`);
  }

  /** Runs a transient service, as systemd-run does. */
  async run(name: string): Promise<void> {
    await this.#tool('systemd-run', ['--user', `--unit=${name}`, 'sleep', '1000']);
  }

  /** Makes a pipe in the instance's folder, for a service to wait at. */
  async fifo(name: string): Promise<void> {
    await this.#tool('mkfifo', [join(this.folder, name)]);
  }

  /** Lets whoever waits at a pipe go on, once someone does. */
  async openGate(name: string): Promise<void> {
    await writeFile(join(this.folder, name), 'go\n');
  }

  /** Ends the instance and with it all that it started, and nothing else. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      const force = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(force);
    }
    for (const each of hierarchies) {
      const group = join(each, basename(this.folder));
      if (existsSync(group)) await this.#tool('find', [group, '-depth', '-type', 'd', '-exec', 'rmdir', '{}', '+']);
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

function environment(folder: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: join(folder, 'home'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    XDG_CONFIG_HOME: join(folder, 'home/.config'),
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'run/bus')}`,
  };
}

async function appears(path: string): Promise<void> {
  const watcher = watch(dirname(path));
  const there = new Promise<void>((resolve) => watcher.on('change', () => existsSync(path) && resolve()));
  if (!existsSync(path)) await there;
  watcher.close();
}

/** The sources that the machine's systemd is, in the order in which they are told. */
export const systemdSources = ['', '/timer', '/socket'].flatMap((kind) => [`systemd${kind}`, `systemd${kind}@`]);
