import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { StartKql } from './protocol.ts';

/** Most memory (MB) that the process's JavaScript may take; a query that needs more ends it. */
const memoryLimit = 768;

/**
 * Starts the process for queries as a child of a plain Node. Its standard input is a pipe that nothing is written to:
 * it ends when this process does, however it ends, and the child with it.
 */
export function forkKql(bundle: URL): StartKql {
  return () => {
    const child = fork(fileURLToPath(bundle), [], {
      stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${memoryLimit}`],
    });
    let over: (() => void) | undefined;
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      over?.();
    };
    child.once('exit', end);
    // It could not be started, or a message could not be sent: either way it is of no more use
    child.on('error', () => {
      child.kill('SIGKILL');
      end();
    });
    child.stdin?.on('error', () => undefined);
    return {
      post: (message) => {
        if (child.connected) child.send(message);
      },
      onMessage: (listener) => child.on('message', listener),
      onExit: (listener) => {
        over = listener;
        if (ended) listener();
      },
      kill: () => {
        child.kill('SIGKILL');
      },
    };
  };
}
