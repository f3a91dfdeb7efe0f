import type { ListedDelivery } from '../../engine/store/deliveries.ts';
import type { ReadStore, WriteStore } from '../../engine/store/interface.ts';
import { openReader, openStore } from '../../engine/store/open.ts';
import { TidemarkError } from '../../shared/contract/errors.ts';
import type { Delivery } from '../../shared/model/alert.ts';
import { counted } from '../../shared/model/format.ts';
import { jsonRows } from '../../shared/model/json-rows.ts';
import { printable } from '../../shared/model/printable.ts';
import type { Context } from '../context.ts';
import { localMoment } from '../output/lines.ts';
import { table } from '../output/table.ts';
import { reading } from '../reading.ts';
import { UsageError } from '../usage.ts';

export interface DeliveriesOptions {
  readonly dead?: boolean;
  readonly waiting?: boolean;
  readonly limit?: number;
  readonly json?: boolean;
}

const readable = 100;
const pageSize = 500;

function* each(
  store: Pick<ReadStore, 'deliveries'>,
  states: Delivery['state'][],
  limit: number,
): Generator<ListedDelivery> {
  let before: number | undefined;
  for (let left = limit; left > 0; ) {
    const query = { states, limit: Math.min(pageSize, left) };
    const page = store.deliveries.page(before === undefined ? query : { ...query, before });
    yield* page;
    left -= page.length;
    if (page.length < query.limit) return;
    before = page.at(-1)?.id;
  }
}

/** `deliveries`: what was, is and could not be handed over, the newest first. */
export function deliveries(context: Context, options: DeliveriesOptions): Promise<number> {
  const { terminal } = context;
  return reading(context, async ({ store }) => {
    const asked: Delivery['state'][] = [
      ...(options.dead ? ['dead' as const] : []),
      ...(options.waiting ? ['waiting' as const] : []),
    ];
    const states = asked.length === 0 ? (['waiting', 'delivered', 'dead'] as Delivery['state'][]) : asked;
    const limit = options.limit ?? (options.json ? Number.POSITIVE_INFINITY : readable);
    const found = each(store, states, limit);
    if (options.json) {
      await terminal.write(jsonRows(found));
      return 0;
    }
    const rows = [...found].map((delivery) => [
      `#${delivery.id}`,
      localMoment(delivery.madeAt),
      stateWords(delivery),
      delivery.actionId,
      `${delivery.occasion === 'ended' ? 'over: ' : ''}${delivery.summary}`,
      delivery.fault,
    ]);
    for (const line of table(rows.map((row) => row.map(printable)))) terminal.line(line);
    const { waiting, dead } = store.alertCounts();
    terminal.line(`${counted(waiting, 'delivery', 'deliveries')} waiting, ${dead} given up.`);
    return 0;
  });
}

function stateWords({ state, attempts, nextAt }: Delivery): string {
  if (state === 'delivered') return 'delivered';
  const failures = attempts === 0 ? '' : ` after ${counted(attempts, 'failure')}`;
  if (state === 'dead') return `given up${failures}`;
  return attempts === 0 || nextAt === null ? 'waiting' : `waiting${failures}, next ${localMoment(nextAt)}`;
}

/** Which ones `deliveries retry` and `deliveries discard` are about: numbers, or all that are dead. */
function chosen(store: WriteStore, ids: readonly number[], all: boolean | undefined): readonly number[] {
  if (ids.length === 0 && !all) throw new UsageError('Name deliveries by their numbers, or all of them with --all.');
  if (!all) return ids;
  return [...each(store, ['dead'], Number.POSITIVE_INFINITY)].map(({ id }) => id);
}

/** Works on the store as its owner, which it can be only while no Tidemark runs. */
function owning(context: Context, what: string, work: (store: WriteStore) => number): number {
  // Where nothing is stored yet there is nothing to decide, and no store to be made for it.
  openReader(context.dataDir).close();
  let store: WriteStore;
  try {
    ({ store } = openStore(context.dataDir, `tidemark deliveries ${what}`));
  } catch (thrown) {
    if (!(thrown instanceof TidemarkError) || thrown.kind !== 'locked') throw thrown;
    throw new TidemarkError('locked', thrown.message, `Do it in its window (Alerts, Actions), or end it first.`);
  }
  try {
    return work(store);
  } finally {
    store.close();
  }
}

/** `deliveries retry`: dead ones wait again; they go out once a Tidemark runs. */
export async function deliveriesRetry(
  context: Context,
  ids: readonly number[],
  { all }: { readonly all?: boolean },
): Promise<number> {
  const count = owning(context, 'retry', (store) => store.deliveries.retry(chosen(store, ids, all), Date.now()));
  return told(context, count, 'will be tried again once Tidemark runs');
}

/** `deliveries discard`: lets go of dead ones. */
export async function deliveriesDiscard(
  context: Context,
  ids: readonly number[],
  { all }: { readonly all?: boolean },
): Promise<number> {
  const count = owning(context, 'discard', (store) => store.deliveries.discard(chosen(store, ids, all)));
  return told(context, count, count === 1 ? 'was discarded' : 'were discarded');
}

function told({ terminal }: Context, count: number, what: string): number {
  if (count === 0) {
    terminal.error("tidemark: None of these was given up. See 'deliveries --dead' for those that are.");
    return 1;
  }
  terminal.line(`${counted(count, 'delivery', 'deliveries')} ${what}.`);
  return 0;
}
