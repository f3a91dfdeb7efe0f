import { openEngine } from '../index.ts';
import { type Channel, KqlThroughMain } from './kql-through-main.ts';
import { type Port, serve } from './serve.ts';

/** Electron's `process.parentPort` in a utility process, as far as it is used here. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly Channel[] }) => void): void;
}

/**
 * How long the process outlives its last message (milliseconds). Messages leave
 * after `postMessage` has returned, and an exit in the same moment loses them;
 * the application, which waits for the last one, ends the process sooner.
 */
const graceMs = 2000;

/** The line to main, and the processes for queries that main starts when they are asked for over it. */
function toMain(): { readonly port: Port; readonly queries: KqlThroughMain } {
  const port = (process as { readonly parentPort?: ParentPort }).parentPort;
  if (!port) throw new Error('The engine’s process is started by the application alone; try the command line.');
  const queries = new KqlThroughMain((wish) => port.postMessage(wish));
  return {
    queries,
    port: {
      post: (message) => port.postMessage(message),
      onMessage: (listener) =>
        port.on('message', ({ data, ports }) => {
          if (!queries.take(data, ports)) listener(data);
        }),
    },
  };
}

const { port, queries } = toMain();

// When the application dies, Chromium closes this process' side of the channel
// and ends it, as it does with every child process: nothing to be done for that.
serve({
  port,
  open: ({ dataDir, settings }) =>
    openEngine({
      dataDir,
      settings,
      as: 'Tidemark application',
      workerFile: new URL('./files-worker.js', import.meta.url),
      startKql: queries.start,
    }),
  end: (status) => {
    if (status === 0) process.exit(0);
    setTimeout(() => process.exit(status), graceMs);
  },
});
