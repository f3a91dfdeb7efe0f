import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import { z } from 'zod';
import { launchKql } from '../engine-host/launch-kql.ts';

type StartKql = () => ReturnType<typeof startKql>;
type Run = (argv: readonly string[], terminal: undefined, startKql: StartKql) => Promise<number>;

// Only its path is known here: the command line starts the engine, and main must not import it
const commandLineSchema = z.object({ run: z.custom<Run>((value) => typeof value === 'function') });

/** Starts a process for queries for the command line, which by itself would need a plain Node for it. */
function startKql() {
  const { channel, onExit, kill } = launchKql(join(import.meta.dirname, 'kql.js'));
  return {
    post: (message: unknown) => channel.postMessage(message),
    onMessage: (listener: (message: unknown) => void) => {
      channel.on('message', ({ data }) => listener(data));
      channel.start();
    },
    onExit,
    kill,
  };
}

const drained = (stream: NodeJS.WriteStream) => new Promise<void>((resolve) => stream.write('', () => resolve()));

/** A folder for what Chromium writes at any rate (a crash reporter's id): nothing in it matters. */
function scratchFolder(): string {
  // On Windows and macOS the folder for temporary files is the user's own
  if (process.platform !== 'linux') return join(tmpdir(), 'tidemark');
  const cache = process.env.XDG_CACHE_HOME;
  return join(cache?.startsWith('/') ? cache : join(homedir(), '.cache'), 'tidemark');
}

/**
 * Runs a command of the command line in this process, without a window, and ends
 * with its exit status. It keeps out of the application's profile, which is in
 * use while the application runs beside it.
 */
export async function runCommand(argv: readonly string[]): Promise<void> {
  const profile = scratchFolder();
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  app.setPath('userData', profile);
  app.setPath('sessionData', profile);
  app.disableHardwareAcceleration();
  // Nothing here has a window: without a listener Electron would end when a hidden one closes
  app.on('window-all-closed', () => undefined);
  const entry = join(import.meta.dirname, 'cli.js');
  let status = 1;
  try {
    const loaded: unknown = await import(/* @vite-ignore */ pathToFileURL(entry).href);
    status = await commandLineSchema.parse(loaded).run(argv, undefined, startKql);
  } catch (error) {
    process.stderr.write(`tidemark: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  app.exit(status);
}
