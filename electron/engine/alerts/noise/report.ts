import type { NoiseSource } from '../../../shared/contract/alerts.ts';
import type { Result } from '../../../shared/contract/contract.ts';
import { type ItemType, itemTypes } from '../../../shared/model/item.ts';
import { keySeparator } from '../../../shared/model/key-tree.ts';
import { shownPath } from '../../../shared/model/platform-words.ts';
import { printable } from '../../../shared/model/printable.ts';
import type { ReadStore } from '../../store/interface.ts';
import type { ThingCount } from '../../store/noise.ts';
import { type Hotspot, Hotspots } from './hotspots.ts';

/** What has less of all changes than this is no cause to be named, and neither is what has fewer than so many. */
const leastShare = 0.01;
const leastCount = 3;
const mostRules = 20;
/** So many things, or alerts, are read at a time: the engine's other work has its turn in between. */
const slice = 5000;
const alertSlice = 1000;

type Found = Hotspot & { readonly type: ItemType };

/** Where the changes and alerts of the last days came from, the largest part first; the rules after them. */
export async function noiseReport(store: ReadStore, days: number, now: Date): Promise<Result<'noise.report'>> {
  const since = sinceDays(days, now);
  const from = store.noise.firstSince(since);
  const changes = from === undefined ? 0 : store.noise.count(from);
  const { found, loose, last } = await hotspots(store, from, Math.max(changes * leastShare, leastCount));
  const alerts = await alertsOf(store, since, found);
  const named = store.noise.named([...found.map((each) => each.last), last]);
  const source = (each: Found): NoiseSource => ({
    ...labelled(each, named.get(each.last)?.name ?? each.subject),
    type: each.type,
    changes: each.count,
    alerts: alerts.bySource.get(each) ?? 0,
    share: each.count / changes,
    lastAt: named.get(each.last)?.noticedAt ?? since,
  });
  const others: readonly NoiseSource[] =
    loose === 0
      ? []
      : [
          {
            kind: 'other',
            subject: '',
            label: 'Everything else',
            type: null,
            changes: loose,
            alerts: alerts.elsewhere,
            share: loose / changes,
            lastAt: named.get(last)?.noticedAt ?? since,
          },
        ];
  return {
    since,
    changes,
    alerts: alerts.total,
    sources: [
      ...found.map(source).toSorted((a, b) => b.changes - a.changes),
      ...others,
      ...rules(store, since, alerts.total),
    ],
  };
}

export const sinceDays = (days: number, now: Date): string => new Date(now.getTime() - days * 86_400_000).toISOString();

/** Lets the engine do what else waits. */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function hotspots(store: ReadStore, from: number | undefined, least: number) {
  const finders = new Map(itemTypes.map((type) => [type, new Hotspots(least, separatorOf(type))]));
  for (let last: ThingCount | undefined; from !== undefined; ) {
    const next = store.noise.counts(from, last, slice);
    for (const each of next) finders.get(each.type)?.add(each);
    last = next.at(-1);
    if (next.length < slice) break;
    await pause();
  }
  const ends = [...finders].map(([type, finder]) => ({ type, ...finder.end() }));
  return {
    found: ends.flatMap(({ type, found }) => found.map((each): Found => ({ ...each, type }))),
    loose: ends.reduce((sum, each) => sum + each.loose, 0),
    last: Math.max(...ends.map((each) => each.last)),
  };
}

/** Only files and registry keys lie in one another; a name of another type may hold anything. */
export const separatorOf = (type: ItemType): string =>
  type === 'Files' || type === 'Registry' ? keySeparator(type) : '\0';

/** How many alerts came of each source; one that came of several counts at each. */
async function alertsOf(store: ReadStore, since: string, found: readonly Found[]) {
  const places = new Map(found.map((each) => [placeName(each.kind === 'leaf', each.type, each.subject), each]));
  const bySource = new Map<Found, number>();
  let elsewhere = 0;
  let total = 0;
  for (let after = 0; ; ) {
    const alerts = store.noise.alerts(since, after, alertSlice);
    for (const { things } of alerts) {
      const sources = new Set(things.map(({ type, key }) => sourceOf(places, type, key)));
      for (const source of sources) {
        if (source === undefined) elsewhere += 1;
        else bySource.set(source, (bySource.get(source) ?? 0) + 1);
      }
    }
    total += alerts.length;
    after = alerts.at(-1)?.id ?? after;
    if (alerts.length < alertSlice) return { bySource, elsewhere, total };
    await pause();
  }
}

const placeName = (isThing: boolean, type: ItemType, key: string) => `${isThing ? 'thing' : 'in'} ${type} ${key}`;

function sourceOf(places: ReadonlyMap<string, Found>, type: ItemType, key: string): Found | undefined {
  const itself = places.get(placeName(true, type, key)) ?? places.get(placeName(false, type, key));
  if (itself) return itself;
  const separator = separatorOf(type);
  for (let end = key.lastIndexOf(separator); end >= 0; end = end === 0 ? -1 : key.lastIndexOf(separator, end - 1)) {
    const folder = places.get(placeName(false, type, key.slice(0, end)));
    if (folder) return folder;
  }
  return undefined;
}

function labelled({ kind, subject, type }: Found, name: string): Pick<NoiseSource, 'kind' | 'subject' | 'label'> {
  const shown = printable(type === 'Files' ? shownPath(subject) : subject);
  if (kind === 'rest') return { kind: 'other', subject, label: shown === '' ? 'Elsewhere' : `Elsewhere in ${shown}` };
  switch (type) {
    case 'Files':
      return { kind: kind === 'leaf' ? 'path' : 'folder', subject, label: shown === '' ? '/' : shown };
    case 'Registry':
      return { kind: 'registry', subject, label: shown };
    case 'Software':
      return { kind: 'package', subject, label: printable(name) };
    case 'Daemons':
    case 'WindowsServices':
      return { kind: 'daemon', subject, label: printable(name) };
    case 'Machine':
      return { kind: 'other', subject, label: printable(name) };
  }
}

function rules(store: ReadStore, since: string, alerts: number): readonly NoiseSource[] {
  return store.noise
    .alertsByRule(since)
    .slice(0, mostRules)
    .map((each) => ({
      kind: 'rule' as const,
      subject: each.ruleId,
      label: printable(each.rule),
      type: null,
      changes: each.changes,
      alerts: each.alerts,
      share: each.alerts / alerts,
      lastAt: each.lastAt,
    }));
}
