/** A to z in lower case, and nothing else: what the language's operators that forgive case forgive. */
export const foldAscii = (text: string): string => text.replace(/[A-Z]+/g, (found) => found.toLowerCase());

const isAlphanumeric = (character: string | undefined): boolean =>
  character !== undefined && /^[\p{L}\p{Nd}]$/u.test(character);

/** The character that ends before an offset, whole. */
function before(text: string, offset: number): string | undefined {
  const low = text.charCodeAt(offset - 1);
  const whole = low >= 0xdc00 && low <= 0xdfff ? 2 : 1;
  return offset > 0 ? text.slice(Math.max(0, offset - whole), offset) : undefined;
}

const after = (text: string, offset: number): string | undefined => {
  const point = text.codePointAt(offset);
  return point === undefined ? undefined : String.fromCodePoint(point);
};

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
  const checksStart = start && isAlphanumeric(after(wanted, 0));
  const checksEnd = end && isAlphanumeric(before(wanted, wanted.length));
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const fits =
      !(checksStart && isAlphanumeric(before(text, at))) &&
      !(checksEnd && isAlphanumeric(after(text, at + wanted.length)));
    if (fits) return true;
    if (wanted === '') return false;
  }
  return false;
}
