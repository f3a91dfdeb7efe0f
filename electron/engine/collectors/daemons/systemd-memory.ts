import { CrashLoops } from './crash-loops.ts';
import { FileHashes } from './file-hashes.ts';
import type { UnitConfig } from './systemd-config.ts';

/** What was read of a unit, and of which files. */
interface Kept {
  readonly print: string;
  readonly isLoaded: boolean;
  readonly config: UnitConfig;
}

/**
 * What is kept of a manager's units between collections. To tell of a unit's settings, systemd reads it from the disk
 * anew unless it runs, and looks for links in all its folders, three milliseconds a unit in which it does nothing else:
 * it is asked again only about units whose files, drop-ins or links are others than before.
 */
export class SystemdMemory {
  readonly hashes = new FileHashes();
  readonly loops = new CrashLoops();
  #configs = new Map<string, Kept>();

  config(name: string, print: string | undefined, isLoaded: boolean): UnitConfig | undefined {
    const kept = this.#configs.get(name);
    return kept?.print === print && kept?.isLoaded === isLoaded ? kept.config : undefined;
  }

  keep(name: string, print: string | undefined, isLoaded: boolean, config: UnitConfig): void {
    if (print === undefined || !config.lasts) this.#configs.delete(name);
    else this.#configs.set(name, { print, isLoaded, config });
  }

  /** Forgets the units that are gone. */
  keepOnly(names: ReadonlySet<string>): void {
    for (const name of this.#configs.keys()) if (!names.has(name)) this.#configs.delete(name);
  }
}
