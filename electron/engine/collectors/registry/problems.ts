import type { Problem } from '../../../shared/model/problem.ts';
import { code, codeWords } from '../win32/errors.ts';
import type { Spec } from './spec.ts';
import type { Failure } from './walk.ts';

/** A key is there and could not be read. */
export function unreadable({ key, error }: Failure): Problem {
  const denied = error.code === code.accessDenied;
  return {
    type: 'Registry',
    kind: 'unreadable',
    subject: key,
    message: `The key ${key} can't be read: ${codeWords(error.code)}.`,
    advice: denied ? 'Let the account that Tidemark runs as read it, or exclude it.' : 'Mend it, or exclude it.',
  };
}

/** A hive that is not loaded: whatever is in it is not gone. */
export const hiveNotLoaded = (key: string): Problem => ({
  type: 'Registry',
  kind: 'unreadable',
  subject: key,
  message: `The hive ${key} is not loaded now, so nothing can be said of what is in it.`,
  advice: 'A user’s hive is loaded while that user is signed in; if it is gone for good, stop tracking it.',
});

export const absent = ({ item }: Spec, key: string): Problem => ({
  type: 'Registry',
  kind: 'absent',
  subject: key,
  message: `The key ${key}, tracked as “${item.name}”, does not exist.`,
  advice: 'Correct the key, or switch off that it must exist.',
});

/** `matched`: how many there are in all, of which `limit` are tracked. */
export const overLimit = (matched: number, limit: number): Problem => ({
  type: 'Registry',
  kind: 'limit',
  subject: 'limits.registry',
  message: `${matched} registry keys and values are tracked by the settings, ${matched - limit} more than the limit of ${limit}; the rest is left out.`,
  advice: `Raise limits.registry to at least ${matched}, or track less.`,
});
