const everyEscaped = /\\x([0-9A-F]{2})/g;

/**
 * The bytes of the path that a file's key stands for: `\xHH` is a byte that no text can hold, or a backslash that
 * could be taken for the beginning of one (see collectors/files/keys.ts).
 */
export function keyBytes(key: string): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const match of key.matchAll(everyEscaped)) {
    parts.push(Buffer.from(key.slice(from, match.index), 'utf8'), Buffer.from([Number.parseInt(match[1] ?? '', 16)]));
    from = match.index + match[0].length;
  }
  const rest = Buffer.from(key.slice(from), 'utf8');
  return parts.length === 0 ? rest : Buffer.concat([...parts, rest]);
}
