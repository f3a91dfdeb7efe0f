/** Text that is not what `shescape` writes. */
export class WordsError extends Error {
  override readonly name = 'WordsError';
  constructor(readonly place: number) {
    super(`no such words at character ${place}`);
  }
}

/**
 * Reads lines of words as rpm's query format writes them with `:shescape` (rpm-queryformat(7)): a text stands in
 * quotes whatever is in it, line ends too, and a quote in it as `'\''`; a number stands without. A tag that a
 * package lacks is `(none)` without quotes, which is `null` here. Throws WordsError.
 */
export function readWords(text: string): (string | null)[][] {
  const lines: (string | null)[][] = [];
  let line: (string | null)[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === "'") {
      const { word, end } = readQuoted(text, at);
      line.push(word);
      at = end;
    } else {
      const end = endOfBare(text, at);
      const bare = text.slice(at, end);
      line.push(bare === '(none)' ? null : bare);
      at = end;
    }
    if (text[at] === '\n') {
      lines.push(line);
      line = [];
    } else if (text[at] !== ' ') throw new WordsError(at);
    at += 1;
  }
  if (line.length > 0) throw new WordsError(at);
  return lines;
}

function readQuoted(text: string, from: number): { readonly word: string; readonly end: number } {
  let word = '';
  for (let open = from; ; ) {
    const close = text.indexOf("'", open + 1);
    if (close < 0) throw new WordsError(from);
    word += text.slice(open + 1, close);
    if (!text.startsWith("'\\''", close)) return { word, end: close + 1 };
    word += "'";
    open = close + 3;
  }
}

function endOfBare(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== ' ' && text[at] !== '\n') at += 1;
  return at;
}
