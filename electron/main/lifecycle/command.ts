import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import { z } from 'zod';

// Only its path is known here: the command line starts the engine, and main must not import it
const commandLineSchema = z.object({
  run: z.custom<(argv: readonly string[]) => Promise<number>>((value) => typeof value === 'function'),
});

const drained = (stream: NodeJS.WriteStream) => new Promise<void>((resolve) => stream.write('', () => resolve()));

/**
 * Runs a command of the command line in this process, without a window, and ends
 * with its exit status. Electron's profile goes to a folder that is thrown away:
 * a command runs beside the application, whose profile is in use.
 */
export async function runCommand(argv: readonly string[]): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'tidemark-'));
  app.setPath('userData', profile);
  app.setPath('sessionData', profile);
  app.disableHardwareAcceleration();
  // Nothing here has a window: without a listener Electron would end when a hidden one closes
  app.on('window-all-closed', () => undefined);
  process.once('exit', () => rmSync(profile, { recursive: true, force: true }));

  const entry = join(import.meta.dirname, 'cli.js');
  let status = 1;
  try {
    const loaded: unknown = await import(/* @vite-ignore */ pathToFileURL(entry).href);
    status = await commandLineSchema.parse(loaded).run(argv);
  } catch (error) {
    process.stderr.write(`tidemark: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  app.exit(status);
}
