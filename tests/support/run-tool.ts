import { type ExecFileException, execFile } from 'node:child_process';

/** How a tool is to be run. The limits are not optional: a tool that hangs or floods must not take the tests with it. */
export interface ToolOptions {
  /** Milliseconds until the tool is ended by SIGKILL. */
  readonly timeLimit: number;
  /** Bytes of standard output, and as many of standard error, before the tool is ended. */
  readonly outputLimit: number;
  readonly folder?: string;
  /** Added to the environment; the locale is always C, so that output can be parsed. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * What became of a tool. `exited` covers every status but 0, and an end by a
 * signal, whose name is then in `signal` and the status `null`.
 */
export type ToolResult =
  | { readonly kind: 'done'; readonly output: string; readonly errors: string }
  | {
      readonly kind: 'exited';
      readonly status: number | null;
      readonly signal: string | null;
      readonly output: string;
      readonly errors: string;
    }
  | { readonly kind: 'notInstalled' }
  | { readonly kind: 'notAllowed' }
  | { readonly kind: 'timedOut' }
  | { readonly kind: 'tooMuchOutput' }
  | { readonly kind: 'aborted' };

/**
 * Runs a tool by its argument list, never through a shell, with no standard
 * input, and tells its failures apart. Never rejects.
 */
export function runTool(file: string, args: readonly string[], options: ToolOptions): Promise<ToolResult> {
  return new Promise((resolve) => {
    if (options.signal?.aborted) {
      resolve({ kind: 'aborted' });
      return;
    }
    let timedOut = false;
    const child = execFile(
      file,
      [...args],
      {
        encoding: 'utf8',
        env: { ...process.env, ...options.environment, LC_ALL: 'C', LANGUAGE: 'C' },
        maxBuffer: options.outputLimit,
        killSignal: 'SIGKILL',
        shell: false,
        windowsHide: true,
        ...(options.folder === undefined ? {} : { cwd: options.folder }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
      (error, output, errors) => {
        clearTimeout(timer);
        if (timedOut) resolve({ kind: 'timedOut' });
        else resolve(toResult(error, output, errors));
      },
    );
    // Node's own time limit can't be told from an end by someone else's signal afterwards; this one can.
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
      // A grandchild that inherited the pipes would keep them open, and the result would never come.
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, options.timeLimit);
    child.stdin?.end();
  });
}

function toResult(error: ExecFileException | null, output: string, errors: string): ToolResult {
  if (error === null) return { kind: 'done', output, errors };
  switch (error.code) {
    case 'ENOENT':
      return { kind: 'notInstalled' };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'notAllowed' };
    case 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER':
      return { kind: 'tooMuchOutput' };
    case 'ABORT_ERR':
      return { kind: 'aborted' };
    default: {
      const status = typeof error.code === 'number' ? error.code : null;
      return { kind: 'exited', status, signal: error.signal ?? null, output, errors };
    }
  }
}
