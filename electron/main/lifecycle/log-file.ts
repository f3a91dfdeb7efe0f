import { appendFileSync, renameSync, statSync } from 'node:fs';

/** The log's largest size (bytes); then it becomes the one old log, and a new one begins. */
const largest = 1024 * 1024;
/** A line is cut here (characters): a fault may quote anything. */
const longestLine = 4000;

/** A log of bounded size for what goes wrong: it is read when someone asks why. */
export class LogFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Writes a line with its time. A log that cannot be written must not be the next fault. */
  readonly write = (line: string): void => {
    try {
      if ((statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0) > largest) {
        renameSync(this.#path, `${this.#path}.old`);
      }
      const text = line.trimEnd().slice(0, longestLine).replaceAll('\n', '\n  ');
      appendFileSync(this.#path, `${new Date().toISOString()} ${text}\n`, { mode: 0o600 });
    } catch {
      // Nowhere left to say it
    }
  };
}
