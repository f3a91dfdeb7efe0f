import { existsSync, type FSWatcher, readFileSync, renameSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type ErrorShape, TidemarkError } from '../../shared/contract/errors.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { formatSettings, parseSettings } from '../../shared/model/settings-migrations.ts';
import { Listeners } from '../listeners.ts';

/** The file as `conf` (and electron-store, built on it) keeps it: read and written whole, checked each time. */
export interface SettingsStore {
  store: Settings;
}

export interface SettingsKeeperOptions {
  readonly file: string;
  /** Opens a file that is well, or not there yet. */
  readonly open: (file: string) => SettingsStore;
  /** What holds where there is no file, or none that can be read. */
  readonly fallback: () => Settings;
}

/** How long a file must be left alone before it is read (milliseconds): an editor may write it in pieces. */
const quiet = 150;

/**
 * Keeps the settings and their file as one. The file may be edited by the command
 * line or by hand at any time: what is well holds at once, what is not is told,
 * and the last settings that were well go on to hold.
 */
export class SettingsKeeper {
  readonly #options: SettingsKeeperOptions;
  readonly #changes = new Listeners<Settings>();
  readonly #faults = new Listeners<ErrorShape | null>();
  readonly #store: SettingsStore;
  #current: Settings;
  #fault: ErrorShape | null = null;
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SettingsKeeperOptions) {
    this.#options = options;
    const { file } = options;
    let read: Settings | undefined;
    try {
      read = this.#read();
    } catch (error) {
      this.#fault = this.#putAside(TidemarkError.from(error));
    }
    this.#store = options.open(file);
    this.#current = read ?? options.fallback();
    if (!existsSync(file)) this.#store.store = this.#current;
  }

  get current(): Settings {
    return this.#current;
  }

  /** What is wrong with the file, while other settings than its own hold. */
  get fault(): ErrorShape | null {
    return this.#fault;
  }

  onChange(listener: (settings: Settings) => void): () => void {
    return this.#changes.add(listener);
  }

  onFault(listener: (fault: ErrorShape | null) => void): () => void {
    return this.#faults.add(listener);
  }

  /** Writes the settings and lets them hold. A file at fault is kept aside first. Fails with a TidemarkError. */
  set(settings: Settings): Settings {
    try {
      this.#read();
    } catch (error) {
      this.#putAside(TidemarkError.from(error));
    }
    try {
      this.#store.store = settings;
    } catch (error) {
      throw notWritten(this.#options.file, error);
    }
    this.#hold(settings);
    this.#tellFault(null);
    return this.#current;
  }

  /** Follows the file until `close`. It is its folder that is watched: an atomic save puts another file in its place. */
  watch(): void {
    const name = basename(this.#options.file);
    this.#watcher = watch(dirname(this.#options.file), { persistent: false }, (_event, changed) => {
      if (changed !== null && changed !== name) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#follow(), quiet);
    });
    // A watch that ends leaves the settings as they are: the window still changes them
    this.#watcher.on('error', () => this.#watcher?.close());
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#watcher?.close();
  }

  #follow(): void {
    try {
      const read = this.#read();
      // A file that is gone changes nothing: many editors take the old one away first
      if (read) this.#hold(read);
      this.#tellFault(null);
    } catch (error) {
      const { kind, message, advice } = TidemarkError.from(error);
      this.#tellFault({ kind, message, advice: `${advice} Until then the settings before that edit hold.` });
    }
  }

  #hold(settings: Settings): void {
    if (formatSettings(settings) === formatSettings(this.#current)) return;
    this.#current = settings;
    this.#changes.tell(settings);
  }

  #tellFault(fault: ErrorShape | null): void {
    if (fault?.message === this.#fault?.message) return;
    this.#fault = fault;
    this.#faults.tell(fault);
  }

  #read(): Settings | undefined {
    const { file } = this.#options;
    try {
      return parseSettings(readFileSync(file, 'utf8'));
    } catch (error) {
      if (error instanceof TidemarkError) {
        throw new TidemarkError(error.kind, `${file}: ${error.message}`, error.advice, { cause: error });
      }
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      const message = `The settings file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
      throw new TidemarkError('denied', message, 'Make the file readable for you.', { cause: error });
    }
  }

  /** Gives the file another name, so that nothing of it is lost, and says so. */
  #putAside(error: TidemarkError): ErrorShape {
    const { file } = this.#options;
    const aside = `${file}.unreadable-${new Date().toISOString().replaceAll(':', '-')}`;
    try {
      renameSync(file, aside);
    } catch (cause) {
      throw notWritten(file, cause);
    }
    const advice = `It was kept as ${aside}, and the recommended settings hold. ${error.advice}`;
    return { kind: error.kind, message: error.message, advice };
  }
}

function notWritten(file: string, cause: unknown): TidemarkError {
  if (cause instanceof TidemarkError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  const kind = code === 'ENOSPC' ? 'diskFull' : code === undefined ? 'invalid' : 'denied';
  const advice =
    kind === 'diskFull' ? 'Make room on the disk and try again.' : 'Check the rights of the file and of its folder.';
  return new TidemarkError(kind, `The settings file ${file} cannot be written: ${message}`, advice, { cause });
}
