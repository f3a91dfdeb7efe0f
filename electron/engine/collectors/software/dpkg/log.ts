import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { unpack } from '../../unpack.ts';
import { ifThere, namesIn } from '../small-files.ts';

/** Bytes of one log, unpacked, at which no more of it is read: the busiest machine has less in a year. */
const mostBytes = 256 * 1024 * 1024;
const pieceSize = 1024 * 1024;
const longestLine = 64 * 1024;
const newline = 10;

/** dpkg(1), --log: `<date> <time> install|upgrade <package>:<architecture> <version before> <version>`. */
const line = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?:install|upgrade) (\S+:\S+) \S+ (\S+)$/gm;

/** Where the reading of a log ended. */
interface Place {
  readonly inode: bigint;
  readonly offset: number;
}

/**
 * When which version of a package was put on the machine, from dpkg's log and what logrotate(8) made of it. Read once,
 * and from then on only what is added: a log that was rotated goes on under its next name.
 */
export class InstallTimes {
  /** Moments (ISO 8601, UTC) by `name:architecture version`. */
  readonly #moments = new Map<string, string>();
  readonly #done = new Set<string>();
  #place: Place | undefined;

  constructor(private readonly log: string) {}

  /** When this version was installed last; `null` where no log tells. `name`: with its architecture, `bash:amd64`. */
  of(name: string, version: string): string | null {
    return this.#moments.get(`${name} ${version}`) ?? null;
  }

  /** Takes what the logs tell since the last time. Rejects with the system's error where one can't be read. */
  async refresh(signal: AbortSignal): Promise<void> {
    const current = await ifThere(stat(this.log, { bigint: true }));
    const place = this.#place;
    const same = current !== undefined && current.ino === place?.inode && current.size >= place.offset;
    if (same && Number(current.size) === place.offset) return;
    if (!same) await this.#readRotated(place, signal);
    if (current === undefined) return;
    const offset = await this.#read(this.log, same ? place.offset : 0, signal);
    this.#place = { inode: current.ino, offset };
  }

  /** Reads the logs that were rotated away, as far as they were not read under another name. */
  async #readRotated(last: Place | undefined, signal: AbortSignal): Promise<void> {
    const name = basename(this.log);
    const names = await namesIn(dirname(this.log));
    for (const each of names) {
      if (!each.startsWith(name) || !/^[.-]\d+(\.(gz|xz|bz2|zst))?$/.test(each.slice(name.length))) continue;
      const path = join(dirname(this.log), each);
      const found = await ifThere(stat(path, { bigint: true }));
      if (found === undefined) continue;
      const identity = `${found.ino}:${found.size}:${found.mtimeNs}`;
      if (this.#done.has(identity)) continue;
      // What was packed since it was read is read once more: it is the same moments.
      await this.#read(path, found.ino === last?.inode ? last.offset : 0, signal);
      this.#done.add(identity);
    }
  }

  /** Reads a log from an offset to its last whole line, and answers where that ends. */
  async #read(path: string, from: number, signal: AbortSignal): Promise<number> {
    let offset = from;
    let rest: Buffer = Buffer.alloc(0);
    const take = (chunk: Buffer) => {
      const piece = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const end = piece.lastIndexOf(newline) + 1;
      this.#take(piece.toString('latin1', 0, end));
      offset += end;
      rest = piece.subarray(end);
      return offset - from > mostBytes || rest.length > longestLine ? 'enough' : 'more';
    };
    const by = /\.(gz|xz|bz2|zst)$/.exec(path)?.[1];
    await unpack(createReadStream(path, { start: from, highWaterMark: pieceSize }), by, take, signal);
    return offset;
  }

  #take(text: string): void {
    for (const [, moment = '', name, version] of text.matchAll(line)) {
      // In the machine's own time.
      const time = new Date(moment.replace(' ', 'T'));
      if (Number.isNaN(time.getTime())) continue;
      // A text of its own: one cut out of the log would keep the log in memory.
      const what = Buffer.from(`${name} ${version}`, 'latin1').toString('latin1');
      const iso = time.toISOString();
      if (iso > (this.#moments.get(what) ?? '')) this.#moments.set(what, iso);
    }
  }
}
