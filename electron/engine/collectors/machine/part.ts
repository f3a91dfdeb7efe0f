/** One part of the machine, as it is now. */
export interface Part {
  /** `os`, `disk:SERIAL`, `user:alice`: the item's key, stable while the part lives. */
  readonly key: string;
  readonly name: string;
  /** What it is, in one line; empty where the system does not tell. */
  readonly summary: string;
  /** The rest. Blank values are left out: they say that the system does not tell. */
  readonly detail: readonly (readonly [label: string, value: string | number | boolean | null | undefined])[];
}

/** One kind of parts, read together. */
export interface PartSource {
  /** `os`, `disk`…: the keys of its parts are this, or begin with this and a colon. */
  readonly id: string;
  /**
   * All parts of the kind; `unsupported` where this system has no such kind.
   * Rejects when it could not be read.
   */
  readonly read: () => Promise<readonly Part[] | 'unsupported'>;
}

/** The parts of a text that are not blank, with blanks between them. */
export function joined(...words: readonly (string | undefined | null)[]): string {
  return words
    .map(told)
    .filter((word) => word !== '')
    .join(' ');
}

/** What the maker filled in: firmware is full of placeholders, and `-` is systeminformation's own. */
export function told(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = String(value).trim();
  return /^(?:-+|default string|to be filled by o\.?e\.?m\.?|not specified|unknown)$/i.test(text) ? '' : text;
}

/** A size as disks and memory are sold: `16 GiB`, `931.5 GiB`. */
export function sizeOf(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${units[power]}`;
}
