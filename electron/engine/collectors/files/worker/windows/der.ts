/** One value of the distinguished encoding rules (X.690). */
export interface Der {
  /** Its first byte: class, whether it is made of others, number. */
  readonly tag: number;
  /** Without tag and length. */
  readonly content: Buffer;
  /** With them. */
  readonly whole: Buffer;
}

export const tags = { integer: 0x02, oid: 0x06, sequence: 0x30, set: 0x31, context0: 0xa0 } as const;

/** The values that follow one another; undefined where one is damaged, or of a form that DER has not. */
export function derValues(bytes: Buffer): readonly Der[] | undefined {
  const values: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const value = derAt(bytes, at);
    if (value === undefined) return undefined;
    values.push(value);
    at += value.whole.length;
  }
  return values;
}

/** The value at a place. Tags of several bytes, which none of what is read here has, count as damage. */
export function derAt(bytes: Buffer, at: number): Der | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  // 0x80 says that an end mark follows, which only BER has.
  const extra = first < 0x80 ? 0 : first - 0x80;
  if (first === 0x80 || extra > 4 || at + 2 + extra > bytes.length) return undefined;
  const length = extra === 0 ? first : bytes.readUIntBE(at + 2, extra);
  const from = at + 2 + extra;
  if (from + length > bytes.length) return undefined;
  return { tag, content: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) };
}

/** What a value of this tag is made of; undefined for another one. */
export const derParts = (value: Der | undefined, tag: number): readonly Der[] | undefined =>
  value?.tag === tag ? derValues(value.content) : undefined;

/** The texts of a name (X.520), by their tags. */
export function derText({ tag, content }: Der): string | undefined {
  switch (tag) {
    case 0x0c:
      return content.toString('utf8');
    case 0x13:
    case 0x14:
    case 0x16:
      return content.toString('latin1');
    case 0x1e:
      // In big endian; a half letter at the end is damage.
      return content.length % 2 === 0 ? Buffer.from(content).swap16().toString('utf16le') : undefined;
    default:
      return undefined;
  }
}
