import { join } from 'node:path';
import type { Digest } from '../../types.ts';
import { Lines } from '../lines.ts';
import { Marks, markOf } from '../marks.ts';
import { HashList } from '../path-hash.ts';
import { unreadable } from '../problems.ts';
import type { PackageList, PackageSource, Question, Survey } from '../source.ts';
import type { Wanted } from '../wanted.ts';
import { queryRpm, type RpmFault, type RpmQuery } from './query.ts';
import { Records } from './records.ts';

export interface RpmOptions {
  /** Folders that may hold rpm's database. The first that does is taken. */
  readonly folders?: readonly string[];
  readonly program?: string;
  /** Milliseconds for which rpm may be silent. */
  readonly patience?: number;
}

const manager = 'rpm';

/** Where distributions have it: Fedora and SUSE, older ones, and those whose system is an image. */
const usualFolders = ['/usr/lib/sysimage/rpm', '/var/lib/rpm', '/usr/share/rpm'];

/** The database's file in each form that it has had. */
const databases = ['rpmdb.sqlite', 'Packages.db', 'Packages'];

/** Packages that are asked for at once: that many names fit into every system's argument list. */
const together = 500;

const surveyFormat = '%{NVRA}\\t%{NAME}\\t%{ARCH}\\t%{EVR}\\t%{INSTALLTID}.%{INSTALLTIME}.%{DBINSTANCE}\\n';
const listFormat = '*%{NVRA}\\n[%{FILENAMES:shescape}\\n]';
const askFormat = '*%{NVRA} %{FILEDIGESTALGO}\\n[%{FILENAMES:shescape} %{FILEFLAGS} %{FILESTATES} %{FILEDIGESTS}\\n]';

/**
 * Packages of rpm, asked of rpm itself: all of them for their names and moments of installation, and only those that
 * are new for their files. A list goes by name, version, release and architecture.
 */
export function createRpmSource(options: RpmOptions = {}): PackageSource {
  const { folders = usualFolders, program = 'rpm', patience = 60_000 } = options;
  let marks: { readonly file: string; readonly marks: Marks } | undefined;
  let query: RpmQuery | undefined;

  const cannot = (fault: Exclude<RpmFault, 'absent'>, folder: string) => unreadable(manager, folder, fault.cause);

  async function survey(signal: AbortSignal): Promise<Survey> {
    const file = folders
      .flatMap((folder) => databases.map((name) => ({ folder, file: join(folder, name) })))
      .find((each) => markOf(each.file) !== undefined);
    if (file === undefined) return { state: 'absent' };
    if (marks?.file !== file.file) marks = { file: file.file, marks: new Marks([file.file, `${file.file}-wal`]) };
    const { marks: now } = marks;
    if (now.same()) return { state: 'same' };
    query = { program, database: file.folder, patience };
    const lists = new Map<string, PackageList>();
    const lines = new Lines((bytes, from, to) => {
      const [list = '', name = '', architecture = '', version = '', stamp] = bytes
        .toString('utf8', from, to)
        .split('\t');
      // Keys of whoever signs packages are kept as packages without files.
      if (stamp === undefined || name === 'gpg-pubkey') return;
      lists.set(list, { package: { manager, name, architecture, version }, stamp });
    });
    const fault = await queryRpm(query, surveyFormat, 'all', lines, signal);
    if (fault === 'absent') return { state: 'absent' };
    if (fault !== undefined) return { state: 'unreadable', problem: cannot(fault, file.folder) };
    return { state: 'listed', lists, done: () => now.keep() };
  }

  /** Asks for packages, so many at a time; the first fault ends it. */
  async function each(
    format: string,
    lists: readonly string[],
    records: Records,
    signal: AbortSignal,
  ): Promise<Exclude<RpmFault, 'absent'> | undefined> {
    for (let at = 0; at < lists.length && query !== undefined; at += together) {
      const fault = await queryRpm(query, format, lists.slice(at, at + together), records, signal);
      if (fault === 'absent') return { cause: 'rpm is not there any more' };
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  return {
    manager,
    survey: (_, signal) => survey(signal),
    read: async (lists, found, _, signal) => {
      const asked = new Set(lists);
      const hashes = new HashList();
      let current: string | undefined;
      const end = () => {
        const taken = hashes.take();
        if (current !== undefined && asked.delete(current)) found(current, taken);
      };
      const records = new Records({
        package: (line) => {
          end();
          current = line;
        },
        path: (bytes, length) => hashes.add(bytes, 0, length),
      });
      const fault = await each(listFormat, lists, records, signal);
      // What a fault cut off is not known as a whole.
      if (fault === undefined) end();
      for (const list of asked) found(list, undefined);
      return fault === undefined || query === undefined ? [] : [cannot(fault, query.database)];
    },
    ask: async (questions, _, signal) => {
      const answered = new Set<string>();
      let asked: Wanted<Question> | undefined;
      let algorithm = '';
      const records = new Records({
        package: (line) => {
          const [list = '', number = ''] = line.split(' ');
          answered.add(list);
          asked = questions.get(list);
          algorithm = number;
        },
        path: (bytes, length, words) => {
          for (const question of asked?.find(bytes, 0, length) ?? []) answer(question, words, algorithm);
        },
      });
      const fault = await each(askFormat, [...questions.keys()], records, signal);
      return fault === undefined ? answered : new Set();
    },
  };
}

/** PGPHASHALGO of rpm; packages of old name none, which stands for MD5. */
const algorithms: Readonly<Record<string, Digest['method']>> = {
  '(none)': 'md5',
  '0': 'md5',
  '1': 'md5',
  '2': 'sha1',
  '8': 'sha256',
  '9': 'sha384',
  '10': 'sha512',
};

/** RPMFILE_CONFIG and RPMFILE_GHOST of rpm's file flags: a ghost is the package's, which ships nothing there. */
const [config, ghost] = [1, 64];

/** RPMFILE_STATE_NORMAL: in any other state the file of that name is another package's, or was never installed. */
const normal = '0';

function answer(question: Question, words: string, algorithm: string): void {
  const [flags = '', state = '', hex = ''] = words.trim().split(' ');
  if (state !== normal && /^\d+$/.test(state)) return;
  question.listed = true;
  question.conffile = (Number(flags) & config) !== 0;
  const method = algorithms[algorithm];
  const isDigest = method !== undefined && /^[0-9a-f]{32,}$/.test(hex) && (Number(flags) & ghost) === 0;
  if (isDigest) question.digest = { method, hex };
}
