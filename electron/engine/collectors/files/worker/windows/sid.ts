/**
 * A security identifier as people write it, `S-1-5-32-544` ([MS-DTYP] 2.4.2): a revision, the number of parts, an
 * authority of 48 bits in big endian, and the parts in little endian. Undefined for what is none.
 */
export function sidText(bytes: Buffer): string | undefined {
  const parts = bytes[1];
  if (bytes[0] !== 1 || parts === undefined || bytes.length < 8 + parts * 4) return undefined;
  const authority = bytes.readUIntBE(2, 6);
  // Above 32 bits it is written in hexadecimal.
  const shown = authority > 0xffffffff ? `0x${authority.toString(16).padStart(12, '0')}` : String(authority);
  const numbers = Array.from({ length: parts }, (_, index) => bytes.readUInt32LE(8 + index * 4));
  return ['S', 1, shown, ...numbers].join('-');
}
