import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { askEach, surveyOf } from '../by-list.ts';
import { type EachLine, readLines } from '../lines.ts';
import { Marks, markOf } from '../marks.ts';
import { HashList } from '../path-hash.ts';
import { PathRoom } from '../path-room.ts';
import { isExpected, UnreadableLists } from '../problems.ts';
import type { PackageList, PackageSource, Question, Survey } from '../source.ts';
import type { Turns } from '../turns.ts';
import type { Wanted } from '../wanted.ts';
import { readMtree } from './mtree.ts';

const manager = 'pacman';
const [percent, tab] = [0x25, 0x09];

/**
 * Packages of pacman, from the folders of its database (/var/lib/pacman/local by default). A list goes by its folder's
 * name: the package's name, version and release.
 */
export function createPacmanSource(options: { readonly folder?: string } = {}): PackageSource {
  const folder = options.folder ?? '/var/lib/pacman/local';
  // A package that comes, goes or is another version is another folder.
  const marks = new Marks([folder]);
  let architectures: ReadonlyMap<string, string | null> = new Map();

  async function look(turns: Turns): Promise<Survey> {
    if (markOf(folder) === undefined) return { state: 'absent' };
    if (marks.same()) return { state: 'same' };
    const lists = new Map<string, PackageList>();
    const known = new Map<string, string | null>();
    for (const list of readdirSync(folder)) {
      await turns.next();
      // Beside the packages' folders lies a file that says which form they have.
      const [, name, version] = /^(.+)-([^-]+-[^-]+)$/.exec(list) ?? [];
      if (name === undefined || version === undefined) continue;
      const stamp = markOf(join(folder, list, 'files'));
      if (stamp === undefined) continue;
      const architecture =
        architectures.get(`${list} ${stamp}`) ?? (await architectureOf(join(folder, list, 'desc'), turns));
      known.set(`${list} ${stamp}`, architecture);
      lists.set(list, { package: { manager, name, architecture, version }, stamp });
    }
    architectures = known;
    return { state: 'listed', lists, done: () => marks.keep() };
  }

  async function ask(list: string, questions: Wanted<Question>, turns: Turns, signal: AbortSignal): Promise<void> {
    const paths = new PathRoom();
    const backups: (() => void)[] = [];
    await eachEntry(join(folder, list, 'files'), turns, (section, bytes, from, to) => {
      const end = section === 'BACKUP' ? bytes.indexOf(tab, from) : to;
      if (end < from || end > to) return;
      paths.begin(bytes, from, end);
      for (const each of questions.find(paths.bytes, 0, paths.length) ?? []) {
        each.listed = true;
        if (section !== 'BACKUP') continue;
        each.conffile = true;
        const hex = bytes.toString('latin1', end + 1, to).trim();
        if (/^[0-9a-f]{32}$/.test(hex))
          backups.push(() => {
            each.digest ??= { method: 'md5', hex };
          });
      }
    });
    await readMtree(join(folder, list, 'mtree'), questions, turns, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      if (!isUnusable(error)) throw error;
    });
    for (const each of backups) each();
  }

  return {
    manager,
    survey: (turns, signal) => surveyOf(manager, folder, look(turns), signal),
    read: async (lists, found, turns, signal) => {
      const hashes = new HashList();
      const paths = new PathRoom();
      const failed = new UnreadableLists(manager);
      for (const list of lists) {
        const file = join(folder, list, 'files');
        try {
          await eachEntry(file, turns, (section, bytes, from, to) => {
            if (section !== 'FILES') return;
            paths.begin(bytes, from, to);
            hashes.add(paths.bytes, 0, paths.length);
          });
          found(list, hashes.take());
        } catch (error) {
          signal.throwIfAborted();
          failed.add(file, error);
          hashes.take();
          found(list, undefined);
        }
      }
      return failed.problems();
    },
    ask: (questions, turns, signal) => askEach(questions, (list, asked) => ask(list, asked, turns, signal), signal),
  };
}

/** Hands over each line of a list with the section that it stands in (alpm's local database: `%FILES%`, `%BACKUP%`). */
async function eachEntry(
  file: string,
  turns: Turns,
  each: (section: string, ...line: Parameters<EachLine>) => void,
): Promise<void> {
  let section = '';
  await readLines(
    file,
    (bytes, from, to) => {
      if (bytes[from] === percent && bytes[to - 1] === percent) section = bytes.toString('latin1', from + 1, to - 1);
      else if (from < to) each(section, bytes, from, to);
    },
    turns,
  );
}

async function architectureOf(file: string, turns: Turns): Promise<string | null> {
  let found: string | null = null;
  try {
    await eachEntry(file, turns, (section, bytes, from, to) => {
      if (section === 'ARCH') found = bytes.toString('utf8', from, to);
    });
  } catch (error) {
    if (!isExpected(error)) throw error;
  }
  return found;
}

/** A list of digests that is not there, or can't be unpacked, takes the digests away and nothing else. */
const isUnusable = (error: unknown): boolean =>
  isExpected(error) || (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'));
