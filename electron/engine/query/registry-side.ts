import { createHash } from 'node:crypto';
import type { Fields } from '../../shared/model/item.ts';
import type { Side } from './content-sides.ts';

const texts = new Set(['REG_SZ', 'REG_EXPAND_SZ', 'REG_LINK']);
/** Numbers, and how many hexadecimal digits they have. */
const numbers: Readonly<Record<string, number>> = { REG_DWORD: 8, REG_DWORD_BIG_ENDIAN: 8, REG_QWORD: 16 };

/** A text of lines, of which each has its end: registry data has none at its own end to be told apart by. */
const text = (lines: readonly string[]): Side => ({
  shown: { state: 'text', text: lines.map((line) => `${line}\n`).join(''), encoding: 'UTF-16' },
});

function binary(bytes: Uint8Array): Side {
  const hash = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return { bytes, shown: { state: 'binary', size: bytes.byteLength, hash } };
}

/**
 * The data of a registry value as one side of a difference: texts as such, a list an
 * entry a line, a number with its hexadecimal form, all else as bytes. For data that stands in
 * the fields; `undefined` where it does not, since it is large.
 */
export function shortRegistrySide({ valueType, data }: Fields): Side | undefined {
  if (typeof data !== 'string') return undefined;
  const type = String(valueType);
  const digits = numbers[type];
  // A number of an odd length is told as bytes.
  if (digits !== undefined && /^\d+$/.test(data)) {
    return text([`${data} (0x${BigInt(data).toString(16).padStart(digits, '0')})`]);
  }
  if (type === 'REG_MULTI_SZ') return text(data === '' ? [] : data.split('\n'));
  if (texts.has(type)) return text([data]);
  return binary(Buffer.from(data.replaceAll(' ', ''), 'hex'));
}

/** The same for bytes that were kept as the registry holds them: texts in UTF-16, each ended by a NUL. */
export function largeRegistrySide({ valueType }: Fields, bytes: Uint8Array): Side {
  const type = String(valueType);
  if (type !== 'REG_MULTI_SZ' && !texts.has(type)) return binary(bytes);
  const whole = new TextDecoder('utf-16le').decode(bytes).replace(/\0+$/, '');
  return text(type === 'REG_MULTI_SZ' ? whole.split('\0') : [whole]);
}
