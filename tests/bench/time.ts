import { execFile } from 'node:child_process';

/** Seconds that a command takes, from its start to its end. Fails when its exit status is not one of `fine`. */
export function seconds(command: string, args: readonly string[], fine: readonly number[] = [0]): Promise<number> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    execFile(command, [...args], { timeout: 600_000, maxBuffer: 1 << 28 }, (error, _out, err) => {
      const status = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
      if (fine.includes(status)) resolve((performance.now() - begin) / 1000);
      else reject(new Error(`${command} ended with ${status}: ${err.slice(-500)}`, { cause: error }));
    });
  });
}

/** The value below which a share of the values lies (0.5: the median). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
