import { counted } from '../../../../shared/model/format.ts';
import type { FolderListener } from '../../../watched-folders.ts';
import type { Unwatched, Watch, WatchRequest } from '../../collector.ts';
import { childKey } from '../keys.ts';
import { type Coverage, coverage } from '../patterns/coverage.ts';
import type { Spec } from '../patterns/spec.ts';
import { Arming } from './arming.ts';
import { IN, type InotifyEvent } from './events.ts';
import type { Folder } from './folders.ts';
import { Inotify } from './inotify.ts';
import { closedProblem, noRoomProblem } from './problems.ts';

const comes = IN.CREATE | IN.MOVED_TO;
const goes = IN.DELETE | IN.MOVED_FROM;

/** Watches what tracked items cover through inotify, and says so when it may have missed something. */
export class LinuxWatch implements Watch {
  readonly #request: WatchRequest;
  readonly #listener: FolderListener | undefined;
  readonly #items: readonly Coverage[];
  readonly #inotify: Inotify;
  readonly #arming: Arming;
  /** Hints for what has to be armed before it is looked at. */
  readonly #later = new Set<string>();
  /** What was last said of folders that can't be watched. */
  #said = '';
  #failed = false;
  #closed = false;

  private constructor(request: WatchRequest, specs: readonly Spec[], listener: FolderListener | undefined) {
    this.#request = request;
    this.#listener = listener;
    this.#items = specs.map(coverage);
    this.#inotify = new Inotify(
      (events) => this.#hear(events),
      (error) => this.#fail(error),
    );
    this.#arming = new Arming(this.#inotify, listener);
  }

  /** Resolves when every folder is watched. Fails where inotify can't be had. */
  static async arm(request: WatchRequest, specs: readonly Spec[], listener?: FolderListener): Promise<LinuxWatch> {
    const watch = new LinuxWatch(request, specs, listener);
    await watch.#armAll();
    return watch;
  }

  readonly watched = () => this.#arming.folders.watches;

  readonly unwatched = (): Unwatched => ({
    folders: this.#arming.refused.folders,
    first: this.#arming.refused.first(5),
  });

  /** None once nothing can be read any more. */
  get retry(): (() => Promise<void>) | undefined {
    return this.#failed ? undefined : () => this.#retry();
  }

  readonly close = async (): Promise<void> => {
    if (this.#closed) return;
    this.#closed = true;
    this.#arming.close();
    this.#listener?.gone('/');
    await this.#inotify.close();
  };

  async #armAll(): Promise<void> {
    for (const covered of this.#items) this.#arming.root(covered);
    await this.#settle();
  }

  async #retry(): Promise<void> {
    if (this.#arming.refused.folders === 0) return;
    this.#arming.retry();
    await this.#arming.run();
    if (this.#closed) return;
    // Its problem was taken back for this, so that it is said again even where nothing has changed.
    await this.#sayRefused(true);
  }

  /** Finishes arming, then gives the hints that waited for it. */
  async #settle(): Promise<void> {
    await this.#arming.run();
    if (this.#closed) return;
    const hints = [...this.#later];
    this.#later.clear();
    await this.#sayRefused();
    if (this.#closed) return;
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
      this.#listener?.gone(folder.key);
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
    if (mask & goes) this.#arming.drop(key);
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

  /**
   * Says what can't be watched, when that is other than before. A gap begins with the
   * first such folder: from the look that makes up for it on, they are collected by schedule, and others
   * that join them are looked at as any new folder is.
   */
  async #sayRefused(again = false): Promise<void> {
    const { refused } = this.#arming;
    const { folders, noRoom } = refused;
    const said = folders === 0 ? '' : `${noRoom} ${folders} ${refused.first(1).join()}`;
    if (said === this.#said && !again) return;
    const began = this.#said === '' && folders > 0;
    this.#said = said;
    const [first] = refused.first(1);
    if (first === undefined) return;
    if (began)
      this.#request.gap(
        'watchFailed',
        folders === 1 ? first : `${first} and ${counted(folders - 1, 'more directory', 'more directories')}`,
      );
    if (noRoom > 0) this.#request.problem(await noRoomProblem(noRoom, this.watched()));
    if (folders > noRoom) this.#request.problem(closedProblem(folders - noRoom, first));
  }

  /** Nothing is heard any more: this watch is at its end, and only a new one can go on. */
  #fail(error: Error): void {
    this.#failed = true;
    this.#request.problem({
      type: 'Files',
      kind: 'failed',
      subject: 'inotify',
      message: `The live watch was lost: ${error.message}.`,
      advice: 'It is set up anew at the next collection; until then changes are found by that alone.',
    });
    this.#request.gap('watchFailed', `inotify (${error.message})`);
  }
}
