/** A text's lines, each with its end; a last one without an end counts, an empty text has none. */
export function splitLines(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
