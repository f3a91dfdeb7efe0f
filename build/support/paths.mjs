import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {...string} parts a path below the repository's folder */
export const inRoot = (...parts) => join(root, ...parts);

/** The command line as the bundler leaves it. */
export const builtCommandLine = inRoot('out', 'main', 'cli.js');
