import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** How long a helper program may take until it says that it is ready. */
const readyLimit = 20_000;

/** Starts a program that is to run until the test ends. Fails when it can't be started at all. */
export async function startProgram(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<ChildProcess> {
  const child = spawn(command, args, options);
  await once(child, 'spawn');
  return child;
}

/** The first line of a stream; fails when the program ends or stays silent instead. */
export async function firstLine(child: ChildProcess, stream: Readable): Promise<string> {
  const lines = createInterface({ input: stream });
  const limit = AbortSignal.timeout(readyLimit);
  try {
    const [line] = await Promise.race([
      once(lines, 'line', { signal: limit }),
      once(child, 'exit').then(([code]) => {
        throw new Error(`${child.spawnfile} ended with ${String(code)} before it was ready`);
      }),
    ]);
    return String(line);
  } finally {
    lines.close();
  }
}

/** Ends a program and waits until it is gone; it is killed when it does not heed the first asking. */
export async function endProgram(child: ChildProcess, patience = 5_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  await gone;
  clearTimeout(timer);
}
