import type { Problem } from '../../../../shared/model/problem.ts';
import type { TrackedFile } from '../../../../shared/model/settings.ts';
import { ruleFile } from './rule.ts';

/** Why nothing can be read through sudo. */
export type Refusal =
  | { readonly kind: 'missing'; readonly tool: string }
  | { readonly kind: 'password' | 'notAllowed' | 'terminal' | 'timedOut' | 'tooOld' }
  | { readonly kind: 'failed'; readonly words: string };

/** Thrown where a look through sudo was refused: nothing more is asked of it in that collection. */
export class SudoRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(`sudo: ${refusal.kind}`);
  }
}

/** What a person who may is to write into the rules of sudo. */
export interface Rule {
  readonly line: string;
  /** Where sudo wants a terminal: the line that says otherwise. */
  readonly terminal: string;
}

/**
 * What sudo's words say, in the C locale; undefined if it ran the command, whose own
 * words and status then count. `spoke`: whether the command wrote anything.
 */
export function refusalOf(tool: string, status: number | null, errors: string, spoke: boolean): Refusal | undefined {
  if (status === 0 || spoke) return undefined;
  const name = tool.slice(tool.lastIndexOf('/') + 1);
  if (/^sudo: a (terminal|password) is required/m.test(errors)) return { kind: 'password' };
  if (/^sudo: (interactive authentication|no askpass)/m.test(errors)) return { kind: 'password' };
  if (/must have a tty to run sudo/.test(errors)) return { kind: 'terminal' };
  if (/^(Sorry, user |.* is not (in the sudoers file|allowed to (run|execute)))/m.test(errors)) {
    return { kind: 'notAllowed' };
  }
  if (new RegExp(`${name}: (unknown predicate|unrecognized option|invalid option)`).test(errors)) {
    return { kind: 'tooOld' };
  }
  // The command's own words about what it could not read.
  if (new RegExp(`^(.*/)?(${name}|stat): `, 'm').test(errors)) return undefined;
  const words = errors.split('\n').find((line) => line.trim() !== '');
  return { kind: 'failed', words: words ?? (status === null ? 'it was ended' : `it ended with status ${status}`) };
}

/** The rule stands last, as it is to be written, so that it can be copied. */
const give = (line: string) =>
  `To let this account read any file through these two commands alone, run “sudo visudo -f ${ruleFile}” and write this line: ${line}`;

function wordsOf(refusal: Refusal, { line, terminal }: Rule): readonly [cause: string, advice: string] {
  switch (refusal.kind) {
    case 'missing':
      return [`${refusal.tool} is not installed`, `Install ${refusal.tool}, or switch off “Use sudo” for it.`];
    case 'password':
      return ['sudo asks for a password, which Tidemark never gives', give(line)];
    case 'notAllowed':
      return ['the rules of sudo do not allow this account the commands', give(line)];
    case 'terminal':
      return ['the rules of sudo ask for a terminal (requiretty)', give(`${terminal} and, below it, ${line}`)];
    case 'timedOut':
      return ['sudo, or what it runs, does not answer', 'Try “sudo -n -l” in a terminal; it is asked again later.'];
    case 'tooOld':
      return ['find or tar is too old for it', 'Install GNU findutils 4.9 and GNU tar 1.27, or newer.'];
    default:
      return [`sudo says “${refusal.words}”`, 'Mend the installation of sudo; it is asked again later.'];
  }
}

/** One problem for a tracked item, however many of its files it concerns. */
export function refused(item: TrackedFile, refusal: Refusal, rule: Rule): Problem {
  const [cause, advice] = wordsOf(refusal, rule);
  return {
    type: 'Files',
    kind: 'unreadable',
    // Not the path alone: the problem hides only what needs sudo, not all that lies below.
    subject: `sudo: ${item.path}`,
    message: `What this account can't read of “${item.name}” can't be read through sudo either: ${cause}.`,
    advice,
  };
}
