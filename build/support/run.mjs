import { spawn } from 'node:child_process';

/**
 * @typedef {object} Outcome
 * @property {number} status the exit status; 1 after a signal or a time-out
 * @property {string} output standard output and standard error as they came, when they were caught
 * @property {boolean} timedOut
 */

/**
 * Runs a program without a shell and waits for its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ timeout: number, show?: boolean, cwd?: string, env?: NodeJS.ProcessEnv }} options `timeout` in milliseconds;
 *   with `show` the output goes to this process's standard error, otherwise it is caught
 * @returns {Promise<Outcome>} a program that can't be started gives status 127
 */
export function run(command, args, { timeout, show = false, cwd, env }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', show ? 2 : 'pipe', show ? 2 : 'pipe'] });
    let output = '';
    let timedOut = false;
    const catchText = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', catchText);
    child.stderr?.on('data', catchText);
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeout);
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ status: 127, output: error.message, timedOut });
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ status: code ?? 1, output, timedOut });
    });
  });
}
