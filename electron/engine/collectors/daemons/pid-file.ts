import { readFile } from 'node:fs/promises';

/**
 * Whether the process that a script's pid file names lives. A script's own `status`
 * would know better, but is a program to be run as whoever tracks.
 */
export async function stateByPid(pidFile: string): Promise<'Running' | 'Stopped' | null> {
  try {
    const pid = Number.parseInt(await readFile(pidFile, 'utf8'), 10);
    if (!Number.isInteger(pid) || pid <= 0) return 'Stopped';
    process.kill(pid, 0);
    return (await isZombie(pid)) ? 'Stopped' : 'Running';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return 'Stopped';
    // There is such a process, and it is someone else's.
    return code === 'EPERM' ? 'Running' : null;
  }
}

/** Whether a process has ended and only its number is left, until its parent asks for it (proc_pid_stat(5), state). */
async function isZombie(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
}
