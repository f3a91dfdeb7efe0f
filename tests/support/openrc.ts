import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';

/** Debian's packages that it is made of. They are unpacked beside this computer's files, and never installed. */
const packages = ['openrc', 'librc1', 'libeinfo1'];
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tidemark', 'openrc');

/** Why there can be no OpenRC here, in one line; `undefined` where there can. */
export async function whyNoOpenrc(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'it takes root to make a layer over this computer’s files';
  const mounts = await runTool('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], limits);
  if (mounts.kind !== 'done') return 'root may not mount here, as in a container';
  if ((await packageFiles()).length === packages.length) return undefined;
  await mkdir(cache, { recursive: true });
  const got = await runTool('apt-get', ['download', ...packages], { ...limits, folder: cache });
  return got.kind === 'done' ? undefined : 'Debian’s packages of it can’t be downloaded';
}

const limits = { timeLimit: 60_000, outputLimit: 1_000_000 };

async function packageFiles(): Promise<string[]> {
  const files = await readdir(cache).catch(() => []);
  return packages.flatMap((name) => files.find((file) => file.startsWith(`${name}_`) && file.endsWith('.deb')) ?? []);
}

/**
 * A real OpenRC over a layer of memory on this computer's files, in a mount namespace: its own tools read the scripts,
 * and write the run levels and the states. It boots nothing.
 */
export class TestOpenrc {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<TestOpenrc> {
    const folder = await mkdtemp(join(tmpdir(), 'tidemark-openrc-'));
    for (const each of ['layer', 'root', 'shared']) await mkdir(join(folder, each));
    const debs = (await packageFiles()).map((file) => join(cache, file));
    const states =
      'starting started stopping inactive wasinactive failed hotplugged scheduled daemons options exclusive tmp';
    const script = [
      'cd "$1"; shift',
      'mount -t tmpfs tmpfs layer; mkdir layer/upper layer/work',
      'mount -t overlay overlay -o "lowerdir=/,upperdir=$PWD/layer/upper,workdir=$PWD/layer/work" root',
      'for deb in "$@"; do dpkg-deb --fsys-tarfile "$deb" | tar --extract --keep-directory-symlink --directory root; done',
      'mount -t tmpfs tmpfs root/run; mount --rbind /proc root/proc; mount --rbind /dev root/dev',
      // What both sides know by one name: pid files.
      'mkdir -p "root$PWD/shared"; mount --bind shared "root$PWD/shared"',
      // As openrc(8) makes them when it boots.
      `mkdir root/run/openrc; for each in ${states}; do mkdir "root/run/openrc/$each"; done`,
      'echo default > root/run/openrc/softlevel; touch root/etc/insserv.conf',
      'rm -f root/etc/init.d/*; echo ready; exec sleep infinity',
    ].join('\n');
    const child = spawn('unshare', ['--mount', 'sh', '-euc', script, 'sh', folder, ...debs], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const openrc = new TestOpenrc(folder, child);
    const ended = once(child, 'exit').then(() => {
      throw new Error('The layer for OpenRC could not be made.');
    });
    await Promise.race([once(child.stdout, 'data'), ended]);
    ended.catch(() => undefined);
    return openrc;
  }

  /** Where its folders are seen from this side. */
  get root(): string {
    return `/proc/${this.child.pid}/root${this.folder}/root`;
  }

  /** A folder that has the same name on both sides. */
  get shared(): string {
    return join(this.folder, 'shared');
  }

  async writeScript(name: string, text: string): Promise<void> {
    const path = join(this.root, 'etc/init.d', name);
    await writeFile(path, text);
    await chmod(path, 0o755);
  }

  /** Runs one of its tools; some of them end with another status than 0 for what a test does on purpose. */
  async run(tool: 'rc-service' | 'rc-update', ...args: readonly string[]): Promise<void> {
    const inside = ['--mount', `--target=${this.child.pid}`, 'chroot', join(this.folder, 'root')];
    const result = await runTool('nsenter', [...inside, `/sbin/${tool}`, ...args], limits);
    if (result.kind !== 'done' && result.kind !== 'exited') throw new Error(`${tool}: ${result.kind}`);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await ended;
    }
    if (existsSync(this.folder)) await rm(this.folder, { recursive: true, force: true });
  }
}
