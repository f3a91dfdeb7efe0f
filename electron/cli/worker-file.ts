/** The Files collector's worker, which the bundler puts beside the command line's bundle. */
export const workerFile = new URL('./files-worker.js', import.meta.url);
