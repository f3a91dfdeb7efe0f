import { type ErrorKind, TidemarkError } from '../../shared/contract/errors.ts';

const code = (thrown: unknown) => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '');

export const isAbsent = (thrown: unknown) => code(thrown) === 'ENOENT';
/** open(2): with O_NOFOLLOW a link answers so; FreeBSD says EMLINK. */
export const isLink = (thrown: unknown) => code(thrown) === 'ELOOP' || code(thrown) === 'EMLINK';

const aCopy = 'Save a copy somewhere else';

/** What a system's code means for putting a file back: errno(3). */
const causes: Readonly<Record<string, readonly [kind: ErrorKind, cause: string, advice: string]>> = {
  EACCES: ['denied', 'this account may not', `${aCopy}, or do it as the file's owner or as root.`],
  EPERM: ['denied', 'the system does not permit it', `${aCopy}, or do it as the file's owner or as root.`],
  EROFS: ['denied', 'its file system is mounted read-only', `${aCopy}, or mount it writable.`],
  ENOSPC: ['diskFull', 'no space is left on its disk', `Free some space and try again, or ${lower(aCopy)}.`],
  EDQUOT: ['diskFull', 'the quota of its disk is used up', `Free some space and try again, or ${lower(aCopy)}.`],
  ENOENT: ['invalid', 'the folder it lies in is not there', `Make the folder again, or ${lower(aCopy)}.`],
  ENOTDIR: ['invalid', 'the folder it lies in is not there', `Make the folder again, or ${lower(aCopy)}.`],
  ELOOP: ['invalid', 'the folder it lies in became a link', `Look at that link, or ${lower(aCopy)}.`],
  ETXTBSY: ['unavailable', 'the program is running', 'Stop the program and try again.'],
};

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A failure of the system as a person reads it; what is told already stays. `what`: `can't be written`. */
export function told(thrown: unknown, path: string, what: string): TidemarkError {
  if (thrown instanceof TidemarkError) return thrown;
  const [kind, cause, advice] = causes[code(thrown)] ?? [
    'unavailable' as const,
    `the system reports ${code(thrown) || String(thrown)}`,
    `${aCopy}, or try again.`,
  ];
  return new TidemarkError(kind, `${path} ${what}: ${cause}.`, advice, { cause: thrown });
}

export const changedMeanwhile = (path: string) =>
  new TidemarkError(
    'invalid',
    `${path} changed since the preview, so nothing was written.`,
    'Look at the new preview and decide again.',
  );
