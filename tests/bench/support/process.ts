import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** Resident memory of a process, in MB. */
export interface Memory {
  readonly now: number;
  /** The highest so far, or since `forgetHighest`. */
  readonly highest: number;
}

/** How often a command's memory is looked at: the kernel keeps the highest, so only its very end can be missed (ms). */
const look = 50;

/** Resident memory (proc(5): VmRSS and VmHWM); `undefined` once the process is gone. */
export function memoryOf(pid: number): Memory | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const megabytes = (name: string) => {
      const kilobytes = new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1];
      return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
    };
    const [now, highest] = [megabytes('VmRSS'), megabytes('VmHWM')];
    // One that has ended and is not waited for yet has no memory any more.
    return now === undefined || highest === undefined ? undefined : { now, highest };
  } catch {
    return undefined;
  }
}

/** Lets the highest memory begin anew at what it is now (proc(5): clear_refs). */
export function forgetHighest(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** Seconds of processor time used so far, by all threads (proc(5): utime and stime, in ticks of 10 ms). */
export function processorTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** How a command went. */
export interface Ran {
  readonly seconds: number;
  /** Its highest resident memory, in MB. */
  readonly highest: number;
  /** Why it is no success: its exit status or signal, and the end of what it said; `undefined` if it is one. */
  readonly failure: string | undefined;
}

/**
 * Runs a command to its end, and measures it.
 *
 * @param fine the exit statuses of a success
 * @param longest the longest that it may take, in milliseconds
 */
export function run(
  command: string,
  args: readonly string[],
  { fine = [0], longest = 600_000 }: { readonly fine?: readonly number[]; readonly longest?: number } = {},
): Promise<Ran> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: longest,
      killSignal: 'SIGKILL',
    });
    let highest = 0;
    let said = '';
    const timer = setInterval(() => {
      highest = (child.pid === undefined ? undefined : memoryOf(child.pid))?.highest ?? highest;
    }, look);
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-500);
    });
    child.once('error', (error) => {
      clearInterval(timer);
      reject(error);
    });
    child.once('close', (status, signal) => {
      clearInterval(timer);
      const seconds = (performance.now() - begin) / 1000;
      const failure = fine.includes(status ?? -1) ? undefined : `${signal ?? `exit status ${status}`}: ${said.trim()}`;
      resolve({ seconds, highest, failure });
    });
  });
}

/** The same for a command without which the rest makes no sense: fails unless it succeeds. */
export async function succeed(...[command, args, options]: Parameters<typeof run>): Promise<Ran> {
  const ran = await run(command, args, options);
  if (ran.failure !== undefined) throw new Error(`${command} ${args.join(' ')} ended with ${ran.failure}`);
  return ran;
}
