import type { CollectRequest } from '../../collector.ts';
import { parentKey, within } from '../keys.ts';
import { splitStamp } from '../logs.ts';
import type { Spec } from '../patterns/spec.ts';
import { sudoSource } from '../sudo/source.ts';
import type { FoundItems, Tracked } from './found.ts';
import type { FreshLogs, KnownLog } from './log-pass.ts';
import type { ReadReport } from './read-pass.ts';

/** Files new in a growing item, with the known logs of their folder: a rotation that is under way copies first. */
export function freshLogs({ known }: CollectRequest, { observed }: ReadReport, found: FoundItems): FreshLogs {
  const keys = observed
    .map((each) => each.item.key)
    .filter((key) => !known.has(key) && found.items.get(key)?.first.parsed.item.growing);
  if (keys.length === 0) return { keys: new Set(), beside: [] };
  const folders = new Set(keys.map(parentKey));
  const beside = [...known].flatMap(([key, { stamp }]) => {
    const before = folders.has(parentKey(key)) ? splitStamp(stamp).mark : undefined;
    return before === undefined ? [] : [{ key, before, sudo: found.items.get(key)?.sudo }];
  });
  return { keys: new Set(keys), beside };
}

/** Growing logs that are known and were not found: rotated away, or removed. */
export function goneLogs(
  { known }: CollectRequest,
  tracked: readonly Tracked[],
  isThere: (key: string) => boolean,
): readonly KnownLog[] {
  const growing = new Map<string, Tracked>();
  for (const each of tracked.filter(({ parsed }) => parsed.item.growing)) {
    growing.set(each.spec.source, each);
    if (each.spec.sudo) growing.set(sudoSource(each.spec.source), each);
  }
  if (growing.size === 0) return [];
  return [...known].flatMap(([key, { stamp, source }]) => {
    const item = growing.get(source);
    const before = item === undefined || isThere(key) ? undefined : splitStamp(stamp).mark;
    const sudo = item?.spec.sudo ? item : undefined;
    return before === undefined ? [] : [{ key, before, prefix: undefined, present: false, sudo }];
  });
}

/** A rotation concerns a log and its older ones at once: all of them are looked at together. */
export function logHint(hint: string, logs: readonly Spec[]): string {
  const concerned = logs.some(({ root, pathType }) => within(hint, root) && (hint !== root || pathType === 'file'));
  return concerned ? parentKey(hint) : hint;
}
