/**
 * Text as it is stored. A NUL would end a bound string silently, and half a
 * surrogate pair has no UTF-8: both occur in names that a machine hands us. So
 * text is stored as the inside of a JSON string, which escapes both, and is the
 * text itself wherever there is nothing to escape. The stored form of a text's
 * beginning is the beginning of its stored form, so that prefixes can be looked up.
 */
export function toStored(text: string): string {
  return plain.test(text) ? text : JSON.stringify(text).slice(1, -1);
}

/** Text that JSON escapes nothing of: no control characters, quotes, backslashes or surrogates. */
const plain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

export function fromStored(stored: string): string {
  return stored.includes('\\') ? (JSON.parse(`"${stored}"`) as string) : stored;
}

/** Text with its case and its way of composing letters levelled out, in its stored form. */
function fold(text: string): string {
  return toStored(text.normalize('NFC').toLowerCase());
}

/**
 * What a text search looks in for a thing of this name and key: `null` where the
 * stored key says it all, which spares most files a second copy of their path.
 */
export function searchText(name: string, key: string): string | null {
  const foldedKey = fold(key);
  if (!key.includes(name)) return `${fold(name)}\n${foldedKey}`;
  return foldedKey === toStored(key) ? null : foldedKey;
}

/**
 * The expression for the text that a search looks in, of an item's or a change's row. A package's key begins with
 * its manager, which is left out: see `searchedKey`.
 */
export const searched = (row: string): string =>
  `CASE WHEN ${row}.type = 'Software' AND instr(coalesce(${row}.search, ''), char(10)) = 0
    THEN substr(coalesce(${row}.search, ${row}.key), instr(${row}.key, ':') + 1)
    ELSE coalesce(${row}.search, ${row}.key) END`;

/** The words of a search, each to be found in a `searchText`. */
export function searchWords(text: string | undefined): readonly string[] {
  return text === undefined ? [] : fold(text).split(/\s+/u).filter(Boolean);
}
