import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A shell that does what it is told, line by line, answers when it has done it, and lives on. */
export class Shell {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(options: { readonly uid?: number } = {}) {
    const child = spawn('bash', ['--norc'], { stdio: ['pipe', 'pipe', 'inherit'], ...options });
    this.#child = child;
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async run(line: string): Promise<void> {
    this.#child.stdin?.write(`${line}; echo done\n`);
    const { value } = await this.#answers.next();
    if (value !== 'done') throw new Error(`the shell said ${value}`);
  }

  async end(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.stdin?.end();
    await ended;
  }
}

/** Whether this process has CAP_SYS_ADMIN (number 21, capabilities(7)), which a container may have taken from root. */
export function mayAdministrate(status: string): boolean {
  const held = /^CapEff:\t([0-9a-f]+)$/m.exec(status)?.[1] ?? '0';
  return (BigInt(`0x${held}`) >> 21n) % 2n === 1n;
}
