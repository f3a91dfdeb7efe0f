import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FromEngine, ToEngine } from '../../../electron/shared/contract/engine-messages.ts';

/** The engine's own process, without the application around it. */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #listeners = new Set<(message: FromEngine) => void>();
  #asked = 0;

  constructor(engine: string, dataDir: string, settings: unknown) {
    const port = fileURLToPath(new URL('./parent-port.mjs', import.meta.url));
    this.#child = fork(engine, [], { execArgv: ['--import', port] });
    this.#ended = once(this.#child, 'close');
    this.#child.on('message', (message) => {
      for (const listener of this.#listeners) listener(message as FromEngine);
    });
    this.#send({ kind: 'start', dataDir, settings });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('The engine was not started.');
    return this.#child.pid;
  }

  /** Resolves with what `find` finds in a message to come. */
  until<T>(what: string, find: (message: FromEngine) => T | undefined, limit = 600_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        this.#listeners.delete(listener);
        act();
      };
      const listener = (message: FromEngine) => {
        if (message.kind === 'failed') settle(() => reject(new Error(message.error.message)));
        const found = find(message);
        if (found !== undefined) settle(() => resolve(found));
      };
      const timer = setTimeout(() => settle(() => reject(new Error(`The engine did not say: ${what}.`))), limit);
      this.#listeners.add(listener);
      this.#ended.then(() => settle(() => reject(new Error(`The engine ended before ${what}.`))));
    });
  }

  /** Resolves with the time (`performance.now()`) at which every baseline is stored and every watch armed. */
  ready(): Promise<number> {
    return this.until('ready', (message) =>
      message.kind === 'event' && message.event === 'ready' ? performance.now() : undefined,
    );
  }

  /** Resolves once a request is answered. */
  async request(method: string, args: unknown): Promise<unknown> {
    const id = ++this.#asked;
    const answer = this.until(method, (message) =>
      (message.kind === 'answer' || message.kind === 'refusal') && message.id === id ? message : undefined,
    );
    this.#send({ kind: 'request', id, method, args });
    const answered = await answer;
    if (answered.kind === 'refusal') throw new Error(`${method}: ${answered.error.message}`);
    return answered.value;
  }

  async close(): Promise<void> {
    this.#send({ kind: 'stop' });
    await this.#ended;
  }

  #send(message: ToEngine): void {
    this.#child.send(message);
  }
}
