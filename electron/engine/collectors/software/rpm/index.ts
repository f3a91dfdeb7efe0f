import { join } from 'node:path';
import { ZodError } from 'zod';
import { faultOf, runTool, type ToolResult } from '../../run-tool.ts';
import { unreadableSource } from '../read-sources.ts';
import type { Reading, ReadRequest, SoftwareSource, SourceListener, SourceWatch } from '../source.ts';
import { OnTheirWay, readSettled, usualPatience } from '../unsettled.ts';
import { watchDatabase } from '../watch-database.ts';
import { databaseFolder, isAtWork, markOf, usualFolders, watchedFiles } from './database.ts';
import { type KeyedPackages, keyed, nameFormat, packageFormat, parseNames, parsePackages, toItem } from './package.ts';
import { WordsError } from './shell-words.ts';

export interface RpmOptions {
  /** The program; `rpm` by default. */
  readonly tool?: string;
  /** Folders of which the first that holds a database is read. */
  readonly folders?: readonly string[];
  /** Milliseconds that rpm may take for one answer. */
  readonly timeLimit?: number;
  /** Bytes of an answer. */
  readonly outputLimit?: number;
  /** Milliseconds, see `usualPatience`. */
  readonly patience?: number;
}

/** Some hundred for each of very many packages. */
const usualOutputLimit = 128 * 1024 * 1024;

/**
 * What marks packages that are installed beside their own other versions: the default of `installonlypkgs` in
 * dnf.conf(5), which names what they provide; and a name, of the keys that packages are signed with.
 */
const installedSideBySide = [
  'kernel',
  'kernel-PAE',
  'installonlypkg(kernel)',
  'installonlypkg(kernel-module)',
  'installonlypkg(vm)',
  'multiversion(kernel)',
];
const signingKeys = 'gpg-pubkey';

/**
 * rpm's packages, as the tool tells of its database. In the middle of an upgrade both versions are installed: what is
 * known stands until the transaction's end, so that it is one change.
 */
export function createRpmSource(options: RpmOptions = {}): SoftwareSource {
  const tool = options.tool ?? 'rpm';
  const folders = options.folders ?? usualFolders;
  const timeLimit = options.timeLimit ?? 45_000;
  const outputLimit = options.outputLimit ?? usualOutputLimit;
  const onTheirWay = new OnTheirWay(options.patience ?? usualPatience);

  const ask = (folder: string, args: readonly string[], signal: AbortSignal) =>
    runTool(tool, ['--dbpath', folder, ...args], { timeLimit, outputLimit, signal });

  async function readPackages(folder: string, signal: AbortSignal): Promise<KeyedPackages> {
    const [all, marked] = await Promise.all([
      ask(folder, ['-qa', '--qf', packageFormat], signal),
      // Its status is the number of those that nothing provides.
      ask(folder, ['-q', '--qf', nameFormat, '--whatprovides', ...installedSideBySide], signal),
    ]);
    const answer = wholeAnswer(all);
    if (marked.kind !== 'done' && marked.kind !== 'failed') throw new RpmFault(faultOf('rpm', marked));
    return keyed(parsePackages(answer), new Set([signingKeys, ...parseNames(marked.output.toString('utf8'))]));
  }

  async function read({ hasKnown, signal }: ReadRequest): Promise<Reading> {
    const folder = await databaseFolder(folders);
    if (folder === undefined) return { state: 'unsupported' };
    const { found, atWork } = await readSettled(
      () => readPackages(folder, signal),
      ({ doubled }) => hasKnown && doubled.length > 0,
      () => isAtWork(folder),
    );
    if (found.packages.size === 0 && hasKnown) {
      throw new RpmFault('its database is empty, though packages were installed', rebuild);
    }
    const unsettled = onTheirWay.within(atWork ? found.doubled : []);
    const items = [...found.packages].filter(([key]) => !unsettled.has(key)).map(([key, each]) => toItem(key, each));
    return { state: 'collected', items, unsettled };
  }

  return {
    id: 'rpm',
    ownKeys: true,
    read: (request) =>
      read(request).catch((error: unknown): Reading => {
        request.signal.throwIfAborted();
        if (error instanceof RpmFault) return unreadableSource('rpm', error.message, error.advice);
        if (error instanceof WordsError || error instanceof ZodError) {
          return unreadableSource('rpm', 'its answer is not in the form that was asked for', tryIt);
        }
        throw error;
      }),
    watch: async (listener) => watchRpm(await databaseFolder(folders), listener),
  };
}

const tryIt = 'Run `rpm -qa` and see what it says.';
const rebuild = 'Run `rpmdb --rebuilddb` as root, and see what `rpm -qa` says then.';

/** What keeps rpm's packages from being read, and what to do. */
class RpmFault extends Error {
  constructor(
    message: string,
    readonly advice = tryIt,
  ) {
    super(message);
  }
}

/** rpm passes over what it can't read of a damaged database, and says so in errors alone. */
function wholeAnswer(result: ToolResult): string {
  if (result.kind === 'notInstalled') {
    throw new RpmFault('there is its database, but not the program `rpm`', 'Install rpm, or take its database away.');
  }
  if (result.kind !== 'done') throw new RpmFault(faultOf('rpm', result));
  const fault = result.errors.split('\n').find((line) => /\b(error|fatal)\b/i.test(line));
  if (fault !== undefined) throw new RpmFault(fault.trim().slice(0, 300), rebuild);
  return result.output.toString('utf8');
}

async function watchRpm(folder: string | undefined, listener: SourceListener): Promise<SourceWatch> {
  if (folder === undefined) return { watched: () => 0, close: async () => undefined };
  const files = new Set([folder, ...watchedFiles.map((name) => join(folder, name))]);
  return watchDatabase(
    {
      folder,
      depth: 0,
      wanted: (path) => files.has(path),
      busy: () => isAtWork(folder),
      mark: () => markOf(folder),
    },
    listener,
  );
}
