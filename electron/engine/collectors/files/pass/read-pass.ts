import { createHash } from 'node:crypto';
import type { CollectRequest, Observed } from '../../collector.ts';
import { nameOf } from '../keys.ts';
import { markOf } from '../mounts/mark.ts';
import { type Send, share, type WorkerPool } from '../pool.ts';
import type { Failure, Pulse, ReadFile, ReadOutcome } from '../worker/protocol.ts';
import type { Found } from './found.ts';

/** A message's worth of files: many small ones together, a large one alone. */
const batchFiles = 256;
const batchBytes = 8 * 1024 * 1024;

/** How many items are compared before the engine's other work gets its turn. */
const slice = 10_000;

interface Entry {
  readonly key: string;
  readonly found: Found;
  readonly policy: string;
}

export interface ReadReport {
  readonly observed: readonly Observed[];
  readonly unchanged: ReadonlySet<string>;
  readonly failures: readonly Failure[];
}

/**
 * What a stamp has to say beside the file's own state: how it is read. When that
 * changes (content is to be kept now), the file is read again.
 */
function policies(settings: CollectRequest['settings']): (found: Found) => string {
  const { contentPerFile } = settings.limits;
  const secrets = createHash('sha256').update(JSON.stringify(settings.secrets)).digest('hex').slice(0, 8);
  return ({ keep, maxSize, follow }) =>
    `|${follow ? 'f' : 'l'}${maxSize ?? ''}${keep ? `k${contentPerFile}.${secrets}` : ''}`;
}

const prefix = ({ mount }: Found) => (mount === '' ? '' : markOf(mount));

/** Compares what was found with what is known, and reads what is new or may differ. */
export async function readPass(
  pool: WorkerPool,
  request: CollectRequest,
  found: ReadonlyMap<string, Found>,
  cancel: Pulse,
): Promise<ReadReport> {
  const unchanged = new Set<string>();
  const todo: Entry[] = [];
  const policyOf = policies(request.settings);
  let compared = 0;
  for (const [key, each] of found) {
    const known = request.known.get(key);
    const policy = policyOf(each);
    const same = known?.stamp === prefix(each) + each.stamp + policy && known.source === each.first.spec.source;
    if (same && !request.full) unchanged.add(key);
    else todo.push({ key, found: each, policy });
    if (++compared % slice === 0) await new Promise(setImmediate);
  }

  const observed: Observed[] = [];
  const failures: Failure[] = [];
  const batches = makeBatches(todo);
  let done = unchanged.size;
  request.progress(done, found.size);
  await share(
    pool,
    request.signal,
    () => batches.shift(),
    async (send, batch) => {
      const outcomes = await readBatch(send, request, batch, cancel);
      batch.forEach((entry, index) => {
        const outcome = outcomes[index];
        if (outcome?.state === 'seen') observed.push(observe(entry, outcome));
        if (outcome?.state === 'failed') failures.push({ key: entry.key, code: outcome.code, of: 'entry' });
      });
      done += batch.length;
      request.progress(done, found.size);
    },
  );
  return { observed, unchanged, failures };
}

/** Large files first, so that none of them is left to one worker at the end. */
function makeBatches(todo: readonly Entry[]): Entry[][] {
  const large = todo.filter((each) => each.found.size > batchBytes).map((each) => [each]);
  const batches: Entry[][] = large.sort((a, b) => (b[0]?.found.size ?? 0) - (a[0]?.found.size ?? 0));
  let batch: Entry[] = [];
  let bytes = 0;
  for (const entry of todo) {
    if (entry.found.size > batchBytes) continue;
    if (batch.length >= batchFiles || bytes + entry.found.size > batchBytes) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(entry);
    bytes += entry.found.size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

async function readBatch(
  send: Send,
  request: CollectRequest,
  batch: readonly Entry[],
  cancel: Pulse,
): Promise<readonly ReadOutcome[]> {
  const { limits, secrets } = request.settings;
  const files = batch.map(({ key, found: { follow, keep, maxSize } }): ReadFile => ({ key, follow, keep, maxSize }));
  const { contentPerFile } = limits;
  const { outcomes } = await send({ kind: 'read', files, contentPerFile, secrets, cancel });
  // Only content that is not kept already is compressed and sent over.
  const wanted = new Map<string, number>();
  outcomes.forEach((outcome, index) => {
    if (outcome.state !== 'seen' || !outcome.held) return;
    const hash = String(outcome.fields.checksum);
    if (!wanted.has(hash) && !request.content.has(hash)) wanted.set(hash, index);
  });
  if (wanted.size === 0) return outcomes;
  const { contents } = await send({ kind: 'content', wanted: [...wanted.values()] });
  [...wanted.keys()].forEach((hash, index) => {
    const content = contents[index];
    if (content !== undefined) request.content.put(hash, content.size, content.packed);
  });
  return outcomes;
}

function observe({ key, found, policy }: Entry, outcome: ReadOutcome & { readonly state: 'seen' }): Observed {
  return {
    item: { type: 'Files', key, name: nameOf(key) || key, fields: outcome.fields },
    stamp: prefix(found) + (outcome.stamp === '' ? '' : outcome.stamp + policy),
    source: found.first.spec.source,
  };
}
