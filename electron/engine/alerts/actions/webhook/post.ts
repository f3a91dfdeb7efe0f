import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { SecureContext } from 'node:tls';
import type { Limits } from '../limits.ts';

export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly trust: SecureContext;
  readonly limits: Limits;
  /** Ends it from outside: Tidemark closes. */
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  /** Its beginning. */
  readonly body: string;
}

/** What a receiver says beyond this is not waited for (bytes). */
const bodyRead = 16 * 1024;

/** The receiver took too long, in words. */
export class TooSlow extends Error {}

/**
 * Posts a body and reads the beginning of the answer. One request, one connection: no redirect is followed, and the
 * receiver's certificate is verified whatever the environment says. Fails with the system's or TLS' own error, or
 * `TooSlow`; an answer that breaks off is a failure too, since it may not have been the receiver's.
 */
export function post({ url, headers, body, trust, limits, signal }: Post): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: new Agent({ secureContext: trust, rejectUnauthorized: true, keepAlive: false, maxCachedSessions: 0 }),
      signal,
    });
    const tooSlow = (what: string) => sent.destroy(new TooSlow(what));
    const connecting = setTimeout(tooSlow, limits.connect, `no connection within ${limits.connect / 1000} s`);
    const answering = setTimeout(tooSlow, limits.answer, `no whole answer within ${limits.answer / 1000} s`);
    const over = () => {
      clearTimeout(connecting);
      clearTimeout(answering);
    };
    sent.on('socket', (socket) => socket.once('secureConnect', () => clearTimeout(connecting)));
    sent.once('error', (error) => {
      over();
      reject(error);
    });
    let answered = false;
    // Also where no error comes before: of an answer that changes the protocol (101) only this is heard.
    sent.once('close', () => {
      if (answered) return;
      over();
      reject(Object.assign(new Error('closed without an answer'), { code: 'ECONNRESET' }));
    });
    sent.once('response', (answer) => {
      answered = true;
      readBeginning(answer).then(
        (text) => {
          over();
          sent.destroy();
          resolve({
            status: answer.statusCode ?? 0,
            statusText: answer.statusMessage ?? '',
            headers: answer.headers,
            body: text,
          });
        },
        (error: unknown) => {
          over();
          reject(error);
        },
      );
    });
    sent.end(body);
  });
}

async function readBeginning(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size >= bodyRead) break;
  }
  return Buffer.concat(pieces).subarray(0, bodyRead).toString('utf8');
}
