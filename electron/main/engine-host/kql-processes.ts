import type { MessagePortMain } from 'electron';
import { type KqlNews, type KqlWish, kqlWishSchema } from '../../shared/contract/engine-messages.ts';
import type { LaunchedKql } from './launch-kql.ts';

export interface KqlProcessesOptions {
  readonly launch: () => LaunchedKql;
  /** Sends to the engine's process. */
  readonly tell: (news: KqlNews, ports: MessagePortMain[]) => void;
  readonly log: (line: string) => void;
}

/** The processes for queries of one engine's process: started and ended as it wishes, and ended with it. */
export class KqlProcesses {
  readonly #options: KqlProcessesOptions;
  readonly #running = new Map<number, LaunchedKql>();

  constructor(options: KqlProcessesOptions) {
    this.#options = options;
  }

  /** Whether a message of the engine was about this, and is dealt with. */
  take(message: unknown): boolean {
    const wish = kqlWishSchema.safeParse(message);
    if (!wish.success) return false;
    if (wish.data.kind === 'endKql') this.#running.get(wish.data.id)?.kill();
    else this.#start(wish.data);
    return true;
  }

  /** Ends all of them: the engine has ended. */
  close(): void {
    for (const process of this.#running.values()) process.kill();
    this.#running.clear();
  }

  #start({ id }: KqlWish): void {
    const { launch, tell, log } = this.#options;
    try {
      const process = launch();
      this.#running.set(id, process);
      process.onExit(() => {
        if (this.#running.delete(id)) tell({ kind: 'kqlEnded', id }, []);
      });
      tell({ kind: 'kqlStarted', id }, [process.channel]);
    } catch (error) {
      log(`The process for queries could not be started: ${String(error)}`);
      tell({ kind: 'kqlEnded', id }, []);
    }
  }
}
