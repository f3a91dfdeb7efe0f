import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { endProgram, firstLine, startProgram } from './processes.ts';

/** Where packages of these tests have their files: a folder that only the private mounts have anything in. */
export const probes = '/opt';

/**
 * What gives a process packages of its own: dpkg's database as a copy, and nothing else that apt writes to. The mounts
 * are the process's own (mount_namespaces(7)) and go with it.
 */
const mounts = `set -e
copy=$(mktemp -d); mount -t tmpfs none "$copy"
cp -a /var/lib/dpkg "$copy/dpkg"
mount --bind "$copy/dpkg" /var/lib/dpkg
for each in /var/lib/apt /var/cache/apt /var/log ${probes}; do mount -t tmpfs none "$each"; done
mkdir -p /var/lib/apt/lists/partial /var/cache/apt/archives/partial /var/log/apt
umount --lazy "$copy"; rmdir "$copy"
echo ready; exec sleep infinity`;

/**
 * This machine's real apt and dpkg on mounts of their own, so that what is installed is there for those alone who are
 * started on them. Needs root.
 */
export interface PrivateApt {
  /** Writes a program that starts another one on these mounts, and gives its path. */
  starter(program: string): Promise<string>;
  run(program: string, ...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

const timeout = 60_000;
const run = promisify(execFile);

/** Makes the mounts; `folder` takes what starts programs on them. */
export async function startPrivateApt(folder: string): Promise<PrivateApt> {
  const holder = await startProgram('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', mounts], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await firstLine(holder, holder.stdout as Readable);
  const enter = [`--mount=/proc/${holder.pid}/ns/mnt`, '--'];
  return {
    starter: async (program) => {
      const file = join(folder, 'on-private-mounts');
      await writeFile(file, `#!/bin/sh\nexec nsenter ${enter.join(' ')} "${program}" "$@"\n`, { mode: 0o755 });
      return file;
    },
    run: async (program, ...args) => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const { stdout } = await run('nsenter', [...enter, program, ...args], { timeout, env });
      return stdout;
    },
    stop: () => endProgram(holder),
  };
}
