import type { Change } from '../../../electron/shared/model/change.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';
import { Feed, type Line } from './feed.ts';
import { entry, Ledger } from './ledger.ts';
import { succeed } from './process.ts';
import { type Place, place } from './settings.ts';
import { readInventory, readLog, storeFaults } from './store.ts';
import { Told } from './told.ts';
import { Writer } from './writer.ts';

/** A tracked folder, whoever works on its files, and what Tidemark says of it over all its starts. */
export class TrackedRun {
  readonly writer = new Writer();
  readonly ledger = new Ledger();
  readonly told = new Told();
  readonly #cli: string;
  readonly #place: Place;
  #feed: Feed;

  private constructor(cli: string, where: Place) {
    this.#cli = cli;
    this.#place = where;
    this.#feed = this.#start();
  }

  /** Resolves once the folder, which is empty, is watched. */
  static async begin(cli: string, work: string, name: string): Promise<TrackedRun> {
    const run = new TrackedRun(cli, place(work, name, { keepContent: true }));
    await run.#feed.ready();
    return run;
  }

  get folder(): string {
    return this.#place.folder;
  }

  get feed(): Feed {
    return this.#feed;
  }

  log(): readonly Change[] {
    return readLog(this.#place.data);
  }

  inventory(): ReadonlyMap<string, Fields> {
    return readInventory(this.#place.data);
  }

  /** Ends Tidemark by `kill -9`, takes into the ledger what it had committed, and starts it again. */
  async killed(): Promise<void> {
    await this.#feed.kill();
    this.#takeLog();
    this.#feed = this.#start();
  }

  /**
   * Ends Tidemark, and looks at everything once more, all contents again: what only that finds was
   * missed. The ledger counts what was committed before.
   */
  async end(): Promise<{ readonly foundLate: number; readonly faults: readonly string[] }> {
    await this.writer.close();
    await this.#feed.close();
    this.#takeLog();
    const { settings, data } = this.#place;
    const told = this.log().length;
    await succeed(process.execPath, [this.#cli, 'collect', 'Files', '--full', '--data', data, '--settings', settings]);
    return { foundLate: this.log().length - told, faults: storeFaults(data) };
  }

  #start(): Feed {
    const { settings, data } = this.#place;
    const feed = new Feed(this.#cli, data, settings);
    feed.on(({ event, row }: Line) => {
      if (event === 'change' && row) {
        this.#take(row.ChangeId, row.ChangeCategory, row.FileSystemPath, row.FileContentChecksum);
      }
    });
    return feed;
  }

  #takeLog(): void {
    for (const { id, category, key, after } of this.log()) {
      const checksum = after?.checksum;
      this.#take(id, category, key, typeof checksum === 'string' ? checksum.slice(checksum.indexOf(':') + 1) : '');
    }
  }

  #take(id: number, category: string, path: string, checksum: string): void {
    if (!this.ledger.take(id, entry(category, path))) return;
    this.told.take(path, category === 'Removed' ? undefined : checksum);
  }
}
