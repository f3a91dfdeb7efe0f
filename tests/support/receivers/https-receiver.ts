import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { Calls } from '../signals.ts';
import type { Certificate } from './certificates.ts';

/** A request as it arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export type Respond = (response: ServerResponse, received: Received, request: IncomingMessage) => void;

/** Answers with a status and a text. */
export const answering =
  (status: number, text = '', headers: Readonly<Record<string, string>> = {}): Respond =>
  (response) =>
    response.writeHead(status, headers).end(text);

/** A real HTTPS server on the loopback that does what a test says. */
export class HttpsReceiver {
  readonly received = new Calls<Received>();
  /** How many requests were under way at once, at most. */
  mostAtOnce = 0;
  #atOnce = 0;

  private constructor(
    readonly server: Server,
    public respond: Respond,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.#take(request, response));
  }

  static async start(
    { key, certificate }: Certificate,
    respond: Respond = answering(200, 'ok'),
  ): Promise<HttpsReceiver> {
    const server = createServer({ key, cert: certificate });
    const receiver = new HttpsReceiver(server, respond);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => receiver.stop());
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  url(path = '/hook'): string {
    return `https://localhost:${this.port}${path}`;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    response.once('close', () => {
      this.#atOnce -= 1;
    });
    const pieces: Buffer[] = [];
    try {
      for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    } catch {
      return; // The sender went away.
    }
    const received: Received = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(pieces).toString('utf8'),
      at: Date.now(),
    };
    this.respond(response, received, request);
    this.received.add(received);
  }
}
