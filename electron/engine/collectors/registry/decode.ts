import { createHash } from 'node:crypto';

/** The types of values by their numbers (winnt.h). */
const typeNames = [
  'REG_NONE',
  'REG_SZ',
  'REG_EXPAND_SZ',
  'REG_BINARY',
  'REG_DWORD',
  'REG_DWORD_BIG_ENDIAN',
  'REG_LINK',
  'REG_MULTI_SZ',
  'REG_RESOURCE_LIST',
  'REG_FULL_RESOURCE_DESCRIPTOR',
  'REG_RESOURCE_REQUIREMENTS_LIST',
  'REG_QWORD',
] as const;

/** Data of more bytes than this is told by its hash, and does not stand in the inventory. */
export const largeData = 4096;

/** A type's name; its number in hexadecimal digits where it has none, as programs are free to choose. */
export const typeName = (type: number): string => typeNames[type] ?? `0x${type.toString(16)}`;

/** The data of a value as its item tells it. */
export interface Decoded {
  /** See the field `data`; `null` where the data is large. */
  readonly data: string | null;
  /** 'sha256:<hex>' of the bytes where `data` does not tell them all; otherwise `null`. */
  readonly checksum: string | null;
}

export const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/**
 * Decodes the bytes of a value. A text that is not ended by just one NUL, or a list with an entry that can't be
 * told by lines, is told as far as it can be and by its checksum, so that no change of a byte goes by unseen.
 */
export function decodeValue(type: number, bytes: Buffer): Decoded {
  if (bytes.length > largeData) return { data: null, checksum: sha256(bytes) };
  switch (typeName(type)) {
    case 'REG_SZ':
    case 'REG_EXPAND_SZ': {
      const data = bytes.toString('utf16le').replace(/\0$/, '');
      return told(data, Buffer.from(`${data}\0`, 'utf16le'), bytes);
    }
    case 'REG_LINK': {
      // The one text that has no NUL at its end.
      const data = bytes.toString('utf16le');
      return told(data, Buffer.from(data, 'utf16le'), bytes);
    }
    case 'REG_MULTI_SZ': {
      const lines = bytes.toString('utf16le').replace(/\0$/, '').split('\0').slice(0, -1);
      const unambiguous = lines.every((line) => line !== '' && !line.includes('\n'));
      const canonical = Buffer.from(`${lines.map((line) => `${line}\0`).join('')}\0`, 'utf16le');
      const data = unfinished(bytes, canonical) ?? lines.join('\n');
      return unambiguous ? told(data, canonical, bytes) : { data, checksum: sha256(bytes) };
    }
    case 'REG_DWORD':
      return exact(bytes.length === 4 ? String(bytes.readUInt32LE()) : hex(bytes));
    case 'REG_DWORD_BIG_ENDIAN':
      return exact(bytes.length === 4 ? String(bytes.readUInt32BE()) : hex(bytes));
    case 'REG_QWORD':
      return exact(bytes.length === 8 ? String(bytes.readBigUInt64LE()) : hex(bytes));
    default:
      return exact(hex(bytes));
  }
}

/** The entries of a list that lacks NULs at its end: what stands there is an entry too. */
function unfinished(bytes: Buffer, canonical: Buffer): string | undefined {
  if (canonical.equals(bytes)) return undefined;
  return bytes.toString('utf16le').replace(/\0+$/, '').replaceAll('\0', '\n');
}

const exact = (data: string): Decoded => ({ data, checksum: null });

/** `whole`: what the bytes would be if the data told them all. */
const told = (data: string, whole: Buffer, bytes: Buffer): Decoded => ({
  data,
  checksum: whole.equals(bytes) ? null : sha256(bytes),
});

/** Bytes as pairs of hexadecimal digits. A number of an odd length is told so too. */
const hex = (bytes: Buffer): string => bytes.toString('hex').replace(/(..)(?=.)/g, '$1 ');
