import type { Watch, WatchRequest } from '../../collector.ts';
import { childKey } from '../keys.ts';
import { type Coverage, coverage } from '../patterns/coverage.ts';
import type { Spec } from '../patterns/spec.ts';
import { Arming } from './arming.ts';
import { IN, type InotifyEvent } from './events.ts';
import type { Folder } from './folders.ts';
import { Inotify } from './inotify.ts';

const comes = IN.CREATE | IN.MOVED_TO;
const goes = IN.DELETE | IN.MOVED_FROM;

/** Watches what tracked items cover through inotify, and says so when it may have missed something. */
export class LinuxWatch implements Watch {
  readonly #request: WatchRequest;
  readonly #items: readonly Coverage[];
  readonly #inotify: Inotify;
  readonly #arming: Arming;
  /** Hints for what has to be armed before it is looked at. */
  readonly #later = new Set<string>();
  #said = '';
  #closed = false;

  private constructor(request: WatchRequest, specs: readonly Spec[]) {
    this.#request = request;
    this.#items = specs.map(coverage);
    this.#inotify = new Inotify(
      (events) => this.#hear(events),
      (error) => request.gap('watchFailed', `inotify (${error.message})`),
    );
    this.#arming = new Arming(this.#inotify);
  }

  /** Resolves when every folder is watched. Fails where inotify can't be had. */
  static async arm(request: WatchRequest, specs: readonly Spec[]): Promise<LinuxWatch> {
    const watch = new LinuxWatch(request, specs);
    await watch.#armAll();
    return watch;
  }

  readonly watched = () => this.#arming.folders.watches;

  readonly close = async (): Promise<void> => {
    if (this.#closed) return;
    this.#closed = true;
    this.#arming.close();
    await this.#inotify.close();
  };

  async #armAll(): Promise<void> {
    for (const covered of this.#items) this.#arming.root(covered);
    await this.#settle();
  }

  /** Finishes arming, then gives the hints that waited for it. */
  async #settle(): Promise<void> {
    await this.#arming.run();
    if (this.#closed) return;
    const hints = [...this.#later];
    this.#later.clear();
    this.#sayRefused();
    for (const hint of hints) this.#request.hint(hint);
  }

  #hear(events: readonly InotifyEvent[]): void {
    const hints = new Set<string>();
    for (const event of events) {
      if (event.mask & IN.Q_OVERFLOW) this.#overflowed();
      else for (const folder of this.#arming.folders.of(event.wd)) this.#at(folder, event, hints);
      if (event.mask & IN.IGNORED) this.#lost(event.wd, hints);
    }
    for (const hint of hints) if (!this.#later.has(hint)) this.#request.hint(hint);
    if (this.#later.size > 0) void this.#settle();
  }

  /** What was dropped can be anything, new folders too: everything is armed again, then looked at. */
  #overflowed(): void {
    // While the last one is being made up for, its gap covers this one too.
    if (!this.#later.has('')) this.#request.gap('overflow', 'fs.inotify.max_queued_events');
    this.#later.add('');
    for (const covered of this.#items) this.#arming.root(covered);
  }

  /** A watched folder is gone, or what it was mounted from. What there is at its path now is armed anew. */
  #lost(wd: number, hints: Set<string>): void {
    for (const folder of this.#arming.folders.lost(wd)) {
      for (const { covered, standing } of folder.interests) this.#arming.again(covered, folder.key, standing);
      for (const each of folder.roads.values()) for (const covered of each) this.#arming.root(covered);
      for (const each of folder.aliases.values()) for (const link of each) hints.add(link);
      // Which items the links belong to is not kept for so rare a case.
      if (folder.aliases.size > 0) for (const covered of this.#items) this.#arming.root(covered);
      if (folder.interests.length > 0) hints.add(folder.key);
      if (this.#arming.waiting) this.#later.add(folder.key);
    }
  }

  #at(folder: Folder, { mask, name }: InotifyEvent, hints: Set<string>): void {
    if (name === '') {
      if (mask & IN.ATTRIB && folder.interests.length > 0) hints.add(folder.key);
      return;
    }
    const key = childKey(folder.key, name);
    if (mask & goes) for (const wd of this.#arming.folders.drop(key)) this.#inotify.remove(wd);
    for (const link of folder.aliases.get(name) ?? []) hints.add(link);
    for (const covered of folder.roads.get(name) ?? []) {
      if (mask & comes) this.#arming.root(covered);
      if (key === covered.spec.root || mask & (comes | goes))
        (mask & comes ? this.#later : hints).add(covered.spec.root);
    }
    for (const { covered, standing } of folder.interests) {
      const entered = covered.enter(standing, name, key);
      if (entered === undefined) continue;
      const armable = mask & comes && (mask & IN.ISDIR || covered.spec.links === 'follow');
      if (armable) this.#arming.entry(covered, key, entered);
      // What is armed by this is looked at afterwards: nothing that it fills with meanwhile is lost.
      (armable && this.#arming.waiting ? this.#later : hints).add(key);
    }
  }

  /** Says what could not be watched, when that is other than before, and what is lacking if it is room. */
  #sayRefused(): void {
    const refused = [...this.#arming.refused];
    const noRoom = refused.filter(([, code]) => code === 'ENOSPC').length;
    const first = refused[0]?.[0];
    const said = `${noRoom} ${refused.length} ${first}`;
    if (first === undefined || said === this.#said) return;
    this.#said = said;
    this.#request.gap('watchFailed', refused.length === 1 ? first : `${first} and ${refused.length - 1} more folders`);
    if (noRoom === 0) return;
    this.#request.problem({
      type: 'Files',
      kind: 'limit',
      subject: 'fs.inotify.max_user_watches',
      message: `${noRoom} of ${noRoom + this.watched()} folders can't be watched live: the system has no room for more watches.`,
      advice: 'Raise it: sysctl fs.inotify.max_user_watches=1048576 (in /etc/sysctl.d to keep it), then start again.',
    });
  }
}
