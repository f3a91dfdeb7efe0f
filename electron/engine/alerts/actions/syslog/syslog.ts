import { TidemarkError } from '../../../../shared/contract/errors.ts';
import type { Action } from '../../../../shared/model/action.ts';
import { certificateFault, trust } from '../authorities.ts';
import type { Limits } from '../limits.ts';
import type { Message } from '../message.ts';
import { failed, type Outcome, reason } from '../outcome.ts';
import { counted, syslogMessage } from './format.ts';
import { sendOverStream } from './stream.ts';
import { sendDatagram } from './udp.ts';

export type Syslog = Extract<Action, { readonly kind: 'syslog' }>;

/**
 * Most bytes of a message. Over UDP: what every receiver should take (RFC 5426, 3.2). Over a stream: what RFC 5425,
 * 4.3.1 asks of receivers to take, and what rsyslog takes by default.
 */
const mostBytes: Readonly<Record<Syslog['transport'], number>> = { udp: 2048, tcp: 8192, tls: 8192 };

/** Sends an alert to a syslog receiver. */
export async function deliverToSyslog(
  { host, port, transport, facility, authority }: Syslog,
  message: Message,
  { limits, signal }: { readonly limits: Limits; readonly signal: AbortSignal },
): Promise<Outcome> {
  const place = `${host} port ${port}`;
  const line = syslogMessage(facility, message, process.pid, mostBytes[transport]);
  try {
    if (transport === 'udp') {
      await sendDatagram(host, port, line, signal);
      return delivered(`A datagram was sent to ${place}; whether it arrived, UDP does not tell.`);
    }
    const secured = transport === 'tls' ? trust(authority) : null;
    const left = await sendOverStream({ host, port, trust: secured, limits, signal }, counted(line));
    return delivered(
      left === 'closed'
        ? `${place} took the message and closed the connection in order.`
        : `The message was sent to ${place}, which keeps the connection open.`,
    );
  } catch (thrown) {
    if (thrown instanceof TidemarkError) return { kind: 'held', fault: `${thrown.message} ${thrown.advice}` };
    return failed(`The message did not get to ${place}: ${why(thrown)}.`);
  }
}

const delivered = (message: string): Outcome => ({ kind: 'delivered', message, output: '' });

function why(thrown: unknown): string {
  const { name } = thrown as Error;
  if (name === 'AbortError') return 'Tidemark was closed meanwhile';
  return certificateFault(thrown) ?? reason(thrown);
}
