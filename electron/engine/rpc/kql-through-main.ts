import { type KqlNews, type KqlWish, kqlNewsSchema } from '../../shared/contract/engine-messages.ts';
import type { KqlProcess, StartKql, ToKql } from '../query/kql/protocol.ts';

/** One end of Electron's channel between two processes, as far as it is used here. */
export interface Channel {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  start(): void;
  close(): void;
}

interface Started {
  readonly listeners: ((message: unknown) => void)[];
  readonly over: (() => void)[];
  /** What was sent before the channel was there. */
  readonly early: ToKql[];
  channel: Channel | undefined;
}

/** Processes for queries where the engine can't start them itself: main does, and hands over a channel to each. */
export class KqlThroughMain {
  readonly #ask: (wish: KqlWish) => void;
  readonly #started = new Map<number, Started>();
  #lastId = 0;

  constructor(ask: (wish: KqlWish) => void) {
    this.#ask = ask;
  }

  readonly start: StartKql = (): KqlProcess => {
    const id = ++this.#lastId;
    const own: Started = { listeners: [], over: [], early: [], channel: undefined };
    this.#started.set(id, own);
    this.#ask({ kind: 'startKql', id });
    return {
      post: (message) => {
        if (own.channel) own.channel.postMessage(message);
        else own.early.push(message);
      },
      onMessage: (listener) => void own.listeners.push(listener),
      onExit: (listener) => void own.over.push(listener),
      kill: () => this.#ask({ kind: 'endKql', id }),
    };
  };

  /** Whether a message of main was about this, and is dealt with. */
  take(message: unknown, [channel]: readonly Channel[]): boolean {
    const news = kqlNewsSchema.safeParse(message);
    if (!news.success) return false;
    const own = this.#started.get(news.data.id);
    if (news.data.kind === 'kqlEnded') this.#end(news.data, own);
    else if (own && channel) this.#connect(own, channel);
    return true;
  }

  #connect(own: Started, channel: Channel): void {
    own.channel = channel;
    channel.on('message', ({ data }) => {
      for (const listener of own.listeners) listener(data);
    });
    channel.start();
    for (const message of own.early) channel.postMessage(message);
  }

  #end({ id }: KqlNews, own: Started | undefined): void {
    this.#started.delete(id);
    own?.channel?.close();
    for (const listener of own?.over ?? []) listener();
  }
}
