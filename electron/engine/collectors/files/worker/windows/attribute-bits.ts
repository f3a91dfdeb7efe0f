/** FILE_ATTRIBUTE_… (winnt.h) that somebody sets on purpose: a difference matters. */
const deliberate: readonly (readonly [bit: number, word: string])[] = [
  [0x1, 'read-only'],
  [0x2, 'hidden'],
  [0x4, 'system'],
  [0x400, 'reparse point'],
  [0x800, 'compressed'],
  [0x4000, 'encrypted'],
  [0x8000, 'integrity'],
];

/** The others follow what backups, indexers and cloud folders do: each write sets `archive` again. */
const incidental: readonly (readonly [bit: number, word: string])[] = [
  [0x20, 'archive'],
  [0x100, 'temporary'],
  [0x200, 'sparse'],
  [0x1000, 'offline'],
  [0x2000, 'not indexed'],
  [0x20000, 'not scrubbed'],
  [0x40000, 'recalled when opened'],
  [0x80000, 'pinned'],
  [0x100000, 'unpinned'],
  [0x400000, 'recalled when read'],
];

/** A file's attributes in words, those that matter and those that don't; `null` for none. */
export interface AttributeWords {
  readonly attributes: string | null;
  readonly otherAttributes: string | null;
}

/** FILE_ATTRIBUTE_DIRECTORY and _NORMAL have no word: the item's kind says the one, no other word the other. */
export function attributeBits(bits: number): AttributeWords {
  const words = (known: typeof deliberate) =>
    known
      .filter(([bit]) => (bits & bit) !== 0)
      .map(([, word]) => word)
      .join('\n') || null;
  return { attributes: words(deliberate), otherAttributes: words(incidental) };
}
