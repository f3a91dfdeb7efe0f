/** Marks that a terminal draws over the character before them, and joiners that it does not draw. */
const none = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** What terminals draw two columns wide: East Asian scripts, full-width forms and pictures (UAX #11, UTS #51). */
const two =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]$|^\p{Emoji_Presentation}$/u;

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += none.test(character) ? 0 : two.test(character) ? 2 : 1;
  return width;
}

/** A text filled up with blanks to so many columns; a longer one stays whole. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
