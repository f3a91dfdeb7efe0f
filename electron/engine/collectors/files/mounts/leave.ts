import { native } from '../../../native.ts';

let stuck = 0;

/**
 * Node waits at its end for every worker thread, and a thread that waits for a mount
 * that does not answer never ends. While there is one, the process leaves by _exit(2),
 * with the same status, once all that listens for its end was told.
 */
function leave(status: number): void {
  if (stuck === 0) return;
  native().libc.func('_exit', 'void', ['int'])(status);
}

/** Notes that a thread is stuck; the returned function, that it is no longer. */
export function stuckThread(): () => void {
  if (stuck++ === 0) process.on('exit', leave);
  return () => {
    if (--stuck === 0) process.off('exit', leave);
  };
}
