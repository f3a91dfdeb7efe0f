import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

/** How long a tool may take to name its version (ms). */
const patience = 10_000;

/** What the figures were measured on, and beside what, in one sentence. */
export function describeMachine(work: string): string {
  const processor = /model name\s*:\s*(.+)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'unknown processor';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const fileSystem = said('findmnt', ['--noheadings', '--output', 'FSTYPE', '--target', work]);
  const system = /^PRETTY_NAME="(.+)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  const aide = /AIDE (\S+)/i.exec(said('aide', ['--version']))?.[1];
  const inotify = /inotifywait (\S+)/.exec(said('inotifywait', ['--help']))?.[1];
  return [
    `${cpus().length} cores (${processor}), ${memory}, ${fileSystem}, ${system} (Linux ${release().split('-')[0]}), Node ${process.versions.node}`,
    `beside AIDE ${aide} and inotify-tools ${inotify}`,
  ].join('; ');
}

function said(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, {
      encoding: 'utf8',
      timeout: patience,
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  } catch (error) {
    // `inotifywait --help` has the exit status of a failure.
    const { stdout } = error as { readonly stdout?: string };
    if (stdout) return stdout;
    throw error;
  }
}
