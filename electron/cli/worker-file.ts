/** The Files collector's worker, which the bundler puts beside the command line's bundle. */
export const workerFile = new URL('./files-worker.js', import.meta.url);

/** The process for queries, likewise. */
export const kqlFile = new URL('./kql.js', import.meta.url);
