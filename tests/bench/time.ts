import { spawn } from 'node:child_process';

/** The longest that one command may take, in milliseconds. */
const longest = 600_000;

/** Seconds that a command takes, from its start to its end. Fails when its exit status is not one of `fine`. */
export function seconds(command: string, args: readonly string[], fine: readonly number[] = [0]): Promise<number> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: longest });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-500);
    });
    child.once('error', reject);
    child.once('close', (status) => {
      if (fine.includes(status ?? -1)) resolve((performance.now() - begin) / 1000);
      else reject(new Error(`${command} ended with ${status}: ${said}`));
    });
  });
}

/** The value below which a share of the values lies (0.5: the median). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
