import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';

/** Where a command writes: the process's own streams, or a test's. */
export interface Terminal {
  /** Whether a person reads along: then text from the machine is made harmless, also in content. */
  readonly interactive: boolean;
  /** Whether nobody reads any more (a pipe that was closed). */
  readonly closed: boolean;
  /** Whether something could not be written although it was wanted (a full disk). */
  readonly failed: boolean;
  /** Resolves when all that was written is handed over, or never can be. */
  flushed(): Promise<void>;
  /** One line on standard output; the text may hold line ends of its own. */
  line(text: string): void;
  /** Text on standard output as it is, in pieces; ends early when nobody reads any more. */
  write(pieces: Iterable<string>): Promise<void>;
  /** One line on standard error. */
  error(text: string): void;
  /** Text in a colour, where colours are shown. */
  style(style: Style, text: string): string;
  /** Asks a person a question whose answer is yes or no; absent where nobody can answer. */
  readonly ask?: (question: string) => Promise<boolean>;
  /** Calls back once when nobody reads any more. */
  onClosed(listener: () => void): void;
}

/** As much is gathered before it is written: a write for every line of a long list would take seconds. */
const chunkSize = 64 * 1024;

/** The terminal of this process. Colour only for a person at a terminal that has it, see no-color.org. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const interactive = stdout.isTTY === true;
  const coloured = interactive && !env.NO_COLOR && env.TERM !== 'dumb';
  const listeners: (() => void)[] = [];
  let closed = false;
  let failed = false;

  const fail = (error: NodeJS.ErrnoException): void => {
    // The reader went away (`| head`): that is no error of ours, and there is nobody to tell.
    if (closed) return;
    closed = true;
    if (error.code !== 'EPIPE') {
      failed = true;
      stderr.write(`tidemark: The output can't be written: ${error.message}. Make space, or send it elsewhere.\n`);
    }
    for (const listener of listeners) listener();
  };
  stdout.on('error', fail);
  stderr.on('error', fail);

  const put = (text: string): Promise<void> =>
    new Promise((resolve) => {
      if (closed) resolve();
      else stdout.write(text, () => resolve());
    });

  return {
    interactive,
    ...(interactive && process.stdin.isTTY ? { ask } : {}),
    get closed() {
      return closed;
    },
    get failed() {
      return failed;
    },
    flushed: () => put(''),
    line: (text) => void put(`${text}\n`),
    error: (text) => {
      if (!closed) stderr.write(`${text}\n`);
    },
    async write(pieces) {
      let chunk = '';
      for (const piece of pieces) {
        chunk += piece;
        if (chunk.length < chunkSize) continue;
        await put(chunk);
        chunk = '';
        if (closed) return;
      }
      if (chunk !== '') await put(chunk);
    },
    // The stream was looked at above; styleText's own look knows only standard output's.
    style: (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text),
    onClosed: (listener) => {
      if (closed) listener();
      else listeners.push(listener);
    },
  };
}

/** No answer (the end of the input) is a no. */
async function ask(question: string): Promise<boolean> {
  const { stdin: input, stdout: output } = process;
  const lines = createInterface({ input, output });
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    const answer = await Promise.race([lines.question(`${question} [y/N] `), ended]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
