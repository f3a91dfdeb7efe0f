import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import type { Limits } from '../limits.ts';

export interface StreamTarget {
  readonly host: string;
  readonly port: number;
  /** For TLS: what is trusted. `null` for TCP alone. */
  readonly trust: SecureContext | null;
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/** How long a receiver has to close its side once we closed ours (milliseconds). Those that never do are believed. */
const closeAwaited = 3000;

/**
 * How long the connection stays open after the message (milliseconds): a receiver that closes it without reading is
 * heard of within a round trip, and only while our end is open.
 */
const refusalAwaited = 50;

/** How a message left: `closed` says that the receiver read up to our end, `sent` that nothing was heard against it. */
export type Left = 'closed' | 'sent';

/**
 * Sends a message over a connection of its own and ends that in order. Syslog acknowledges nothing, and what was
 * written to a connection that is kept open is lost without a word when the receiver goes away (RFC 6587, 4.1). So
 * our end is closed after the message and the receiver's close awaited: it comes once the receiver has read
 * everything. A connection that breaks instead fails the delivery, and the message is sent again.
 */
export function sendOverStream(target: StreamTarget, message: Buffer): Promise<Left> {
  const { limits, signal } = target;
  return new Promise((resolve, reject) => {
    const timers: NodeJS.Timeout[] = [];
    const socket = connect(target);
    const settle = (done: () => void) => {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.destroy();
      done();
    };
    const fail = (error: Error) => settle(() => reject(error));
    const after = (wait: number, what: () => void) => timers.push(setTimeout(what, wait));
    const abort = () => fail(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();

    let connected = false;
    let ending = false;
    after(limits.connect, () => {
      if (!connected) fail(tooSlow(`no connection within ${limits.connect / 1000} s`));
    });
    after(limits.answer, () => fail(tooSlow(`it took no message within ${limits.answer / 1000} s`)));
    socket.once(target.trust === null ? 'connect' : 'secureConnect', () => {
      connected = true;
      // Called once all of it was handed to the system; what is not taken keeps this from being called.
      socket.write(message, () => {
        after(refusalAwaited, () => {
          ending = true;
          socket.end();
          after(closeAwaited, () => settle(() => resolve('sent')));
        });
      });
    });
    socket.on('error', fail);
    socket.once('close', () => {
      if (ending) settle(() => resolve('closed'));
      else fail(Object.assign(new Error('closed early'), { code: 'ECONNRESET' }));
    });
    socket.once('end', () => {
      if (!ending) fail(Object.assign(new Error('closed early'), { code: 'ECONNRESET' }));
    });
    // What a receiver says is of no matter, but its end is heard only once that is read.
    socket.resume();
  });
}

function connect({ host, port, trust }: StreamTarget): Socket {
  if (trust === null) return connectTcp({ host, port });
  return connectTls({
    host,
    port,
    secureContext: trust,
    rejectUnauthorized: true,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
}

const tooSlow = (message: string) => new Error(message);
