import { streamTool } from '../../../stream-tool.ts';
import { Damaged } from '../lines.ts';

/** rpm, run on one database. */
export interface RpmQuery {
  /** Its program, by path or by name. */
  readonly program: string;
  /** The folder of the database. */
  readonly database: string;
  /** How long (ms) it may be silent. */
  readonly patience: number;
}

/** Nothing of this process's surroundings changes what rpm does; its words are those of the C locale. */
const environment = { LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };

/** More is no answer (MiB): fifty thousand packages are named in 6, and five hundred seldom have a million files. */
const mostNamed = 32;
const mostListed = 256;

/** Takes what rpm answers. Throws `Damaged`. */
export interface AnswerReader {
  readonly add: (piece: Buffer) => void;
  readonly end: () => void;
}

/** Why rpm gave no answer, as a sentence goes on; `absent` where this machine has no rpm. */
export type RpmFault = 'absent' | { readonly cause: string };

/**
 * Runs `rpm -q` with a format and the names of packages, or all of them. `undefined` where it came to its end: of
 * packages that are not installed it says so, among its other words, and exits with how many those are. Rejects only
 * when aborted.
 */
export async function queryRpm(
  { program, database, patience }: RpmQuery,
  format: string,
  packages: readonly string[] | 'all',
  reader: AnswerReader,
  signal: AbortSignal,
): Promise<RpmFault | undefined> {
  const largest = packages === 'all' ? mostNamed : mostListed;
  let length = 0;
  const which = packages === 'all' ? ['-qa'] : ['-q'];
  const names = packages === 'all' ? [] : ['--', ...packages];
  try {
    const result = await streamTool(program, [...which, '--dbpath', database, '--qf', format, ...names], {
      input: new Uint8Array(),
      patience,
      environment,
      output: (piece) => {
        length += piece.length;
        if (length > largest * 2 ** 20) return 'enough';
        reader.add(piece);
        return 'more';
      },
      signal,
    });
    if (result.kind === 'notStarted') {
      return result.code === 'ENOENT' ? 'absent' : { cause: `rpm could not be started (${result.code})` };
    }
    if (result.kind === 'timedOut') return { cause: `rpm said nothing for ${Math.round(patience / 1000)} seconds` };
    if (result.kind === 'enough') return { cause: `rpm wrote more than ${largest} MiB` };
    const errors = result.errors.toString('utf8').trim();
    // With a status of 0 they are warnings (of a key that has expired, for one), and the answer is whole.
    const isWhole = result.status === 0 || (result.status !== null && errors === '' && packages !== 'all');
    if (!isWhole) {
      const ended = result.status === null ? 'rpm was ended by a signal' : `rpm exited with status ${result.status}`;
      return { cause: errors === '' ? ended : `${ended}, saying: ${errors.split('\n', 1)[0]}` };
    }
    reader.end();
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Damaged) return { cause: `of what rpm wrote, ${error.message}` };
    throw error;
  }
}
