import { type Action, syslogFacilities } from '../../../../shared/model/action.ts';
import type { Alert } from '../../../../shared/model/alert.ts';
import { printable } from '../../../../shared/model/printable.ts';
import { cutBytes } from '../cut.ts';
import type { Message } from '../message.ts';

/**
 * The number under which the structured data is named (RFC 5424, 6.3.2 and 7.2.2). Tidemark has none of its own;
 * this one is kept for documentation (RFC 5612), so that it is nobody else's.
 */
export const structuredId = 'tidemark@32473';

const byteOrderMark = '\ufeff';

/** The severities of RFC 5424, table 2, that are used. */
const severities: Readonly<Record<Alert['severity'], number>> = { critical: 2, warning: 4, info: 6 };
const notice = 5;

/**
 * An alert as a message of RFC 5424, of at most `most` bytes: facts in the structured data, the summary as the text,
 * which begins with a byte order mark since it is UTF-8 (6.4). Where it is too long the text is cut, and before it the
 * longer facts, so that the structure stays whole.
 */
export function syslogMessage(
  facility: Extract<Action, { readonly kind: 'syslog' }>['facility'],
  message: Message,
  pid: number,
  most: number,
): Buffer {
  const { alert, occasion, machine } = message;
  const over = occasion === 'ended' && alert.severity !== 'info';
  const priority = syslogFacilities[facility] * 8 + (over ? notice : severities[alert.severity]);
  const moment = occasion === 'ended' ? (alert.endedAt ?? alert.firedAt) : alert.firedAt;
  const header = `<${priority}>1 ${moment} ${headerField(machine.computer, 255)} tidemark ${pid} ${occasion}`;
  // Half of the room at most is for facts; what is left of the rest is for the text.
  const start = `${header} ${structuredData(message, Math.floor(most / 2))} `;
  const words = `${occasion === 'ended' ? 'Over: ' : ''}${alert.rule}: ${alert.summary}`;
  return Buffer.from(cutBytes(`${start}${byteOrderMark}${printable(words)}`, most), 'utf8');
}

/** A field of the header: printable US-ASCII without blanks, `-` for nothing. */
function headerField(text: string, most: number): string {
  return text.replace(/[^\x21-\x7e]/g, '_').slice(0, most) || '-';
}

function structuredData({ key, occasion, alert, machine }: Message, most: number): string {
  const facts: readonly (readonly [name: string, value: string])[] = [
    ['delivery', key],
    ['alert', String(alert.id)],
    ['occasion', occasion],
    ['severity', alert.severity],
    ['count', String(alert.count)],
    ['machine', machine.id],
    ['ruleId', alert.ruleId],
    ['rule', alert.rule],
    ['firedAt', alert.firedAt],
    ...(alert.endedAt === null ? [] : [['endedAt', alert.endedAt] as const]),
    ['changes', alert.changeIds.join(',')],
  ];
  let data = `[${structuredId}`;
  for (const [name, value] of facts) {
    const room = most - Buffer.byteLength(data) - name.length - 5;
    if (value === '' || room < 1) continue;
    data += ` ${name}="${escapeValue(printable(value), room)}"`;
  }
  return `${data}]`;
}

/** A value of at most so many bytes with what would end it escaped (6.3.3); an escape is never cut in two. */
function escapeValue(value: string, room: number): string {
  let escaped = '';
  let size = 0;
  for (const character of value) {
    const piece = character === '"' || character === '\\' || character === ']' ? `\\${character}` : character;
    size += Buffer.byteLength(piece);
    if (size > room) break;
    escaped += piece;
  }
  return escaped;
}

/** A message for a stream, with its length before it: octet counting (RFC 6587, 3.4.1; RFC 5425, 4.3). */
export const counted = (message: Buffer): Buffer => Buffer.concat([Buffer.from(`${message.length} `), message]);
