import { statSync } from 'node:fs';

/** Another one as soon as another file, or folder, is there or it was written to; `undefined` where there is none. */
export function markOf(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && `${stats.ino}.${stats.size}.${stats.mtimeMs}`;
}

/** Two changes of a file within this time (ms) may leave the same time of change: file systems keep it so coarsely. */
const coarse = 2_000;

/** Tells whether any of a database's files has changed since it was last read as a whole. */
export class Marks {
  readonly #files: readonly string[];
  #kept: string | undefined;
  #now = '';

  constructor(files: readonly string[]) {
    this.#files = files;
  }

  /** Asked before anything is read. */
  same(): boolean {
    let latest = 0;
    this.#now = this.#files
      .map((file) => {
        latest = Math.max(latest, statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
        return markOf(file) ?? '';
      })
      .join(' ');
    const same = this.#now === this.#kept;
    // What has only just changed may change again without another time.
    if (Math.abs(Date.now() - latest) < coarse) this.#now = '';
    return same;
  }

  /** All was read as it was when last asked. */
  keep(): void {
    this.#kept = this.#now === '' ? undefined : this.#now;
  }
}
