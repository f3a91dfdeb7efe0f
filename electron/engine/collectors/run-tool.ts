import { streamTool } from '../stream-tool.ts';

/** How a tool is run whose output is wanted whole. */
export interface ToolOptions {
  /** Milliseconds in all until it is given up. */
  readonly timeLimit: number;
  /** Bytes of standard output at which it is given up. */
  readonly outputLimit: number;
  /** Added to the environment, which else holds the usual path and the C locale alone. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** What became of a tool. `errors` is the beginning of what it said on standard error. */
export type ToolResult =
  | { readonly kind: 'done'; readonly output: Buffer; readonly errors: string }
  /** `status` is `null` where a signal ended it. */
  | { readonly kind: 'failed'; readonly status: number | null; readonly output: Buffer; readonly errors: string }
  | { readonly kind: 'notInstalled' }
  /** It is there and could not be started: `code` is the system's word for why. */
  | { readonly kind: 'notStarted'; readonly code: string }
  | { readonly kind: 'timedOut' }
  | { readonly kind: 'tooMuchOutput' };

/** Where programs of the system lie, whatever path Tidemark was started with. */
export const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin';

/**
 * Runs a tool by its argument list, without input, in the C locale with UTF-8 (so that its words
 * can be parsed), and answers what it printed. Given up, it is killed with its children.
 * Rejects only with the signal's reason when that is given.
 */
export async function runTool(file: string, args: readonly string[], options: ToolOptions): Promise<ToolResult> {
  const { timeLimit, outputLimit, environment, signal } = options;
  const overdue = AbortSignal.timeout(timeLimit);
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    const result = await streamTool(file, args, {
      input: new Uint8Array(),
      patience: timeLimit,
      environment: { PATH: systemPath, LC_ALL: 'C.UTF-8', LANGUAGE: 'C', ...environment },
      output: (piece) => {
        size += piece.length;
        if (size > outputLimit) return 'enough';
        pieces.push(piece);
        return 'more';
      },
      signal: AbortSignal.any([signal, overdue]),
    });
    switch (result.kind) {
      case 'enough':
        return { kind: 'tooMuchOutput' };
      case 'timedOut':
        return { kind: 'timedOut' };
      case 'notStarted':
        return result.code === 'ENOENT' ? { kind: 'notInstalled' } : result;
      case 'ended': {
        const said = { output: Buffer.concat(pieces), errors: result.errors.toString('utf8').trim() };
        return result.status === 0 ? { kind: 'done', ...said } : { kind: 'failed', status: result.status, ...said };
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    if (overdue.aborted) return { kind: 'timedOut' };
    throw error;
  }
}

/** What became of a tool that is not `done`, in words that go on from 'it'. Its own words may be in any language. */
export function faultOf(tool: string, result: Exclude<ToolResult, { kind: 'done' }>): string {
  switch (result.kind) {
    case 'notInstalled':
      return `${tool} is not installed`;
    case 'notStarted':
      return `${tool} could not be started (${result.code})`;
    case 'timedOut':
      return `${tool} did not end in time`;
    case 'tooMuchOutput':
      return `${tool} printed more than is read of it`;
    case 'failed': {
      const how = result.status === null ? 'was ended by a signal' : `ended with status ${result.status}`;
      const words = result.errors.split('\n').find((line) => line.trim() !== '');
      return words === undefined ? `${tool} ${how}` : `${tool} ${how} (${words.trim().slice(0, 300)})`;
    }
  }
}
