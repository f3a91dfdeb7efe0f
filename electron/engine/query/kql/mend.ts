import { kusto, listOf } from './kusto.ts';
import type { ReadText, Stretch } from './places.ts';

/** A text with some of its plain strings read as verbatim ones: the strings' places are those in the given text. */
export interface Mended extends ReadText {
  readonly strings: readonly Stretch[];
}

/** Most strings that are tried for a backslash before their last quotation mark. */
const mostTries = 16;

interface Token {
  readonly start: number;
  readonly text: string;
  readonly faulty: boolean;
}

/** A plain string (`"…"` or `'…'`, after an `h` too): no verbatim one and none over several lines. */
const plain = /^[hH]?(["'])(?!\1\1)/;

/** The token after `offset` by the language's own scanner; `undefined` at the end. */
function tokenAt(text: string, offset: number): Token | undefined {
  const token = kusto().Parsing.TokenParser.ParseToken(text, offset);
  const length = token?.Text?.length ?? 0;
  if (!token || length === 0) return undefined;
  return {
    start: offset + (token.Trivia?.length ?? 0),
    text: token.Text ?? '',
    faulty: listOf(token.Diagnostics).length > 0,
  };
}

const end = (token: Token): number => token.start + token.text.length;

/** How many faults of syntax a text has. */
function faults(text: string): number {
  return listOf(kusto().KustoCode.Parse(text)?.GetSyntaxDiagnostics() ?? null).length;
}

/**
 * Reads a text token by token, and as verbatim strings the plain ones that begin where `chosen` says (in the text as
 * it was given) or that the language can't read for a backslash. One that does not end on its line stays.
 */
function verbatim(given: string, chosen: ReadonlySet<number>): Mended {
  let read = given;
  const added: number[] = [];
  const strings: Stretch[] = [];
  for (let offset = 0; ; ) {
    let token = tokenAt(read, offset);
    if (!token) return { given, read, added, strings };
    const start = token.start - added.length;
    if (plain.test(token.text) && (chosen.has(start) || (token.faulty && read[end(token)] === '\\'))) {
      const quote = token.start + (/^[hH]/.test(token.text) ? 1 : 0);
      const changed = `${read.slice(0, quote)}@${read.slice(quote)}`;
      const whole = tokenAt(changed, token.start);
      if (whole && !whole.faulty) {
        strings.push({ start, length: whole.text.length - 1 });
        added.push(quote);
        read = changed;
        token = whole;
      }
    }
    offset = end(token);
  }
}

/** Where plain strings begin in the given text that a backslash makes longer than a verbatim one would be. */
function longer({ read, added }: ReadText): readonly number[] {
  const starts: number[] = [];
  for (let offset = 0; ; ) {
    const token = tokenAt(read, offset);
    if (!token) return starts;
    if (plain.test(token.text) && /\\["']/.test(token.text)) {
      starts.push(token.start - added.filter((at) => at < token.start).length);
    }
    offset = end(token);
  }
}

/**
 * Reads plain strings that are wrong only for their backslashes as verbatim ones: `"c:\windows"` as `@"c:\windows"`.
 * A text without a fault of syntax stays as it is, and so does one that has no fewer faults when mended.
 *
 * A string is wrong for its backslashes where one of them begins no escape sequence (`\w`), or where the last one
 * takes the closing quotation mark away (`"c:\temp\"`). The latter may leave a string that is right, but ends too
 * late, so that the text is at fault behind it: such strings are tried one after the other.
 */
export function mend(given: string): Mended {
  let best: Mended = { given, read: given, added: [], strings: [] };
  if (!given.includes('\\')) return best;
  let fewest = faults(given);
  let chosen: ReadonlySet<number> = new Set();
  const better = (candidate: Mended): boolean => {
    if (candidate.added.length === 0) return false;
    const left = faults(candidate.read);
    if (left >= fewest) return false;
    best = candidate;
    fewest = left;
    return true;
  };
  if (fewest > 0) better(verbatim(given, chosen));
  const tried = new Set<number>();
  while (fewest > 0 && tried.size < mostTries) {
    const next = longer(best).find((start) => !tried.has(start));
    if (next === undefined) break;
    tried.add(next);
    const more = new Set([...chosen, next]);
    if (better(verbatim(given, more))) chosen = more;
  }
  return best;
}
