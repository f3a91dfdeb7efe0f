import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { askEach, surveyOf } from '../by-list.ts';
import { type EachLine, readLines } from '../lines.ts';
import { Marks, markOf } from '../marks.ts';
import { HashList } from '../path-hash.ts';
import { codeOf, isExpected, UnreadableLists, unreadable } from '../problems.ts';
import type { PackageList, PackageSource, Question, Survey } from '../source.ts';
import type { Turns } from '../turns.ts';
import type { Wanted } from '../wanted.ts';
import { DivertedPaths } from './diversions.ts';
import { eachConffile, entryOf, readEntries } from './status.ts';
import { readSums } from './sums.ts';

const manager = 'dpkg';
const slash = 0x2f;

/**
 * Debian's packages, from the lists that dpkg keeps under `info` of its database (/var/lib/dpkg by default). A list goes
 * by its file's name. The list of a package that was removed but for its configuration holds that configuration still.
 */
export function createDpkgSource(options: { readonly adminDir?: string } = {}): PackageSource {
  const adminDir = options.adminDir ?? '/var/lib/dpkg';
  const info = join(adminDir, 'info');
  const status = join(adminDir, 'status');
  const diversions = join(adminDir, 'diversions');
  // dpkg puts a new file in the place of each that it changes, which the folder's time of change tells.
  const marks = new Marks([info, status, join(adminDir, 'updates'), diversions]);
  /** What the status file says of configuration, by list: all that is held of it. */
  let conffiles: ReadonlyMap<string, Buffer> = new Map();
  const diverted = new DivertedPaths(diversions);

  async function look(turns: Turns): Promise<Survey> {
    if (markOf(status) === undefined) return { state: 'absent' };
    if (marks.same()) return { state: 'same' };
    const entries = await readEntries(adminDir, turns);
    diverted.refresh();
    const lists = new Map<string, PackageList>();
    const marked = new Map<string, Buffer>();
    for (const file of readdirSync(info)) {
      if (!file.endsWith('.list')) continue;
      await turns.next();
      const mark = markOf(join(info, file));
      // Taken away since the folder was read
      if (mark === undefined) continue;
      const list = file.slice(0, -'.list'.length);
      const entry = entryOf(entries, list);
      const { architecture = null, version = null } = entry ?? {};
      if (entry?.conffiles) marked.set(list, entry.conffiles);
      const name = list.split(':')[0] ?? list;
      lists.set(list, { package: { manager, name, architecture, version }, stamp: `${mark} ${version ?? ''}` });
    }
    if (entries.size === 0 && lists.size > 0)
      return { state: 'unreadable', problem: unreadable(manager, status, 'it is empty') };
    conffiles = marked;
    return { state: 'listed', lists, done: () => marks.keep() };
  }

  const listFile = (list: string, kind: string) => join(info, `${list}.${kind}`);

  async function ask(list: string, questions: Wanted<Question>, turns: Turns): Promise<void> {
    let any = false;
    const listed: EachLine = (bytes, from, to) => {
      for (const each of questions.find(bytes, from, to) ?? []) {
        each.listed = true;
        any = true;
      }
    };
    await readLines(listFile(list, 'list'), listed, turns);
    if (!any) return;
    await unlessAbsent(readSums(listFile(list, 'md5sums'), questions, turns));
    const mark = (path: Buffer, md5?: string | null) => {
      for (const each of questions.find(path, 0, path.length) ?? []) {
        each.conffile = true;
        if (md5 !== undefined) each.digest = md5 === null ? null : { method: 'md5', hex: md5 };
      }
    };
    // Of a package that is unpacked and not yet configured, the status file does not know the new ones.
    const marked: EachLine = (bytes, from, to) => {
      const at = bytes.indexOf(slash, from);
      if (at !== -1 && at < to) mark(bytes.subarray(at, to));
    };
    await unlessAbsent(readLines(listFile(list, 'conffiles'), marked, turns));
    const field = conffiles.get(list);
    if (field !== undefined) eachConffile(field, mark);
  }

  return {
    manager,
    survey: (turns, signal) => surveyOf(manager, adminDir, look(turns), signal),
    read: async (lists, found, turns, signal) => {
      const hashes = new HashList();
      const failed = new UnreadableLists(manager);
      const add: EachLine = (bytes, from, to) => {
        // The root stands in every list, as `/.`.
        if (bytes[from] === slash && to - from > 1 && !(to - from === 2 && bytes[from + 1] === 0x2e))
          hashes.add(bytes, from, to);
      };
      for (const list of lists) {
        const file = listFile(list, 'list');
        try {
          await readLines(file, add, turns);
          found(list, hashes.take());
        } catch (error) {
          signal.throwIfAborted();
          failed.add(file, error);
          hashes.take();
          found(list, undefined);
        }
        await turns.next();
      }
      return failed.problems();
    },
    ask: (questions, turns, signal) => askEach(questions, (list, asked) => ask(list, asked, turns), signal),
    listedAs: (path) => diverted.listedAs(path),
    divertersOf: (path) => diverted.divertersOf(path),
    settle: () => diverted.settle(),
  };
}

/** Packages without conffiles or digests have no file of them; a damaged one has told what it can. */
async function unlessAbsent(reading: Promise<void>): Promise<void> {
  await reading.catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT' && !isExpected(error)) throw error;
  });
}
