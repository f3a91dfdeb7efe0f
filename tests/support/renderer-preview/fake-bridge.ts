import type { Answer, Bridge } from '../../../electron/shared/contract/bridge.ts';
import {
  type Payload,
  type RendererEvent,
  type RendererMethod,
  type Result,
  requests,
} from '../../../electron/shared/contract/contract.ts';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import type { TrackedDraft } from '../../../electron/shared/contract/pattern.ts';
import type { ChangeFilter } from '../../../electron/shared/contract/queries.ts';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { alertHandlers } from './alerts-bridge.ts';
import { alertSettings } from './alerts-data.ts';
import { causesHandlers, finds } from './causes-bridge.ts';
import { explained } from './causes-data.ts';
import { ago, changes as allChanges, notices as allNotices, inventory, start, texts } from './data.ts';
import { tryPattern } from './patterns.ts';
import { ownQueries, queryHandlers } from './query-bridge.ts';
import { engineOf, settings as firstSettings, statusOf, watchUse } from './state.ts';
import { registryContent, windowsAbout, windowsChanges, windowsInventory, windowsSettings } from './windows-data.ts';

/**
 * A double of `window.tidemark` for looking at the window without an engine. It
 * parses arguments as the real one does and answers from data made up in `data.ts`.
 */
export function fakeBridge(state: string): Bridge {
  const quiet = state === 'empty' || state === 'baseline';
  const windows = state === 'windows';
  let changes: readonly ListedChange[] = quiet ? [] : windows ? windowsChanges : explained(allChanges);
  let notices = quiet ? [] : allNotices;
  let settings = windows
    ? windowsSettings
    : quiet
      ? firstSettings
      : { ...firstSettings, alerts: alertSettings, queries: ownQueries };
  let status = statusOf(state);
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const tell = <E extends RendererEvent>(event: E, payload: Payload<E>) => {
    for (const listener of listeners.get(event) ?? []) listener(payload as never);
  };

  const handlers: { readonly [M in RendererMethod]: (args: never) => Result<M> | Promise<Result<M>> } = {
    ...alertHandlers(state, () => settings, tell),
    ...queryHandlers(state, () => changes),
    ...causesHandlers(
      {
        all: () => changes,
        set: (next) => {
          changes = next;
        },
        setPlan: (plan) => {
          status = { ...status, plan };
          tell('status', status);
        },
      },
      quiet || windows,
      tell,
    ),
    'changes.list': ({ before, limit, ...filter }: { before?: number; limit: number }) => {
      const found = changes.filter(finds(filter));
      const page = found.filter((change) => before === undefined || change.id < before).slice(0, limit);
      const last = page.at(-1)?.id;
      return {
        changes: page,
        total: found.length,
        next: last !== undefined && found.at(-1)?.id !== last ? last : null,
      };
    },
    'changes.get': ({ id }: { id: number }) => {
      const change = changes.find((each) => each.id === id);
      if (!change)
        throw new TidemarkError(
          'notFound',
          `There is no change ${id} in the log.`,
          'It may have been removed by the retention.',
        );
      const end = change.movedFrom ?? change.movedTo;
      return {
        change,
        history: changes.filter((each) => each.key === change.key && each.id !== id).slice(0, 50),
        otherEnd: changes.find((each) => each.key === end && each.noticedAt === change.noticedAt) ?? null,
      };
    },
    'changes.content': ({ id }: { id: number }) => {
      const change = changes.find((each) => each.id === id);
      const none = { state: 'none' } as const;
      if (change?.type === 'Registry') return registryContent(change);
      if (change?.type !== 'Files') return { before: none, after: none };
      if (change.key === '/etc/shadow')
        return { before: { state: 'withheld', reason: 'secret' }, after: { state: 'withheld', reason: 'secret' } };
      if (change.key === '/usr/local/bin/tool')
        return {
          before: { state: 'binary', size: 1_200_000, hash: String(change.before?.checksum) },
          bytes: {
            offset: 21,
            lines: [
              { offset: 0, before: elf, after: elf },
              { offset: 16, before: `03003e0001${code}`, after: `03003e0001f0${code.slice(2)}` },
              { offset: 32, before: code.repeat(2).slice(0, 32), after: code.repeat(2).slice(0, 32) },
            ],
          },
          after: { state: 'binary', size: 1_250_000, hash: String(change.after?.checksum) },
        };
      const [before, after] = texts(change.key);
      const text = (value: string) => ({ state: 'text', text: value, encoding: 'utf-8' }) as const;
      return { before: change.before ? text(before) : none, after: change.after ? text(after) : none };
    },
    'content.preview': ({ id }: { id: number }) => {
      const change = changes.find((each) => each.id === id);
      if (!change || change.key === '/etc/shadow')
        throw new TidemarkError(
          'notFound',
          `What ${change?.key} held before change ${id} was not kept: it may hold secrets, of which only the hash is kept.`,
          'Look for it in a backup.',
        );
      const [before, after] = texts(change.key);
      const text = (value: string) => ({ state: 'text', text: value, encoding: 'UTF-8' }) as const;
      return {
        path: change.key,
        target: change.key,
        now: { ...change.after, owner: 'root', group: 'root', mode: '0644' },
        version: change.before ?? {},
        result: { ...change.before, owner: 'root', group: 'root', mode: '0644', acl: null, xattrs: null },
        lost: [],
        same: false,
        content: { before: text(after), after: text(before) },
        names: 1,
        obstacle: state === 'denied' ? denied(change.key) : null,
      };
    },
    'content.restore': () => ({ lost: [] }),
    'files.tryPattern': ({ draft }: { draft: TrackedDraft }) => tryPattern(draft),
    'changes.timeline': ({
      since,
      until,
      bars,
      filter,
    }: {
      since: string;
      until: string;
      bars: number;
      filter: ChangeFilter;
    }) => {
      const step = (Date.parse(until) - Date.parse(since)) / bars;
      return {
        bars: Array.from({ length: bars }, (_, at) => {
          const from = Date.parse(since) + at * step;
          const counts: Partial<Record<ListedChange['type'], number>> = {};
          for (const change of changes.filter(finds(filter))) {
            const noticed = Date.parse(change.noticedAt);
            if (noticed >= from && noticed < from + step) counts[change.type] = (counts[change.type] ?? 0) + 1;
          }
          return { from: new Date(from).toISOString(), counts };
        }),
        gaps: status.gaps,
      };
    },
    'inventory.list': ({
      type,
      text,
      offset,
      limit,
    }: {
      type: ListedChange['type'];
      text?: string;
      offset: number;
      limit: number;
    }) => {
      const items = (windows ? windowsInventory : inventory)(type).filter((item) =>
        `${item.key} ${item.name}`.toLowerCase().includes((text ?? '').toLowerCase()),
      );
      return { items: items.slice(offset, offset + limit), total: items.length };
    },
    'status.get': () => status,
    'status.watchUse': () => watchUse,
    'tracking.collect': () => [],
    'tracking.pause': ({ until }: { until: string | null }) => {
      status = { ...status, state: 'paused', pausedUntil: until };
      tell('status', status);
      return null;
    },
    'tracking.resume': () => {
      status = { ...status, state: 'tracking', pausedUntil: null };
      tell('status', status);
      return null;
    },
    'notices.list': () => ({ notices: [...notices], unread: notices.filter((notice) => !notice.read).length }),
    'notices.read': ({ ids }: { ids?: number[] }) => {
      notices = notices.map((notice) => (!ids || ids.includes(notice.id) ? { ...notice, read: true } : notice));
      return null;
    },
    'settings.get': () => settings,
    'settings.fault': () =>
      state === 'fault'
        ? {
            kind: 'invalid',
            message: 'settings.json is no JSON: line 12 ends too early.',
            advice: 'It was kept aside as settings-2026-11-22.json; the last good settings hold.',
          }
        : null,
    'settings.set': (args: { settings: typeof settings }) => {
      if (state === 'full')
        throw new TidemarkError(
          'diskFull',
          'The settings could not be written: no space is left on the disk.',
          'Free some space and save again.',
        );
      settings = args.settings;
      return settings;
    },
    'app.about': () => (windows ? windowsAbout : linuxAbout),
    'app.saveCopy': () => '/home/alice/Documents/sshd_config',
    'app.choosePath': ({ kind }: { kind: string }) => (kind === 'file' ? '/etc/hosts' : '/etc/cron.d'),
    'engine.state': () => engineOf(state),
    'engine.restart': () => null,
  };

  if (state === 'live')
    goLive((change) => {
      changes = [change, ...changes];
      tell('changes', { changes: [change] });
    });
  return {
    async request(method, args) {
      try {
        if (state === 'unavailable' && method !== 'engine.state')
          throw new TidemarkError('unavailable', 'The engine is not running.', 'Start it again.');
        const value = await handlers[method](requests[method].args.parse(args) as never);
        return { ok: true, value } as Answer<never>;
      } catch (thrown) {
        return { ok: false, error: TidemarkError.from(thrown).toShape() };
      }
    },
    on(event, listener) {
      const heard = listeners.get(event) ?? new Set();
      listeners.set(event, heard.add(listener as (payload: never) => void));
      return () => void heard.delete(listener as (payload: never) => void);
    },
  };
}

const linuxAbout = {
  version: '0.1.0',
  electron: '33.2.1',
  platform: 'linux',
  dataDir: '/home/alice/.config/Tidemark',
  settingsFile: '/home/alice/.config/Tidemark/settings.json',
  machine: 'harbour',
} as const;

const elf = '7f454c46020101000000000000000000';
const code = '000000c0a20100000000e4';

const denied = (path: string) => ({
  kind: 'denied' as const,
  message: `${path} belongs to root, and only that account or root can write it anew and keep its owner.`,
  advice: 'Save a copy somewhere else, or do it as that account or as root.',
});

/** A change every time a test calls `window.newChange()`. */
function goLive(add: (change: ListedChange) => void): void {
  let id = (allChanges[0]?.id ?? 0) + 1;
  const newChange = () => {
    const [like] = allChanges;
    if (like) add({ ...like, id, noticedAt: new Date().toISOString(), since: ago(Date.now() - start) });
    id += 1;
  };
  Object.defineProperty(window, 'newChange', { value: newChange });
}
