import { CrashLoops } from './crash-loops.ts';
import { FileHashes } from './file-hashes.ts';
import type { UnitConfig } from './systemd-config.ts';

/** What a look saw of a unit before it asked systemd about it. */
export interface SeenUnit {
  /** Of its files, see `UnitOnDisk`. */
  readonly print: string | undefined;
  readonly isLoaded: boolean;
  /** See `SystemdApi.reloadedAt`. */
  readonly reloadedAt: string;
}

interface Kept extends SeenUnit {
  readonly config: UnitConfig;
  /** The reload since which its files were changed: until the next one systemd may tell what they said before. */
  readonly staleSince: string | undefined;
}

/**
 * What is kept of a manager's units between collections. To tell of a unit's settings, systemd reads it from the disk
 * anew unless it runs, and looks for links in all its folders, three milliseconds a unit in which it does nothing else:
 * it is asked again only about units whose files, drop-ins or links are others than before.
 */
export class SystemdMemory {
  readonly hashes = new FileHashes();
  readonly loops = new CrashLoops();
  /** The instances of templates that last, as the last look found them. */
  instances: ReadonlySet<string> = new Set();
  readonly #configs = new Map<string, Kept>();

  /** What was read of a unit, where it still holds. */
  config(name: string, { print, isLoaded, reloadedAt }: SeenUnit): UnitConfig | undefined {
    const kept = this.#configs.get(name);
    if (kept === undefined || !kept.config.lasts || kept.staleSince === reloadedAt) return undefined;
    return kept.print === print && kept.isLoaded === isLoaded && print !== undefined ? kept.config : undefined;
  }

  keep(name: string, seen: SeenUnit, config: UnitConfig): void {
    const before = this.#configs.get(name);
    const isEdited =
      seen.isLoaded && before?.isLoaded && before.print !== seen.print && before.reloadedAt === seen.reloadedAt;
    const staleSince = isEdited ? seen.reloadedAt : seen.isLoaded ? before?.staleSince : undefined;
    this.#configs.set(name, { ...seen, config, staleSince });
  }

  /** Forgets the units that are gone. */
  keepOnly(names: ReadonlySet<string>): void {
    for (const name of this.#configs.keys()) if (!names.has(name)) this.#configs.delete(name);
  }
}
