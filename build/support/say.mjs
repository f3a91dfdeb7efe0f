/**
 * One plain line for the person at the terminal. On standard error, since standard output belongs to the command that
 * was asked for (`npm run --silent tidemark -- changes --json`).
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A failure that the person can do something about: shown as its message alone, without a stack. */
export class Advice extends Error {}

/**
 * Runs a script's main function: an Advice ends it with its message and status 1, anything else with its stack.
 *
 * @param {() => Promise<number>} main gives the exit status
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    say(
      error instanceof Advice ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
    process.exitCode = 1;
  }
}
