import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pipeline, Readable } from 'node:stream';

/** How a tool is run whose input and output are streams. */
export interface StreamOptions {
  /** The standard input, whole or as it comes; a stream that breaks ends it. */
  readonly input: Uint8Array | Readable;
  /** Milliseconds without a byte of output until the tool is given up. */
  readonly patience: number;
  /** The whole environment of the tool. */
  readonly environment: Readonly<Record<string, string>>;
  /** Takes standard output, piece by piece; `enough` ends it, and the rest is not waited for. */
  readonly output: (piece: Buffer) => 'more' | 'enough' | Promise<'more' | 'enough'>;
  readonly signal: AbortSignal;
}

/** How a tool ended. `errors` is the beginning of standard error; `whole` says whether it is all of it. */
export type StreamResult =
  | {
      readonly kind: 'ended';
      readonly status: number | null;
      readonly errors: Buffer;
      readonly whole: boolean;
    }
  /** It was told to end, since its output was enough. */
  | { readonly kind: 'enough' }
  | { readonly kind: 'notStarted'; readonly code: string }
  /** It fell silent. `over` resolves when it is really gone, which may be never. */
  | { readonly kind: 'timedOut'; readonly over: Promise<unknown> };

/** Bytes of standard error that are kept. */
const errorLimit = 256 * 1024;

/**
 * Runs a tool by its argument list, never through a shell and without a terminal,
 * and hands its output over as it comes. Given up, it is killed with its children. One
 * that runs as another user takes no signal from this one: it loses its pipes, and so
 * ends at its next word.
 * Rejects with the signal's reason when that is given, and with what `output` throws.
 */
export async function streamTool(file: string, args: readonly string[], options: StreamOptions): Promise<StreamResult> {
  const { signal } = options;
  signal.throwIfAborted();
  // A session of its own has no terminal that a password could be asked on.
  const child = spawn(file, [...args], {
    env: { ...options.environment },
    cwd: '/',
    detached: true,
    shell: false,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const errors: Buffer[] = [];
  let kept = 0;
  let whole = true;
  let given: 'timedOut' | 'aborted' | undefined;
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const giveUp = (why: 'timedOut' | 'aborted') => {
    given ??= why;
    leave();
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
    killGroup(child.pid);
    child.unref();
  };
  const abort = () => giveUp('aborted');
  const timer = setTimeout(() => giveUp('timedOut'), options.patience);
  let failure: string | undefined;
  // Heard for as long as the child lives: kill(2) fails on what runs as another user.
  child.on('error', (error: NodeJS.ErrnoException) => {
    if (child.pid === undefined) failure = error.code ?? 'EUNKNOWN';
  });
  const closed = once(child, 'close').catch(() => undefined);
  const over = once(child, 'exit').catch(() => undefined);
  signal.addEventListener('abort', abort, { once: true });
  // A tool that ends early leaves its input unread; its status and its words say why.
  child.stdin.on('error', () => undefined);
  if (options.input instanceof Readable) pipeline(options.input, child.stdin, () => undefined);
  else child.stdin.end(options.input);
  child.stderr.on('error', () => undefined);
  child.stderr.on('data', (piece: Buffer) => {
    timer.refresh();
    if (kept + piece.length > errorLimit) whole = false;
    if (kept < errorLimit) errors.push(piece.subarray(0, errorLimit - kept));
    kept += piece.length;
  });
  try {
    for await (const piece of child.stdout as AsyncIterable<Buffer>) {
      timer.refresh();
      if ((await options.output(piece)) === 'more') continue;
      giveUp('aborted');
      return { kind: 'enough' };
    }
    // What was given up may never end: it is not waited for.
    await Promise.race([closed, left]);
  } catch (error) {
    if (given === undefined) {
      giveUp('aborted');
      throw error;
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
  signal.throwIfAborted();
  if (given === 'timedOut') return { kind: 'timedOut', over };
  if (failure !== undefined) return { kind: 'notStarted', code: failure };
  return { kind: 'ended', status: child.exitCode, errors: Buffer.concat(errors), whole };
}

/** Kills a child that leads a process group, and all that it started there: see kill(2). */
function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It is gone, or another user's.
  }
}
