import type { RegistryHive } from '../../../shared/model/registry-key.ts';
import { code, Win32Error } from '../win32/errors.ts';
import { WaitedEvent } from '../win32/waited-event.ts';
import { registryCalls } from './calls.ts';
import { KeyHandle, type View } from './key-handle.ts';
import { isAbsent } from './walk.ts';

/** A key to be watched. */
export interface Target {
  readonly hive: RegistryHive;
  readonly path: string;
  readonly view: View;
  /** Whether what is below it counts too. */
  readonly subtree: boolean;
}

export interface KeyListener {
  readonly changed: () => void;
  /** The key can't be watched, or not any longer. */
  readonly failed: (error: Error) => void;
}

/** REG_NOTIFY_CHANGE_NAME, REG_NOTIFY_CHANGE_LAST_SET, REG_NOTIFY_THREAD_AGNOSTIC (winnt.h). */
const keys = 0x1;
const valuesToo = keys | 0x4;
const anyThread = 0x10000000;

/** One key that is watched as long as it is there: it tells once, and is armed again before anybody looks. */
class ArmedKey {
  readonly #key: KeyHandle;
  readonly #event: WaitedEvent;
  readonly #subtree: boolean;
  readonly #filter: number;

  /** Throws a Win32Error where the key is not there or may not be watched. */
  constructor(target: Target, filter: number, woken: () => void) {
    this.#key = KeyHandle.open(target.hive, target.path, target.view, 'notify');
    this.#subtree = target.subtree;
    this.#filter = filter | anyThread;
    try {
      this.#event = new WaitedEvent(woken);
    } catch (error) {
      this.#key.close();
      throw error;
    }
    try {
      this.arm();
    } catch (error) {
      void this.close();
      throw error;
    }
  }

  /** Throws a Win32Error where the key is there no more. */
  arm(): void {
    const answer = registryCalls().notify(this.#key.handle, this.#subtree ? 1 : 0, this.#filter, this.#event.handle, 1);
    if (answer !== code.success) throw new Win32Error('RegNotifyChangeKeyValue', answer);
  }

  async close(): Promise<void> {
    const closed = this.#event.close();
    // Closing the key sets the event a last time, which nobody hears.
    this.#key.close();
    await closed;
  }
}

/**
 * Watches a key whether it is there or not: beside it the nearest key above it that is there, whose keys'
 * names tell when it comes, goes or is renamed.
 */
export class WatchedKey {
  #own: ArmedKey | undefined;
  #above: ArmedKey | undefined;
  #closed = false;

  constructor(
    private readonly target: Target,
    private readonly listener: KeyListener,
  ) {
    this.#settle();
  }

  get watched(): number {
    return (this.#own ? 1 : 0) + (this.#above ? 1 : 0);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#own?.close(), this.#above?.close()]);
  }

  /** Something happened to the key, or in it. */
  #heard(): void {
    if (this.#closed) return;
    try {
      this.#own?.arm();
    } catch {
      // It was deleted; it may be there again already.
      this.#settle();
    }
    this.listener.changed();
  }

  /** A key above has got or lost a key. */
  #heardAbove(): void {
    if (this.#closed) return;
    this.#settle();
    this.listener.changed();
  }

  /** Watches anew: what is above first, so that a key that comes meanwhile is not overlooked. */
  #settle(): void {
    const [own, above] = [this.#own, this.#above];
    try {
      this.#above = this.#armAbove();
      this.#own = this.#armOwn();
    } catch (error) {
      this.listener.failed(error instanceof Error ? error : new Error(String(error)));
    } finally {
      if (own !== this.#own) void own?.close();
      if (above !== this.#above) void above?.close();
    }
  }

  #armOwn(): ArmedKey | undefined {
    try {
      return new ArmedKey(this.target, valuesToo, () => this.#heard());
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }

  #armAbove(): ArmedKey | undefined {
    const names = this.target.path.split('\\');
    for (let depth = names.length - 1; depth >= 0; depth -= 1) {
      if (this.target.path === '') return undefined;
      const above = { ...this.target, path: names.slice(0, depth).join('\\'), subtree: false };
      try {
        const armed = new ArmedKey(above, keys, () => this.#heardAbove());
        // The next key on the way may have come before this one was armed.
        const next = names.slice(0, depth + 1).join('\\');
        if (depth + 1 < names.length && exists({ ...above, path: next })) {
          void armed.close();
          depth += 2;
          continue;
        }
        return armed;
      } catch (error) {
        if (!isAbsent(error)) throw error;
      }
    }
    return undefined;
  }
}

function exists({ hive, path, view }: Target): boolean {
  try {
    KeyHandle.open(hive, path, view, 'notify').close();
    return true;
  } catch (error) {
    return !isAbsent(error);
  }
}
