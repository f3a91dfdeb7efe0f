import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { windowsRuntime } from './runtime.ts';
import { type Wine, windowsPath } from './wine.ts';

/** Lets another program hold a file, named as Windows does, so that nobody else may open it; the answer ends that. */
export async function holdFile(wine: Wine, file: string): Promise<() => Promise<void>> {
  const { node, modules } = await windowsRuntime();
  const script = windowsPath(join(import.meta.dirname, 'hold-file.cjs'));
  const { child, outputFile } = await wine.start(windowsPath(node), script, windowsPath(join(modules, 'koffi')), file);
  const release = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(release);
  const follow = ['--lines=+1', '--follow', '--sleep-interval=0.02', `--pid=${child.pid}`, outputFile];
  const tail = spawn('tail', follow, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [said] = await once(createInterface({ input: tail.stdout }), 'line');
  tail.kill();
  if (said !== 'held') throw new Error(`${file} could not be held: ${said}`);
  return release;
}
