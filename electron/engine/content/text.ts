/** Text and the encoding it was read in, as a person would name it. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16 LE' | 'UTF-16 BE' | 'Latin-1';
}

/**
 * Reads bytes as text to be shown, or answers `null` where they are none. A byte
 * order mark decides, and is left out of the text. Without one, bytes that hold a
 * NUL are no text; what is valid UTF-8 is that; anything else is Latin-1, unless
 * it holds control characters that no text file has.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  if (startsWith(bytes, [0xff, 0xfe])) return decoded(bytes, 'UTF-16 LE');
  if (startsWith(bytes, [0xfe, 0xff])) return decoded(bytes, 'UTF-16 BE');
  if (bytes.includes(0)) return null;
  const utf8 = decoded(bytes, 'UTF-8');
  if (utf8 !== null || startsWith(bytes, [0xef, 0xbb, 0xbf])) return utf8;
  if (bytes.some(isForeignControl)) return null;
  return {
    text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'),
    encoding: 'Latin-1',
  };
}

const labels = { 'UTF-8': 'utf-8', 'UTF-16 LE': 'utf-16le', 'UTF-16 BE': 'utf-16be' } as const;

function decoded(bytes: Uint8Array, encoding: keyof typeof labels): DecodedText | null {
  try {
    return { text: new TextDecoder(labels[encoding], { fatal: true }).decode(bytes), encoding };
  } catch {
    return null;
  }
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

/** Control characters other than bell, backspace, tab, line ends, form feed and escape. */
function isForeignControl(byte: number): boolean {
  return byte < 0x07 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b) || byte === 0x7f;
}
