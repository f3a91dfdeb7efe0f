import { createHash } from 'node:crypto';
import type { Fields, Item } from '../../../../shared/model/item.ts';
import { type CollectRequest, type Observed, portion } from '../../collector.ts';
import { nameOf } from '../keys.ts';
import { type LogMark, markText, splitStamp } from '../logs.ts';
import { markOf } from '../mounts/mark.ts';
import { type Send, share, type Workers } from '../pool.ts';
import { sameSource } from '../sudo/source.ts';
import type { Failure, Pulse, ReadFile, ReadOutcome } from '../worker/protocol.ts';
import type { Found } from './found.ts';
import type { KnownLog } from './log-pass.ts';

/** A message's worth of files: many small ones together, a large one alone. */
const batchFiles = 256;
const batchBytes = 8 * 1024 * 1024;

/** How many items are compared before the engine's other work gets its turn. */
const slice = 10_000;

interface Entry {
  readonly key: string;
  readonly found: Found;
  readonly policy: string;
  /** What was remembered of it as a growing log. */
  readonly before: LogMark | undefined;
}

export interface ReadReport {
  readonly observed: readonly Observed[];
  readonly unchanged: ReadonlySet<string>;
  readonly failures: readonly Failure[];
  /** Growing logs that were known and may have changed. */
  readonly logs: readonly KnownLog[];
}

/**
 * What a stamp has to say beside the file's own state: how it is read. When that
 * changes (content is to be kept now, or hashed otherwise), the file is read again.
 */
function policies(settings: CollectRequest['settings']): (found: Found) => string {
  const { contentPerFile } = settings.limits;
  const secrets = createHash('sha256').update(JSON.stringify(settings.secrets)).digest('hex').slice(0, 8);
  const { hash } = settings.tracking;
  const by = hash === 'sha256' ? '' : `#${hash}`;
  return ({ keep, maxSize, follow }) =>
    `|${follow ? 'f' : 'l'}${maxSize ?? ''}${keep ? `k${contentPerFile}.${secrets}` : ''}${by}`;
}

const prefix = ({ mount }: Found) => (mount === '' ? '' : markOf(mount));

/** Compares what was found with what is known, and reads what is new or may differ. */
export async function readPass(
  pool: Workers,
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
    const { state, mark } = splitStamp(known?.stamp ?? '');
    const same =
      known !== undefined &&
      state === prefix(each) + each.stamp + policy &&
      sameSource(known.source, each.first.spec.source);
    if (same && !request.full) unchanged.add(key);
    else todo.push({ key, found: each, policy, before: each.first.parsed.item.growing ? mark : undefined });
    if (++compared % slice === 0) await new Promise(setImmediate);
  }

  const observed: Observed[] = [];
  let sure: Observed[] = [];
  const failures: Failure[] = [];
  const logs: KnownLog[] = [];
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
        if (outcome?.state === 'seen') (isSure(entry, outcome) ? sure : observed).push(observe(entry, outcome));
        const log = outcome && knownLog(entry, outcome);
        if (log) logs.push(log);
        if (outcome?.state === 'failed') failures.push({ key: entry.key, code: outcome.code, of: 'entry' });
      });
      done += batch.length;
      request.progress(done, found.size);
      if (request.deliver === undefined || sure.length < portion) return;
      const delivered = sure;
      sure = [];
      request.deliver(delivered);
    },
  );
  return { observed: [...sure, ...observed], unchanged, failures, logs };
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
  const { limits, secrets, tracking } = request.settings;
  const files = batch.map(({ key, before, found }): ReadFile => {
    const { follow, keep, maxSize } = found;
    // What is larger is not opened at all.
    const owner = maxSize === null || found.size <= maxSize ? found.owner : -1;
    return { key, follow, owner, keep, maxSize, prefix: before?.size ?? null };
  });
  const { contentPerFile } = limits;
  const { outcomes } = await send({ kind: 'read', files, hash: tracking.hash, contentPerFile, secrets, cancel });
  // Only content that is not kept already is compressed and sent over.
  const wanted = new Map<string, number>();
  outcomes.forEach((outcome, index) => {
    if (outcome.state !== 'seen' || !outcome.held) return;
    const hash = outcome.read?.sha256;
    if (hash !== undefined && !wanted.has(hash) && !request.content.has(hash)) wanted.set(hash, index);
  });
  if (wanted.size === 0) return outcomes;
  const { contents } = await send({ kind: 'content', wanted: [...wanted.values()] });
  [...wanted.keys()].forEach((hash, index) => {
    const content = contents[index];
    if (content !== undefined) request.content.put(hash, content.size, content.packed);
  });
  return outcomes;
}

/** Whether nothing that comes later in the collection alters what it leads to: see `CollectRequest.deliver`. */
const isSure = ({ found }: Entry, { stamp }: ReadOutcome & { readonly state: 'seen' }) =>
  stamp !== '' && !found.first.parsed.item.growing;

/** A file as it was seen. A hundred thousand are not compared by field: their text is parsed where it is asked for. */
class SeenFile implements Item {
  readonly type = 'Files';
  readonly key: string;
  readonly #fields: string;

  constructor(key: string, fields: string) {
    this.key = key;
    this.#fields = fields;
  }

  get name(): string {
    return nameOf(this.key) || this.key;
  }

  get fields(): Fields {
    return JSON.parse(this.#fields) as Fields;
  }
}

function observe({ key, found, policy }: Entry, outcome: ReadOutcome & { readonly state: 'seen' }): Observed {
  const state = outcome.stamp === '' ? '' : outcome.stamp + policy;
  return {
    item: new SeenFile(key, outcome.fields),
    text: outcome.fields,
    stamp: prefix(found) + state + logMark(found, outcome),
    source: found.first.spec.source,
  };
}

/** What is remembered of a growing log: all that its checksum covers. */
function logMark({ first }: Found, { read }: ReadOutcome & { readonly state: 'seen' }): string {
  if (!first.parsed.item.growing || read === undefined) return '';
  return markText({ size: read.length, digest: read.sha256 });
}

function knownLog({ key, before, found: { sudo } }: Entry, outcome: ReadOutcome): KnownLog | undefined {
  if (before === undefined || outcome.state === 'failed') return undefined;
  const present = outcome.state === 'seen';
  return { key, before, present, sudo, prefix: present ? outcome.read?.prefix : undefined };
}
