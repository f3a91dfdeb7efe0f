import { Worker } from 'node:worker_threads';
import { type KqlPort, serveKql } from './serve.ts';

/** One end of Electron's channel, as far as it is used here: it is handed over in the first message. */
interface MessagePort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  start(): void;
}

/** Electron's `process.parentPort` in a utility process. */
interface ParentPort {
  once(event: 'message', listener: (event: { readonly ports: readonly MessagePort[] }) => void): void;
}

const end = (): void => process.exit(0);

/** Ends this process when its standard input does, which is the parent's: also while a query keeps this thread busy. */
const watch = `
  const { Socket } = require('node:net');
  new Socket({ fd: 0, readable: true, writable: false })
    .on('error', () => undefined)
    .once('close', () => process.kill(process.pid, 'SIGKILL'))
    .resume();
`;

function serveElectron(parent: ParentPort): void {
  // The application ends this process when the engine's does
  parent.once('message', ({ ports: [port] }) => {
    if (!port) throw new Error('The process for queries was handed no channel.');
    serveKql(
      {
        post: (message) => port.postMessage(message),
        onMessage: (listener) => {
          port.on('message', ({ data }) => listener(data));
          port.start();
        },
      },
      end,
    );
  });
}

function serveNode(): void {
  const { send } = process;
  if (!send) throw new Error('The process for queries is started by Tidemark alone; try `tidemark query`.');
  new Worker(watch, { eval: true, stdin: false, resourceLimits: { maxOldGenerationSizeMb: 8 } });
  const port: KqlPort = {
    post: (message) => void send.call(process, message),
    onMessage: (listener) => process.on('message', listener),
  };
  process.on('disconnect', end);
  serveKql(port, end);
}

const { parentPort } = process as { readonly parentPort?: ParentPort };
if (parentPort) serveElectron(parentPort);
else serveNode();
