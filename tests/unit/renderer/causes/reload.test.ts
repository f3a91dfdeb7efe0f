import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChangeFilter } from '../../../../electron/shared/contract/queries.ts';
import type { ListedChange } from '../../../../electron/shared/model/change.ts';
import { call } from '../../../../renderer/api/bridge.ts';
import { keys } from '../../../../renderer/api/keys.ts';
import { type CardPages, type ChangePages, prepend } from '../../../../renderer/api/live-lists.ts';
import { refresher } from '../../../../renderer/api/refresh.ts';
import { listReloader } from '../../../../renderer/api/reload.ts';
import { change } from './samples.ts';

interface Asked {
  readonly before?: number;
  readonly limit: number;
}

/** An engine with a log of so many changes, which says which pages it was asked for. */
function engine(count: number) {
  let log: readonly ListedChange[] = Array.from({ length: count }, (_, at) => change(count - at));
  const asked: string[] = [];
  const answer = vi.fn(async (method: string, { before = count + 1000, limit }: Asked) => {
    asked.push(`${method} ${before > count ? 'top' : before}`);
    const found = log.filter(({ id }) => id < before);
    const page = found.slice(0, limit);
    const next = found.length > page.length ? (page.at(-1)?.id ?? null) : null;
    const cards = page.map((each) => ({ kind: 'change', change: each }) as const);
    return { ok: true, value: { changes: page, cards, total: log.length, next } };
  });
  vi.stubGlobal('window', { tidemark: { request: answer } });
  return {
    asked,
    answer,
    acknowledge: () => {
      log = log.map((each) => ({ ...each, acknowledged: { at: each.noticedAt, reason: '', expectationId: null } }));
    },
  };
}

/** A list that somebody looks at, with its first page of 200. */
async function looking(client: QueryClient, queryKey: readonly unknown[], load: () => Promise<unknown>) {
  const observer = new InfiniteQueryObserver(client, {
    queryKey,
    queryFn: load,
    initialPageParam: null,
    getNextPageParam: () => undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const end = observer.subscribe(() => undefined);
  await vi.waitFor(() => expect(client.getQueryData(queryKey)).toBeDefined());
  return end;
}

const page = (method: 'changes.list' | 'changes.cards', filter: ChangeFilter) => () =>
  call(method, { ...filter, limit: 200 });

let client: QueryClient;
beforeEach(() => {
  client = new QueryClient();
});
afterEach(() => {
  client.clear();
  vi.unstubAllGlobals();
});

const plain = keys.changeList({});
const open = keys.changeList({ acknowledged: false });
const cards = keys.cardList({});

describe('lists are asked for anew', () => {
  test('as far down as they are loaded, also where much came in on top', async () => {
    const { asked, acknowledge } = engine(2500);
    const end = await looking(client, plain, page('changes.list', {}));
    const more = Array.from({ length: 1500 }, (_, at) => change(2501 + at));
    client.setQueryData<ChangePages>(plain, (data) => data && prepend(data, more, {}));
    acknowledge();
    asked.length = 0;
    const reload = listReloader(client);
    reload('all');
    await vi.waitFor(() =>
      expect(client.getQueryData<ChangePages>(plain)?.pages.at(-1)?.changes.at(-1)?.acknowledged).toBeDefined(),
    );
    const { pages } = client.getQueryData<ChangePages>(plain) ?? { pages: [] };
    // What came in meanwhile stays on top, and nothing that was shown is gone.
    const ids = pages.flatMap(({ changes }) => changes.map(({ id }) => id));
    expect(ids.slice(0, 2)).toEqual([4000, 3999]);
    expect(ids).toContain(2301);
    expect(pages[0]?.total).toBe(4000);
    expect(asked).toEqual(['changes.list top']);
    reload.cancel();
    end();
  });

  test('only those that it concerns', async () => {
    const { asked } = engine(10);
    const ends = [
      await looking(client, plain, page('changes.list', {})),
      await looking(client, open, page('changes.list', { acknowledged: false })),
      await looking(client, cards, page('changes.cards', {})),
    ];
    const reload = listReloader(client);
    asked.length = 0;
    reload('beside');
    await vi.waitFor(() => expect(asked).toEqual(['changes.list top']));
    reload('cards');
    await vi.waitFor(() => expect(asked).toEqual(['changes.list top', 'changes.list top', 'changes.cards top']), 3000);
    expect(client.getQueryData<CardPages>(cards)?.pages[0]?.cards).toHaveLength(10);
    reload.cancel();
    for (const end of ends) end();
  });

  test('when somebody looks at them again', async () => {
    const { asked } = engine(10);
    (await looking(client, plain, page('changes.list', {})))();
    asked.length = 0;
    const reload = listReloader(client);
    reload('all');
    await vi.waitFor(() => expect(client.getQueryState(plain)?.isInvalidated).toBe(true));
    expect(asked).toEqual([]);
    reload.cancel();
  });

  test('later, where the engine does not answer', async () => {
    const { answer } = engine(10);
    const end = await looking(client, plain, page('changes.list', {}));
    answer.mockRejectedValue(new Error('gone'));
    const reload = listReloader(client);
    reload('all');
    await vi.waitFor(() => expect(client.getQueryState(plain)?.isInvalidated).toBe(true));
    expect(client.getQueryData<ChangePages>(plain)?.pages[0]?.changes).toHaveLength(10);
    reload.cancel();
    end();
  });
});

test('work that takes its time is never done twice at once, and what it was called for meanwhile follows', async () => {
  vi.useFakeTimers();
  const done: (() => void)[] = [];
  const work = vi.fn(() => new Promise<void>((resolve) => done.push(resolve)));
  const refresh = refresher(work, 1000);
  refresh();
  refresh();
  refresh();
  await vi.advanceTimersByTimeAsync(5000);
  expect(work).toHaveBeenCalledTimes(1);
  done[0]?.();
  await vi.advanceTimersByTimeAsync(999);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(work).toHaveBeenCalledTimes(2);
  refresh.cancel();
  done[1]?.();
  refresh();
  await vi.advanceTimersByTimeAsync(5000);
  expect(work).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
