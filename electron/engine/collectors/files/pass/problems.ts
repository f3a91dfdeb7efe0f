import { platformOfPath, platformWords, shownPath } from '../../../../shared/model/platform-words.ts';
import type { Problem } from '../../../../shared/model/problem.ts';
import { within } from '../keys.ts';
import type { Mount } from '../mounts/mounts.ts';
import { whyWords } from '../patterns/faults.ts';
import type { Invalid, Parsed } from '../patterns/spec.ts';
import type { Failure } from '../worker/protocol.ts';
import { isDenied } from '../worker/status.ts';
import type { Tracked } from './found.ts';

/** What a system's code means, and what can be done about it: errno(3). */
const causes: Readonly<Record<string, readonly [cause: string, advice: string]>> = {
  EACCES: ['permission denied', 'Let the account that Tidemark runs as read it, or exclude it.'],
  EPERM: ['the system does not permit it', 'Let the account that Tidemark runs as read it, or exclude it.'],
  EPSEUDO: [
    'the kernel makes it up as it is read, which sudo is not asked for',
    'Let the account that Tidemark runs as read it, or exclude it.',
  ],
  EIO: ['the disk or file system reports an input/output error', 'Check the disk and its file system.'],
  ELOOP: ['its links lead round in a circle', 'Mend the link, or exclude it.'],
  ENAMETOOLONG: ['the path is too long for the system', 'Track what lies nearer to it, or exclude it.'],
  EAGAIN: [
    'it was replaced each time it was opened',
    'It is read again at the next collection; exclude it if this stays.',
  ],
  EMFILE: ['Tidemark has too many files open', 'Raise the limit of open files (ulimit -n) and start Tidemark again.'],
  ENFILE: ['the system has too many files open', 'Raise fs.file-max, or close other programs.'],
  EXDEV: ['its links lead to and fro between mounts', 'Track what it leads to itself, and exclude it.'],
  ENODEV: ['its drive or server is not there', 'Connect it; if it is gone for good, track it no longer.'],
  ESTALE: ['the network file system lost it', 'Mount the network file system again.'],
  EBUSY: ['another program has locked it', 'Close the program that uses it, or exclude it.'],
  UNKNOWN: [
    'the system gives a reason that has no name',
    'It is read again at the next collection; exclude it if this stays.',
  ],
};

/** What the platform of a path calls a directory. */
const directoryOf = (key: string) => platformWords(platformOfPath(key)).directory;

/** Something is there, or may be, and could not be read. `tracked`: what asks for it. */
export function unreadable(failure: Failure, tracked: readonly Tracked[]): Problem {
  const [cause, advice] = causes[failure.code] ?? [`the system reports ${failure.code}`, 'Mend it, or exclude it.'];
  const what =
    failure.of === 'folder'
      ? `The ${directoryOf(failure.key)} ${shownPath(failure.key)} can't be listed`
      : `${shownPath(failure.key)} can't be read`;
  return {
    type: 'Files',
    kind: 'unreadable',
    subject: failure.key,
    message: `${what}: ${cause}.`,
    advice: `${advice}${sudoAdvice(failure, tracked)}`,
  };
}

/** Where sudo could help and is not used: root lacks no right that it could give. */
function sudoAdvice({ key, code }: Failure, tracked: readonly Tracked[]): string {
  if (process.platform !== 'linux' || process.geteuid?.() === 0 || !isDenied(code)) return '';
  const asking = tracked.filter(({ spec }) => within(key, spec.root));
  // Of items whose patterns begin further up the nearest is meant: `/etc/sub[ug]id` begins in /etc as well.
  const [nearest] = asking.toSorted((a, b) => b.spec.root.length - a.spec.root.length);
  if (nearest === undefined || asking.some(({ spec }) => spec.sudo)) return '';
  return ` Or switch on “Use sudo” for “${nearest.parsed.item.name}”.`;
}

/** What was mounted when its items were last seen is mounted no longer. */
export const mountGone = (point: string, items: number): Problem => ({
  type: 'Files',
  kind: 'unreadable',
  subject: point,
  message: `What was mounted on ${shownPath(point)} is not mounted now; the ${items === 1 ? 'item' : `${items} items`} seen there can't be read.`,
  advice: 'Mount it again; if it is gone for good, switch what tracks it off and on again.',
});

/** A mount leaves calls of the system without an answer. */
export const mountSilent = ({ point, fileSystem }: Mount): Problem => ({
  type: 'Files',
  kind: 'unreadable',
  subject: point,
  message: `The file system mounted on ${shownPath(point)} (${fileSystem}) does not answer.`,
  advice: 'Check its server or its drive; it is asked again at the next collection after it has answered.',
});

/** A path or exclude that names nothing. */
export function invalid(item: Parsed['item'], { written, what, why }: Invalid): Problem {
  const { predicate, advice } = whyWords(why);
  const subject = `${what === 'path' ? 'The path' : 'The exclude'} ${written.trim() === '' ? 'that is empty' : written}`;
  return {
    type: 'Files',
    kind: 'invalid',
    subject: written,
    message: `${subject} of “${item.name}” ${predicate}.`,
    advice,
  };
}

export const absent = (item: Parsed['item'], key: string): Problem => ({
  type: 'Files',
  kind: 'absent',
  subject: key,
  message: `${shownPath(key)}, tracked as “${item.name}”, does not exist.`,
  advice: 'Correct the path, or switch off that it must exist.',
});

export const wrongKind = (item: Parsed['item'], key: string, isFolder: boolean): Problem => ({
  type: 'Files',
  kind: 'invalid',
  subject: key,
  message: `${shownPath(key)}, tracked as “${item.name}”, is ${isFolder ? `a ${directoryOf(key)}, not a file` : `not a ${directoryOf(key)}`}.`,
  advice: `Set the tracked item's path type to ${isFolder ? 'directory' : 'file'}.`,
});

export const linkLoop = (key: string, real: string): Problem => ({
  type: 'Files',
  kind: 'note',
  subject: key,
  message: `The link ${shownPath(key)} leads back to ${shownPath(real)}, in which it lies, so it was not followed.`,
  advice: "Exclude the link, or set the tracked item's links to manage or ignore.",
});

/** `matched`: how many there are in all, of which `limit` are tracked. */
export const overLimit = (matched: number, limit: number): Problem => ({
  type: 'Files',
  kind: 'limit',
  subject: 'limits.files',
  message: `${matched} files are tracked by the settings, ${matched - limit} more than the limit of ${limit}; the rest is left out.`,
  advice: `Raise limits.files to at least ${matched}, or track less.`,
});
