import { lstatSync } from 'node:fs';
import { endianness } from 'node:os';
import { refreshAccounts } from '../../accounts.ts';
import type { Witness } from '../types.ts';
import { ByStart, byDescriptor, type Certainty } from './certainty.ts';
import { Fanotify, FanotifyError, type Listener } from './fanotify.ts';
import { FAN, type FanotifyEvent } from './fanotify-events.ts';
import type { MarkedFolders } from './marked-folders.ts';
import { type Process, processOf, witnessOf } from './processes.ts';
import { Recent } from './recent.ts';
import { Touches } from './touches.ts';

/** The structures are read as 64-bit systems have them. */
const known = new Set(['x64', 'arm64', 'riscv64', 'loong64']);

/** Listens to folders, and remembers who touched what in them. Paths are bytes, each a character of the same number. */
export class Listening implements Listener {
  readonly fanotify: Fanotify;
  readonly #folders: MarkedFolders;
  readonly #touches: Touches;
  readonly #recent = new Recent();
  #certainty: Certainty = byDescriptor;
  /** When it was begun to read what there is, and when that was nothing for the last time. */
  #reading = Date.now();
  #heardAll = Date.now();

  /** `most`: how many paths are remembered. Throws a FanotifyError, or a NativeError. */
  constructor(folders: MarkedFolders, most: number, descriptors: boolean) {
    this.#folders = folders;
    this.#touches = new Touches(most);
    this.fanotify = this.#open(descriptors);
  }

  /** Between these moments, in milliseconds since 1970. */
  actorOf(path: string, from: number, to: number): Witness | undefined {
    this.fanotify.drain();
    if (this.#folders.heardSince(path) > from) return undefined;
    const found = this.#touches.of(path, from, to);
    return found !== undefined && hasOtherNames(path) ? undefined : found;
  }

  close(): Promise<void> {
    return this.fanotify.close();
  }

  reading(): void {
    this.#reading = Date.now();
    this.#certainty.reading();
  }

  empty(): void {
    this.#heardAll = this.#reading;
    this.#certainty.empty();
    this.#recent.tidy(this.#heardAll);
  }

  heard(events: readonly FanotifyEvent[]): void {
    const now = Date.now();
    refreshAccounts();
    // As long as their descriptors are open, numbers of processes stand for the same ones.
    const read = new Map<number, Process | undefined>();
    for (const event of events) {
      if (event.mask & FAN.Q_OVERFLOW) this.#touches.missed(this.#heardAll, now);
      const paths = this.#folders.pathsOf(event.folder);
      if (paths.length === 0) continue;
      const who = this.#whoIs(event, read, now);
      for (const folder of paths) this.#touches.add(childOf(folder, event.name.toString('latin1')), who, now);
    }
    for (const event of events) this.#certainty.release(event);
  }

  #whoIs(event: FanotifyEvent, read: Map<number, Process | undefined>, now: number): Witness | null {
    const { pid } = event;
    if (pid <= 0) return null;
    const found = processOf(pid, read);
    const before = this.#recent.of(pid, found, now);
    if (before !== undefined) {
      if (found !== undefined) this.#recent.saw(before, found.name, now);
      return before;
    }
    const who = found && witnessOf(found, read);
    if (found === undefined || who === undefined || !this.#certainty.isSame(event)) return null;
    // Of one that has just ended at most the name is left.
    if (who.actor.program.startsWith('/')) this.#recent.saw(who, found.name, now);
    return who;
  }

  #open(descriptors: boolean): Fanotify {
    if (endianness() !== 'LE' || !known.has(process.arch)) throw new FanotifyError('fanotify_init', 'ENOSYS');
    try {
      if (descriptors) return new Fanotify(this, true);
    } catch (error) {
      // Linux before 5.15 does not know of them.
      if (!(error instanceof FanotifyError) || error.code !== 'EINVAL') throw error;
    }
    this.#certainty = new ByStart();
    return new Fanotify(this, false);
  }
}

/** Whether a file may have been changed by another name, in a folder that is perhaps not listened to. */
function hasOtherNames(path: string): boolean {
  try {
    const found = lstatSync(Buffer.from(path, 'latin1'));
    return !found.isDirectory() && found.nlink > 1;
  } catch {
    // It is gone, as it was found to be, or has become something else since.
    return false;
  }
}

function childOf(folder: string, name: string): string {
  if (name === '' || name === '.') return folder;
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}
