/** Text as it is compared: in any case, and whichever way its letters are composed. */
export const folded = (text: string): string => text.normalize('NFC').toLowerCase();

export const hasWildcard = (pattern: string): boolean => /[*?]/.test(pattern);

/** How many UTF-16 units the character takes that begins here. */
const widthAt = (text: string, at: number) => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/**
 * Whether a pattern fits a whole text: `*` stands for any number of characters, slashes too, and `?` for one. Both are
 * folded already. It goes back to the last `*` alone, so that no pattern makes it slow: regular expressions of many
 * stars are.
 */
export function fits(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let retry = 0;
  while (t < text.length) {
    const sign = pattern[p];
    if (sign === '*') {
      star = p++;
      retry = t;
    } else if (sign === '?') {
      p++;
      t += widthAt(text, t);
    } else if (sign === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      retry += widthAt(text, retry);
      t = retry;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** A pattern made ready to be asked of many texts: one of stars alone is a few searches for what stands between them. */
export function fitting(pattern: string): (text: string) => boolean {
  if (pattern.includes('?')) return (text) => fits(pattern, text);
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let from = first.length;
    for (const part of rest) {
      const found = text.indexOf(part, from);
      if (found < 0) return false;
      from = found + part.length;
    }
    return from <= text.length - last.length;
  };
}
