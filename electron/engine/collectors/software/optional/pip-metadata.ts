/** What the name of a folder or file of metadata says: `{name}-{version}.dist-info` (the PyPA's recording of installed projects). */
export interface Named {
  readonly name: string;
  /** `null` where it is not in the name, as in an `.egg-info` of a project that is being worked at. */
  readonly version: string | null;
  /** The file in it that tells the rest; the entry itself where it can be a file. */
  readonly file: 'METADATA' | 'PKG-INFO';
}

/** `undefined` for what is no metadata of a package. */
export function namedBy(entry: string): Named | undefined {
  // Neither part has a hyphen, but for names that older tools wrote.
  const dist = /^(.+)-([^-]+)\.dist-info$/.exec(entry);
  if (dist !== null) return { name: dist[1] ?? '', version: dist[2] ?? '', file: 'METADATA' };
  const egg = /^(.+?)(?:-(\d[^-]*)(?:-py\d[\d.]*(?:-.+)?)?)?\.egg-info$/.exec(entry);
  return egg === null ? undefined : { name: egg[1] ?? '', version: egg[2] ?? null, file: 'PKG-INFO' };
}

/** Whether pip put it aside while it upgrades: the first letters are replaced then, the very first by `~`. */
export const isStash = (entry: string): boolean => entry.startsWith('~') && entry.endsWith('.dist-info');

/** A name as names of Python's packages are compared: the PyPA's name normalization. */
export const normalized = (name: string): string => name.replace(/[-_.]+/g, '-').toLowerCase();

/** The fields of a package that stand at the head of its metadata, by their names in lower case. */
export type Metadata = ReadonlyMap<string, string>;

/**
 * Reads the head of METADATA or PKG-INFO, which is laid out as an e-mail's: the fields end at the first empty
 * line. Of a field that is there several times the first one counts; what is half written counts as far as it goes.
 */
export function parseMetadata(text: string): Metadata {
  const fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    if (line === '') break;
    const [, name, value] = /^([A-Za-z][A-Za-z-]*):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), (value ?? '').trim());
  }
  return fields;
}

/** An address without the account and password that can stand in it; `null` for what is none. */
export function publicUrl(written: string): string | null {
  try {
    const url = new URL(written);
    url.username = '';
    url.password = '';
    return url.href;
  } catch {
    return null;
  }
}
