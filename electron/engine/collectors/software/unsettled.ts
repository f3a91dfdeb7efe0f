/**
 * Milliseconds for which what a package manager at work is changing may be left as it was: a
 * transaction that hangs must not hide it for ever.
 */
export const usualPatience = 15 * 60_000;

/** Remembers since when keys are on their way from one state to another. */
export class OnTheirWay {
  readonly #since = new Map<string, number>();

  constructor(private readonly patience: number) {}

  /** Those of the keys that are on their way for no longer than the patience; of others nothing is remembered. */
  within(keys: Iterable<string>): ReadonlySet<string> {
    const now = performance.now();
    const moving = new Set(keys);
    for (const key of this.#since.keys()) if (!moving.has(key)) this.#since.delete(key);
    for (const key of moving) if (!this.#since.has(key)) this.#since.set(key, now);
    return new Set([...moving].filter((key) => now - (this.#since.get(key) ?? now) < this.patience));
  }
}

/**
 * Reads a database with regard to its lock, which says something of what is in motion alone. Where there
 * is such, and nobody holds the lock, it may have been let go of since that was read: what is
 * read between two looks at the lock is the truth.
 */
export async function readSettled<T>(
  read: () => Promise<T>,
  inMotion: (found: T) => boolean,
  isAtWork: () => Promise<boolean>,
): Promise<{ readonly found: T; readonly atWork: boolean }> {
  const found = await read();
  if (!inMotion(found)) return { found, atWork: false };
  if (await isAtWork()) return { found, atWork: true };
  return { found: await read(), atWork: await isAtWork() };
}
