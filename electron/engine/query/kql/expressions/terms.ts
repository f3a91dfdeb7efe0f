/** A to z in lower case, and nothing else: what the language's operators that forgive case forgive. */
export const foldAscii = (text: string): string => text.replace(/[A-Z]+/g, (found) => found.toLowerCase());

const letterOrDigit = /^[\p{L}\p{Nd}]$/u;

/** Whether a letter or a digit, of any script, stands at an offset. Most texts are ASCII: that is told by the number. */
function isAlphanumeric(text: string, offset: number): boolean {
  const code = text.codePointAt(offset);
  if (code === undefined) return false;
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
  return letterOrDigit.test(String.fromCodePoint(code));
}

/** The same of the character that ends before an offset. */
function endsAlphanumeric(text: string, offset: number): boolean {
  const low = text.charCodeAt(offset - 1);
  return offset > 0 && isAlphanumeric(text, low >= 0xdc00 && low <= 0xdfff ? offset - 2 : offset - 1);
}

/** At which ends what is found has to be the end of a term too. */
export interface Ends {
  readonly start: boolean;
  readonly end: boolean;
}

/**
 * Whether a text holds another one whose ends are ends of terms. A term is the longest run of letters and digits
 * (Kusto's page 'String operators'). Where what is looked for begins or ends with another character, nothing is asked
 * of that end.
 */
export function holdsTerm(text: string, wanted: string, { start, end }: Ends): boolean {
  const checksStart = start && isAlphanumeric(wanted, 0);
  const checksEnd = end && endsAlphanumeric(wanted, wanted.length);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const fits =
      !(checksStart && endsAlphanumeric(text, at)) && !(checksEnd && isAlphanumeric(text, at + wanted.length));
    if (fits) return true;
    if (wanted === '') return false;
  }
  return false;
}
