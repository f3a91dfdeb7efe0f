const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes in the words of people: `3,310 B` up to 10,000 bytes, then `12.3 KB` in steps of 1,024. */
export function formatBytes(bytes: number): string {
  if (Math.abs(bytes) < 10_000) return `${formatCount(bytes)} B`;
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 })} ${units[unit]}`;
}

/** A whole number with its thousands parted: `1,284`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** File permissions as four octal digits: `0644`. A mode that is a text already stays as it is. */
export function formatMode(mode: string | number): string {
  return typeof mode === 'number' ? (mode & 0o7777).toString(8).padStart(4, '0') : mode;
}

/** `1 line`, `2 lines`, `1,284 files`: a count with its noun. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b, and c`. Intl.ListFormat says the same, and takes 25 ms to load at each start. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  if (words.length < 3) return words.join(' and ');
  return `${words.slice(0, -1).join(', ')}, and ${last}`;
}
