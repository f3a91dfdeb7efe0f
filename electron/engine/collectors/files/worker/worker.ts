import { isMainThread, parentPort } from 'node:worker_threads';
import { deflateRawSync } from 'node:zlib';
import type { ContentResult, FromWorker, Job, ResultOf, ToWorker } from './protocol.ts';
import { readAll } from './read.ts';
import { trial } from './trial.ts';
import { walk } from './walk.ts';

/**
 * A file worker's thread: it walks, looks and reads with synchronous calls, which
 * are the fast ones, so that the engine's own loop never waits for a disk. One job
 * at a time, each answered by one message.
 */
let held: ReadonlyMap<number, Buffer> = new Map();

function pack(wanted: readonly number[]): ContentResult {
  const contents = wanted.map((index) => {
    const bytes = held.get(index) ?? Buffer.alloc(0);
    return { size: bytes.length, packed: new Uint8Array(deflateRawSync(bytes)) };
  });
  held = new Map();
  return { contents };
}

function work(job: Job): ResultOf<Job> {
  if (job.kind === 'walk') return walk(job);
  if (job.kind === 'trial') return trial(job);
  if (job.kind === 'content') return pack(job.wanted);
  const read = readAll(job);
  held = read.held;
  return { outcomes: read.outcomes };
}

const port = parentPort;
if (isMainThread || port === null) throw new Error('The file worker runs only as a worker thread.');

port.on('message', (message: ToWorker) => {
  if (message.kind === 'end') {
    port.close();
    return;
  }
  let answer: FromWorker;
  try {
    answer = { kind: 'done', result: work(message.job) };
  } catch (error) {
    answer = { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  port.postMessage(answer);
});
