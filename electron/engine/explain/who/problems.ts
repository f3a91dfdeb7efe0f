import type { Problem } from '../../../shared/model/problem.ts';
import { NativeError } from '../../native.ts';
import { FanotifyError } from './fanotify.ts';

/** Why nobody can be seen at all: worth knowing, and no fault where the rights are not there. */
export function unseenProblem(error: unknown): Problem {
  const about = { type: 'Explanations', subject: 'fanotify' } as const;
  const message = (why: string) => `Which process and user change a file is not known: ${why}.`;
  if (error instanceof FanotifyError && error.code === 'EPERM') {
    return {
      ...about,
      kind: 'note',
      message: message('only root, or a process with CAP_SYS_ADMIN outside of a container, may see it'),
      advice: 'Run Tidemark as root to know it, or turn this off in the settings.',
    };
  }
  if (error instanceof FanotifyError && (error.code === 'ENOSYS' || error.code === 'EINVAL')) {
    return {
      ...about,
      kind: 'note',
      message: message('this kernel is older than Linux 5.9, or was built without fanotify'),
      advice: 'Use a newer kernel to know it, or turn this off in the settings.',
    };
  }
  const why = error instanceof Error ? error.message : String(error);
  const isNative = error instanceof NativeError;
  return {
    ...about,
    kind: 'failed',
    message: message(isNative ? `a native part of Tidemark, koffi, can’t be loaded (${why})` : why),
    advice: isNative
      ? 'Install Tidemark again; it may have been built for another system.'
      : 'Turn this off in the settings if it stays so; changes themselves are found all the same.',
  };
}

/** Why it is not seen in some folders. */
export const unmarkedProblem = (folder: string, code: string): Problem => ({
  type: 'Explanations',
  kind: code === 'ENOSPC' ? 'limit' : 'note',
  subject: 'fanotify marks',
  message:
    code === 'ENOSPC'
      ? `The system’s limit of fanotify marks was reached, so who changes files is not known in ${folder}, and perhaps in other folders.`
      : `The file system of ${folder} does not tell who changes files there (${code}).`,
  advice:
    code === 'ENOSPC'
      ? 'Raise it by sysctl fs.fanotify.max_user_marks, or track fewer folders live.'
      : 'Nothing needs to be done: changes themselves are found all the same.',
});
