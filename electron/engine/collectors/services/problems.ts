import type { Problem } from '../../../shared/model/problem.ts';
import { code, codeWords, type Win32Error } from '../win32/errors.ts';

/** What stands for all services. */
export const manager = 'service control manager';

/** A service is there and could not be read. */
export function unreadable(name: string, error: Win32Error): Problem {
  const denied = error.code === code.accessDenied;
  return {
    type: 'WindowsServices',
    kind: 'unreadable',
    subject: name,
    message: `The service ${name} can't be read: ${codeWords(error.code)}.`,
    advice: denied
      ? 'Let the account that Tidemark runs as read its configuration (sc sdshow shows who may).'
      : 'See what sc qc says of it.',
  };
}

/** Nothing can be said of any service. */
export const managerUnreadable = (error: Win32Error): Problem => ({
  type: 'WindowsServices',
  kind: 'unreadable',
  subject: manager,
  message: `Windows' service control manager can't be asked: ${codeWords(error.code)}.`,
  advice:
    'Let the account that Tidemark runs as connect to it and list its services (sc sdshow scmanager shows who may).',
});

export const overLimit = (found: number, limit: number): Problem => ({
  type: 'WindowsServices',
  kind: 'limit',
  subject: 'limits.services',
  message: `There are ${found} services, ${found - limit} more than the limit of ${limit}; those are not tracked.`,
  advice: `Set limits.services to at least ${found}.`,
});

/** The live watch doesn't work, of one service or of all. `every`: seconds between the scheduled collections. */
export function notWatched(name: string | undefined, cause: string, every: number): Problem {
  const what = name === undefined ? 'Services' : `The service ${name}`;
  return {
    type: 'WindowsServices',
    kind: 'failed',
    subject: name ?? manager,
    message: `${what} can't be watched live: ${cause}.`,
    advice: `Changes are found by the scheduled collections, every ${every} s (frequencies.services).`,
  };
}
