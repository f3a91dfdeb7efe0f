import { type StreamOptions, streamTool } from '../../../stream-tool.ts';
import { Archive, BadArchive, type Reader } from './archive.ts';
import { type Entry, Listing, Malformed } from './listing.ts';
import { findErrors, type TarFault, tarErrors } from './messages.ts';
import { type Refusal, refusalOf, SudoRefused } from './refusal.ts';
import type { Commands } from './rule.ts';

/** How long (ms) a command may be silent: a large folder is listed, a large file read, in pieces. */
const patience = 30_000;

/** Commands that were given up and still wait for something (a mount that does not answer): no more are sent after them. */
let stuck = 0;

/** Nothing of this process's surroundings reaches root. The locale makes messages readable by a parser. */
const environment = { LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };

/** Paths as both commands take them: each ended by a NUL, so that any name can be given. */
const asInput = (paths: readonly Buffer[]) => Buffer.concat(paths.flatMap((each) => [each, Buffer.from([0])]));

/** Runs the two commands. Throws `SudoRefused` where sudo does not let it, or what it runs fails as a whole. */
export class Sudo {
  readonly #commands: Commands;
  readonly #signal: AbortSignal;

  constructor(commands: Commands, signal: AbortSignal) {
    this.#commands = commands;
    this.#signal = signal;
  }

  /** Looks at paths, and at the entries of those that are folders. Answers what could not be looked at or listed. */
  async list(
    paths: readonly Buffer[],
    seen: (path: Buffer, entry: Entry) => void,
  ): Promise<ReadonlyMap<string, string>> {
    const listing = new Listing(seen);
    const errors = await this.#run(this.#commands.list, paths, (piece) => {
      listing.add(piece);
      return 'more';
    });
    if (!listing.end()) throw failed('find ended in the midst of a word');
    return findErrors(errors);
  }

  /**
   * Reads files and attributes, until `enough` says so, which is asked after each piece and waited for. Answers
   * what could not be read as it is.
   */
  async read(
    paths: readonly Buffer[],
    reader: Reader,
    enough: () => boolean | Promise<boolean> = () => false,
  ): Promise<ReadonlyMap<string, TarFault>> {
    const archive = new Archive(reader);
    let whole = true;
    const errors = await this.#run(this.#commands.read, paths, async (piece) => {
      archive.add(piece);
      if (await enough()) whole = false;
      return whole ? 'more' : 'enough';
    });
    if (!archive.over && whole) throw failed('tar ended in the midst of its archive');
    return tarErrors(errors);
  }

  async #run(command: readonly string[], paths: readonly Buffer[], output: StreamOptions['output']): Promise<Buffer> {
    if (stuck > 0) throw new SudoRefused({ kind: 'timedOut' });
    let spoke = false;
    const result = await streamTool(this.#commands.sudo, ['-n', ...command], {
      input: asInput(paths),
      patience,
      environment,
      signal: this.#signal,
      output: (piece) => {
        spoke = true;
        return output(piece);
      },
    }).catch((error: unknown) => {
      if (error instanceof Malformed || error instanceof BadArchive) throw failed(error.message);
      throw error;
    });
    switch (result.kind) {
      case 'enough':
        return Buffer.alloc(0);
      case 'timedOut':
        stuck++;
        void result.over.then(() => stuck--);
        throw new SudoRefused({ kind: 'timedOut' });
      case 'notStarted':
        throw result.code === 'ENOENT'
          ? new SudoRefused({ kind: 'missing', tool: 'sudo' })
          : failed(`it could not be started (${result.code})`);
      default: {
        const refusal = refusalOf(command[0] ?? '', result.status, result.errors.toString('latin1'), spoke);
        if (refusal !== undefined) throw new SudoRefused(refusal);
        return result.errors;
      }
    }
  }
}

const failed = (words: string) => new SudoRefused({ kind: 'failed', words } satisfies Refusal);
