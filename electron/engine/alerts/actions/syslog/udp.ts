import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';

/** How long a receiver's machine has to say that nobody listens (milliseconds). */
const refusalAwaited = 150;

/**
 * Sends one datagram. UDP answers nothing: that it was sent is all that can be known, but for a machine that refuses
 * it at once (ICMP), which fails with ECONNREFUSED.
 */
export async function sendDatagram(host: string, port: number, message: Buffer, signal: AbortSignal): Promise<void> {
  const address = await lookup(host);
  signal.throwIfAborted();
  const socket = createSocket(address.family === 6 ? 'udp6' : 'udp4');
  // The signal outlives this by far: what listens to it has to be taken off.
  let abort = (): void => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      abort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', abort, { once: true });
      socket.once('error', reject);
      socket.connect(port, address.address, () => {
        socket.send(message, (error) => {
          if (error) reject(error);
          // A refusal comes as an error of the connected socket, within the time of a round trip.
          else setTimeout(resolve, refusalAwaited);
        });
      });
    });
  } finally {
    signal.removeEventListener('abort', abort);
    socket.close();
  }
}
