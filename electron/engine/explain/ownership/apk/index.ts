import type { Digest } from '../../types.ts';
import { type EachLine, readLines } from '../lines.ts';
import { Marks, markOf } from '../marks.ts';
import { HashList } from '../path-hash.ts';
import { PathRoom } from '../path-room.ts';
import { causeOf, isExpected, UnreadableLists, unreadable } from '../problems.ts';
import type { PackageList, PackageSource, Question, Survey } from '../source.ts';
import type { Turns } from '../turns.ts';

const manager = 'apk';

/** Where Alpine has its database: the second since /lib may be a link. */
const usualFiles = ['/lib/apk/db/installed', '/usr/lib/apk/db/installed'];

/**
 * Packages of apk, whose database is one file (apk-installed: paragraphs of lines with a letter each). A list goes by
 * the package's name.
 */
export function createApkSource(options: { readonly file?: string } = {}): PackageSource {
  const files = options.file === undefined ? usualFiles : [options.file];
  let current: { readonly file: string; readonly marks: Marks } | undefined;

  async function look(turns: Turns): Promise<Survey> {
    const file = files.find((each) => markOf(each) !== undefined);
    if (file === undefined) return { state: 'absent' };
    if (current?.file !== file) current = { file, marks: new Marks([file]) };
    const { marks } = current;
    if (marks.same()) return { state: 'same' };
    const lists = new Map<string, PackageList>();
    await eachPackage(file, turns, { ended: (found) => void lists.set(found.list, asList(found)) });
    return { state: 'listed', lists, done: () => marks.keep() };
  }

  return {
    manager,
    survey: (turns, signal) =>
      look(turns).catch((error: unknown): Survey => {
        signal.throwIfAborted();
        if (!isExpected(error)) throw error;
        return {
          state: 'unreadable',
          problem: unreadable(manager, current?.file ?? usualFiles[0] ?? '', causeOf(error)),
        };
      }),
    read: async (lists, found, turns, signal) => {
      if (current === undefined || lists.length === 0) return [];
      const wanted = new Set(lists);
      const hashes = new HashList();
      const failed = new UnreadableLists(manager);
      try {
        await eachPackage(current.file, turns, {
          path: (list, paths) => {
            if (wanted.has(list)) hashes.add(paths.bytes, 0, paths.length);
          },
          ended: ({ list }) => {
            const taken = hashes.take();
            if (wanted.delete(list)) found(list, taken);
          },
        });
      } catch (error) {
        signal.throwIfAborted();
        failed.add(current.file, error);
      }
      for (const list of wanted) found(list, undefined);
      return failed.problems();
    },
    ask: async (questions, turns, signal) => {
      const answered = new Set<string>();
      if (current === undefined) return answered;
      let last: readonly Question[] = [];
      try {
        await eachPackage(current.file, turns, {
          path: (list, paths) => {
            last = questions.get(list)?.find(paths.bytes, 0, paths.length) ?? [];
            for (const each of last) {
              each.listed = true;
              each.conffile = isProtected(paths);
            }
          },
          digest: (digest) => {
            for (const each of last) each.digest = digest;
          },
          ended: ({ list }) => void answered.add(list),
        });
      } catch (error) {
        signal.throwIfAborted();
        if (!isExpected(error)) throw error;
      }
      return answered;
    },
  };
}

interface ApkPackage {
  /** Its name. */
  readonly list: string;
  readonly version: string | null;
  readonly architecture: string | null;
  /** apk's own digest of the package. */
  readonly identity: string;
}

const asList = ({ list, version, architecture, identity }: ApkPackage): PackageList => ({
  package: { manager, name: list, architecture, version },
  stamp: `${identity} ${version ?? ''}`,
});

interface ApkListener {
  /** A folder or a file of a package. */
  readonly path?: (list: string, paths: PathRoom) => void;
  /** The digest of the file before. */
  readonly digest?: (digest: Digest | null) => void;
  readonly ended: (found: ApkPackage) => void;
}

/** Throws as `readLines` does. */
async function eachPackage(file: string, turns: Turns, listener: ApkListener): Promise<void> {
  const paths = new PathRoom();
  let fields: Record<string, string> = {};
  let folder = 0;
  const end = () => {
    const { P: list, V: version = null, A: architecture = null, C: identity = '' } = fields;
    if (list) listener.ended({ list, version, architecture, identity });
    fields = {};
    folder = 0;
  };
  const line: EachLine = (bytes, from, to) => {
    if (from === to) return end();
    const letter = String.fromCharCode(bytes[from] ?? 0);
    const list = fields.P ?? '';
    switch (letter) {
      case 'P':
      case 'V':
      case 'A':
      case 'C':
        fields[letter] = bytes.toString('utf8', from + 2, to);
        return undefined;
      case 'F':
        paths.length = 0;
        // The root has no name.
        if (to > from + 2) {
          paths.begin(bytes, from + 2, to);
          listener.path?.(list, paths);
        }
        folder = paths.length;
        return undefined;
      case 'R':
        paths.length = folder;
        paths.join(bytes, from + 2, to);
        listener.path?.(list, paths);
        return undefined;
      case 'Z':
        listener.digest?.(digestOf(bytes.toString('latin1', from + 2, to)));
        return undefined;
      default:
        return undefined;
    }
  };
  await readLines(file, line, turns);
  end();
}

/** `Q1` and SHA-1, or `Q2` and SHA-256, in Base64. */
function digestOf(text: string): Digest | null {
  const bytes = Buffer.from(text.slice(2), 'base64');
  if (text.startsWith('Q1') && bytes.length === 20) return { method: 'sha1', hex: bytes.toString('hex') };
  if (text.startsWith('Q2') && bytes.length === 32) return { method: 'sha256', hex: bytes.toString('hex') };
  return null;
}

const [etc, scripts] = [Buffer.from('/etc/'), Buffer.from('/etc/init.d/')];

/**
 * apk's packages mark no configuration. It leaves alone what was edited under /etc but for the scripts in /etc/init.d
 * (its protected paths, unless the machine's owner sets others).
 */
function isProtected({ bytes, length }: PathRoom): boolean {
  const begins = (folder: Buffer) => length > folder.length && folder.equals(bytes.subarray(0, folder.length));
  return begins(etc) && !begins(scripts);
}
