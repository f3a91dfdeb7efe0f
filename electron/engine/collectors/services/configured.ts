import { KeyHandle } from '../registry/key-handle.ts';
import { WatchedKey } from '../registry/watch-key.ts';

/** Where the service control manager keeps how services are configured, a key each. */
const servicesKey = { hive: 'HKEY_LOCAL_MACHINE', path: 'SYSTEM\\CurrentControlSet\\Services', view: '64' } as const;

/** How soon after a look another one may follow (milliseconds): drivers write below their keys at any time. */
const lookEvery = 250;

/**
 * Tells which services were made, deleted or configured, by the keys that were written. A look at all of them
 * takes a millisecond or so; what is written further below them, as many drivers do, is none of the configuration.
 */
export class ConfiguredServices {
  #written: ReadonlyMap<string, bigint>;
  #lookedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #key: WatchedKey;

  /** Throws a Win32Error where the keys can't be read. `changed` is called with the services' names. */
  constructor(
    private readonly changed: (names: readonly string[]) => void,
    failed: (error: Error) => void,
  ) {
    this.#key = new WatchedKey({ ...servicesKey, subtree: true }, { changed: () => this.#soon(failed), failed });
    this.#written = readWritten();
  }

  get watched(): number {
    return this.#key.watched;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#key.close();
  }

  #soon(failed: (error: Error) => void): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#lookedAt + lookEvery - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#lookedAt = performance.now();
      try {
        this.#look();
      } catch (error) {
        failed(error instanceof Error ? error : new Error(String(error)));
      }
    }, wait);
  }

  #look(): void {
    const [before, now] = [this.#written, readWritten()];
    this.#written = now;
    const names = new Set([...before.keys(), ...now.keys()]);
    const changed = [...names].filter((name) => before.get(name) !== now.get(name));
    if (changed.length > 0) this.changed(changed);
  }
}

function readWritten(): ReadonlyMap<string, bigint> {
  const { hive, path, view } = servicesKey;
  const key = KeyHandle.open(hive, path, view);
  try {
    return key.written();
  } finally {
    key.close();
  }
}
