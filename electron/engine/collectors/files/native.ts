import type { Problem } from '../../../shared/model/problem.ts';
import { native } from '../../native.ts';

/** What is lacking where the native part can't be loaded; undefined where it can, or is not needed. */
export function nativeProblem(): Problem | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    native();
    return undefined;
  } catch (error) {
    return {
      type: 'Files',
      kind: 'failed',
      subject: 'koffi',
      message:
        'A native part of Tidemark, koffi, can’t be loaded, so extended attributes and access control lists are ' +
        `not read, and live watching does not know when it missed something: ${error instanceof Error ? error.message : String(error)}`,
      advice: 'Install Tidemark again; it may have been built for another system.',
    };
  }
}
