import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** How often it is looked whether the parent is still there (ms). */
const parentCheck = 500;

/**
 * Runs a program in the foreground until it ends: it shares the terminal, and what asks this process to end is handed
 * on to it. That npm's script has lost its parent asks for it too: a signal sent to npm ends the shell between npm and
 * this process, which hears nothing of it (npm hands the signal on, Debian's dash does not).
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit status, or 128 and the signal that ended it, as shells have it
 */
export function foreground(command, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env });
    /** @type {readonly NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    // Ctrl+C reaches the child by the terminal already; a second one would cut its ending short.
    const handOn = (/** @type {NodeJS.Signals} */ signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) {
        child.kill(signal);
      }
    };
    for (const signal of signals) {
      process.on(signal, handOn);
    }
    const parent = process.ppid;
    const orphaned = setInterval(() => {
      if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) {
        clearInterval(orphaned);
        child.kill('SIGTERM');
      }
    }, parentCheck);
    const settle = () => {
      clearInterval(orphaned);
      for (const signal of signals) {
        process.off(signal, handOn);
      }
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      settle();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
