import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.mjs';

/**
 * Runs npm with the Node that runs this, so that no shell is needed for Windows' npm.cmd.
 *
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} options
 */
export function npm(args, options) {
  const script = findNpm();
  return script === undefined ? run('npm', args, options) : run(process.execPath, [script, ...args], options);
}

/** npm's own script: named by npm itself inside `npm run`, else beside Node. */
function findNpm() {
  const prefix = dirname(process.execPath);
  const places = [
    process.env.npm_execpath,
    join(prefix, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(prefix, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  // Another package manager names itself in the same variable.
  return places.find((place) => place?.endsWith('npm-cli.js') && existsSync(place));
}
