/** One alternate data stream of a file. */
export interface Stream {
  /** Without the colons and the type around it: `Zone.Identifier`. */
  readonly name: string;
  readonly size: number;
}

const header = 24;
const typed = /^:(.+):\$DATA$/;

/**
 * Reads a chain of FILE_STREAM_INFORMATION (wdm.h): where the next one lies, the length of the name in bytes, size
 * and room, the name as `:name:$DATA`. The file's own content has no name; what is damaged ends the list.
 */
export function parseStreams(bytes: Buffer): readonly Stream[] {
  const streams: Stream[] = [];
  for (let at = 0; at + header <= bytes.length; ) {
    const next = bytes.readUInt32LE(at);
    const end = at + header + bytes.readUInt32LE(at + 4);
    if (end > bytes.length) break;
    const [, name] = typed.exec(bytes.toString('utf16le', at + header, end)) ?? [];
    if (name !== undefined) streams.push({ name, size: Number(bytes.readBigInt64LE(at + 8)) });
    if (next < header) break;
    at += next;
  }
  return streams.sort((a, b) => (a.name < b.name ? -1 : 1));
}
