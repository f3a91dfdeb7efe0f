import { Worker } from 'node:worker_threads';

/** Work on the files of a tree (see `tree.ts`), from one number up to, but not, another. */
export interface Work {
  readonly act: 'create' | 'change' | 'remove';
  readonly root: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Works on files at full speed, on a thread of its own: whoever measures goes on reading the
 * feed meanwhile, since a process whose output nobody reads is held up by it.
 */
export class Writer {
  readonly #worker = new Worker(new URL('./writer-thread.mjs', import.meta.url));

  /** Resolves when the work is done. */
  run(work: Work): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#worker.removeAllListeners();
      this.#worker.once('message', () => resolve()).once('error', reject);
      this.#worker.postMessage(work);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
