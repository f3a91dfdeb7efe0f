/**
 * What a terminal or a window would obey or hide instead of showing: control characters (C0,
 * DEL, C1), line and paragraph separators, marks that turn the direction of text
 * (as in 'Trojan Source', CVE-2021-42574), and halves of surrogate pairs.
 */
const unprintable = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return named[character] ?? (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`);
}

/** Text that came from the machine, on one line and with everything in it visible. */
export function printable(text: string): string {
  return text.replace(unprintable, escaped);
}

/** The same over many lines, for content: line ends and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(unprintable, (character) =>
    character === '\n' || character === '\t' ? character : escaped(character),
  );
}
