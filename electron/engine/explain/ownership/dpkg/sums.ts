import { readLines } from '../lines.ts';
import type { Question } from '../source.ts';
import type { Turns } from '../turns.ts';
import type { Wanted } from '../wanted.ts';

const [asterisk, dot, slash, space, backslash] = [0x2a, 0x2e, 0x2f, 0x20, 0x5c];
const digits = 32;

/**
 * Reads a package's md5sums, as md5sum(1) writes them: the digest, two spaces (or one and an asterisk), the path
 * without its first slash. A line of any other form is passed over. Throws as `readLines` does.
 */
export async function readSums(file: string, questions: Wanted<Question>, turns: Turns): Promise<void> {
  await readLines(
    file,
    (line, from, to) => {
      // A name with a newline or a backslash is written escaped, and the line begins with a backslash.
      const isEscaped = line[from] === backslash;
      const bytes = isEscaped ? unescaped(line.subarray(from + 1, to)) : line;
      const start = isEscaped ? 0 : from;
      const end = isEscaped ? bytes.length : to;
      let path = start + digits;
      if (bytes[path] !== space) return;
      while (path < end && (bytes[path] === space || bytes[path] === asterisk)) path += 1;
      if (bytes[path] === dot && bytes[path + 1] === slash) path += 2;
      if (bytes[path] !== slash) path -= 1;
      // The byte before the path is one of those just passed, which nobody reads again.
      bytes[path] = slash;
      const asked = questions.find(bytes, path, end);
      if (asked === undefined) return;
      const hex = bytes.toString('latin1', start, start + digits).toLowerCase();
      if (!/^[0-9a-f]+$/.test(hex)) return;
      for (const each of asked) each.digest = { method: 'md5', hex };
    },
    turns,
  );
}

function unescaped(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replace(/\\([n\\r])/g, (_, letter: string) => {
    if (letter === 'n') return '\n';
    return letter === 'r' ? '\r' : '\\';
  });
  return Buffer.from(text, 'latin1');
}
