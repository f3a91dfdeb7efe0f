import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Certificate } from './certificates.ts';

/** A request as the receiver got it, whole. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a request is answered; without one, 200. */
export type Answering = (response: ServerResponse, received: Received, nth: number) => void;

/** An HTTPS server on this computer that keeps what it got and answers as it is told. */
export interface Receiver {
  readonly port: number;
  readonly url: string;
  readonly received: readonly Received[];
  answer: Answering;
  /** Waits until `find` finds something in what was received. */
  until<T>(find: (received: readonly Received[]) => T | undefined | false, seconds?: number): Promise<T>;
}

export async function httpsReceiver(certificate: Certificate, answer: Answering = ok): Promise<Receiver> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const receiver: Receiver = {
    port: 0,
    url: '',
    received,
    answer,
    until: (find, seconds = 20) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = find(received);
          if (found === undefined || found === false) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`Not received within ${seconds} s; ${received.length} requests came.`));
        }, seconds * 1000);
        waiting.add(look);
        look();
      }),
  };
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body: Buffer.concat(pieces).toString('utf8') };
      received.push(one);
      receiver.answer(response, one, received.length);
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, { port, url: `https://localhost:${port}/hook` });
}

export const ok: Answering = (response) => void response.end('thanks');
export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answering =>
  (response) => {
    response.writeHead(code, { ...headers }).end(`status ${code}`);
  };
