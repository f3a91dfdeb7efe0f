import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { rolldown } from 'rolldown';
import { onTestFinished } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = resolve(root, 'node_modules/.cache/tidemark-test');

let built: Promise<string> | undefined;

/** `store-process.ts`, bundled as the build bundles the engine: Node can't run TypeScript. */
async function build(): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const bundle = await rolldown({
    input: resolve(import.meta.dirname, 'store-process.ts'),
    platform: 'node',
    external: ['zod', '@photostructure/sqlite'],
  });
  // Under a name of its own first: another test process may be loading the last one at this moment.
  const fresh = resolve(folder, `store-process-${process.pid}.mjs`);
  const file = resolve(folder, 'store-process.mjs');
  await bundle.write({ file: fresh, format: 'es' });
  await bundle.close();
  renameSync(fresh, file);
  return file;
}

/** A second process that owns a store; killed when the test is over. */
export class StoreChild {
  readonly #lines: AsyncIterator<string>;

  private constructor(readonly child: ChildProcess) {
    if (child.stdout === null) throw new Error('The child has no standard output.');
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  static async start(task: 'own' | 'write', dataDir: string): Promise<StoreChild> {
    built ??= build();
    const child = spawn(process.execPath, [await built, task, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'close');
    });
    return new StoreChild(child);
  }

  /** The next line that it says; `undefined` once it has ended. */
  async line(): Promise<string | undefined> {
    const { value, done } = await this.#lines.next();
    return done ? undefined : value;
  }

  /** Kills it as kill -9 does; returns what it had said and was not read yet. */
  async kill(): Promise<readonly string[]> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
    const rest: string[] = [];
    for (let line = await this.line(); line !== undefined; line = await this.line()) rest.push(line);
    return rest;
  }

  /** Ends it in order. */
  async end(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.stdin?.end();
    await ended;
  }
}
