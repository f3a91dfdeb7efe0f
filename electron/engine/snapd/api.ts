import { request } from 'node:http';
import { z } from 'zod';

/** Bytes that an answer of snapd has at most: a machine's snaps are some hundred, of some kilobytes each. */
const mostBytes = 32 * 1024 * 1024;

/** What snapd's REST API is asked with, and for how long. */
export interface SnapdConnection {
  /** Its socket. */
  readonly socket: string;
  /** Milliseconds in all that an answer may take: asked after a rest, snapd is started for it first. */
  readonly timeLimit: number;
}

/** snapd refused, or answered something else than it is documented to. */
export class SnapdError extends Error {
  override readonly name = 'SnapdError';
}

/** Every answer of snapd: see 'Using the REST API' in its documentation. */
const answerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('sync'), result: z.unknown() }),
  z.object({ type: z.literal('error'), result: z.object({ message: z.string() }) }),
]);

/**
 * Asks snapd for something that everyone may know, and answers the `result`. Rejects with a SnapdError, with
 * the system's error where nobody listens, or with the signal's reason.
 */
export async function askSnapd(connection: SnapdConnection, path: string, signal: AbortSignal): Promise<unknown> {
  const overdue = AbortSignal.timeout(connection.timeLimit);
  let text: string;
  try {
    text = await get(connection.socket, path, AbortSignal.any([signal, overdue]));
  } catch (error) {
    signal.throwIfAborted();
    if (overdue.aborted) throw new SnapdError(`snapd did not answer within ${connection.timeLimit / 1000} seconds`);
    throw error;
  }
  const answer = answerSchema.safeParse(parseJson(text));
  if (!answer.success) throw new SnapdError('snapd answered something else than its documentation says');
  if (answer.data.type === 'error') throw new SnapdError(`snapd refused: ${answer.data.result.message.slice(0, 300)}`);
  return answer.data.result;
}

function get(socketPath: string, path: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path, signal, headers: { Host: 'localhost' } }, (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      response.on('data', (piece: Buffer) => {
        size += piece.length;
        pieces.push(piece);
        if (size > mostBytes) asked.destroy(new SnapdError('snapd answered more than is read of it'));
      });
      response.on('error', reject);
      response.on('end', () => resolve(Buffer.concat(pieces).toString('utf8')));
    });
    asked.on('error', reject);
    asked.end();
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SnapdError('snapd answered no whole JSON');
  }
}
